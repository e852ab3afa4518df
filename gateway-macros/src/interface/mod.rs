//! `gateway_interface!`: from a list of operations to an interface.

mod check;
mod emit;
pub(crate) mod parse;

use proc_macro2::TokenStream;

use crate::errors::Sink;

pub(crate) fn expand(list: TokenStream) -> TokenStream {
    let mut sink = Sink::default();
    let Some(list) = parse::parse(list, &mut sink) else {
        return sink.into_tokens();
    };
    let interface = check::check(&list, &mut sink);
    let generated = emit::interface(&interface);
    let errors = sink.into_tokens();
    quote::quote!(#generated #errors)
}
