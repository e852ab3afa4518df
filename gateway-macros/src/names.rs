//! An enum whose variants have names in JSON: that of an interface's operations, and that of a gateway's interfaces.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::runtime::Runtime;

pub(crate) struct Variant<'a> {
    pub(crate) cfg: TokenStream,
    pub(crate) docs: String,
    pub(crate) ident: &'a Ident,
    pub(crate) name: &'a str,
}

/// `head` is all that stands before the brace. The enum itself is not left to a macro of the runtime: where that is not
/// found, everything that names the enum would be an error as well.
pub(crate) fn enumeration(
    runtime: &Runtime,
    head: &TokenStream,
    ident: &Ident,
    what: &str,
    variants: &[Variant<'_>],
) -> TokenStream {
    let declared = variants.iter().map(|Variant { cfg, docs, ident, .. }| quote!(#cfg #[doc = #docs] #ident,));
    let named = variants.iter().map(|Variant { cfg, ident, name, .. }| quote!([#cfg] #ident = #name,));
    quote! {
        #[derive(
            #runtime::std::clone::Clone,
            #runtime::std::marker::Copy,
            #runtime::std::fmt::Debug,
            #runtime::std::cmp::PartialEq,
            #runtime::std::cmp::Eq,
            #runtime::std::hash::Hash,
        )]
        #head { #(#declared)* }

        #runtime::names! { #ident of #what: #(#named)* }
    }
}
