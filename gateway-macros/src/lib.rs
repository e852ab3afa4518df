//! The macros of Gateway. Users reach them through `gateway_runtime`, where their documentation stands.

mod core_struct;
mod errors;
mod gateway;
#[cfg(test)]
mod golden;
mod interface;
mod names;
mod naming;
mod op;
mod options;
mod runtime;

use proc_macro::TokenStream;

/// See `gateway_runtime::gateway_op`.
#[proc_macro_attribute]
pub fn gateway_op(options: TokenStream, item: TokenStream) -> TokenStream {
    op::expand(options.into(), &item.into()).into()
}

/// See `gateway_runtime::gateway_core`.
#[proc_macro_attribute]
pub fn gateway_core(options: TokenStream, item: TokenStream) -> TokenStream {
    core_struct::expand(options.into(), &item.into()).into()
}

/// See `gateway_runtime::gateway_interface`.
#[proc_macro]
pub fn gateway_interface(list: TokenStream) -> TokenStream {
    interface::expand(list.into()).into()
}

/// See `gateway_runtime::gateway`.
#[proc_macro]
pub fn gateway(list: TokenStream) -> TokenStream {
    gateway::expand(list.into()).into()
}
