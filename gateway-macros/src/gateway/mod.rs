//! `gateway!`: from a list of interfaces to the one gateway of a program.

mod emit;
mod parse;

use proc_macro2::TokenStream;

use crate::errors::Sink;

pub(crate) fn expand(list: TokenStream) -> TokenStream {
    let mut sink = Sink::default();
    let Some(list) = parse::parse(list, &mut sink) else {
        return sink.into_tokens();
    };
    let generated = emit::gateway(&list);
    let errors = sink.into_tokens();
    quote::quote!(#generated #errors)
}
