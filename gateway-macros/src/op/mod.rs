//! `#[gateway_op]`: from an annotated function to an operation.

mod by_name;
mod check;
mod docs;
mod emit;
mod item;
mod options;
mod parameter;
mod trigger;
mod types;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use self::emit::allowed;
use crate::errors::Sink;

/// Parses, checks, emits. The item is re-emitted first, whatever is wrong with it, so that editors keep working.
pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    let mut sink = Sink::default();
    let options = options::Options::parse(options, &mut sink);
    let Ok(function) = item::Function::parse(item.clone(), &mut sink) else {
        let errors = sink.into_tokens();
        return quote!(#item #errors);
    };
    let function_tokens = function.to_tokens();
    if !function.is_free(&mut sink) {
        let errors = sink.into_tokens();
        return quote!(#function_tokens #errors);
    }
    match check::check(&options, &function, &mut sink) {
        Ok(operation) if sink.is_empty() => {
            let generated = emit::operation(&operation);
            quote!(#function_tokens #generated)
        }
        _ => {
            let stub = emit::stub(&options, &function);
            let errors = sink.into_tokens();
            quote!(#function_tokens #stub #errors)
        }
    }
}
