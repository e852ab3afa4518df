//! The doc comment of an operation, as the catalogue shows it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, Lit, Meta};

use crate::runtime::Runtime;

/// The doc comment as one text, with the leading space of each line taken off.
pub(crate) fn text(attributes: &[Attribute], runtime: &Runtime) -> TokenStream {
    let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else { return None };
        Some(&pair.value)
    });
    let mut parts: Vec<TokenStream> = Vec::new();
    for value in lines {
        if !parts.is_empty() {
            parts.push(quote!("\n"));
        }
        match value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => {
                    let line = text.value();
                    let line = line.strip_prefix(' ').unwrap_or(&line);
                    parts.push(quote!(#line));
                }
                other => parts.push(quote!(#other)),
            },
            // `#[doc = include_str!(..)]`
            expression => parts.push(quote!(#expression)),
        }
    }
    match parts.as_slice() {
        [] => quote!(""),
        [one] => one.clone(),
        parts => quote!(#runtime::std::concat!(#(#parts),*)),
    }
}
