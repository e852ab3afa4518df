//! The path of the runtime in generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Path;

/// The runtime's private module: `::gateway_runtime::__private`, or below what `crate = ..` says.
///
/// Generated code imports it under a name of its own and goes on from there: a runtime that is not found is one error,
/// at the import, and not one for each path. And rustc underlines a path as a whole only if all of it stands in one
/// place, which is easy for a single name.
pub(crate) struct Runtime {
    path: TokenStream,
    alias: Ident,
}

impl Runtime {
    /// `scope` tells the imports of one module from each other.
    pub(crate) fn new(path: Option<&Path>, scope: &str) -> Self {
        let root = path.map_or_else(|| quote!(::gateway_runtime), ToTokens::to_token_stream);
        Self { path: quote!(#root::__private), alias: format_ident!("__runtime{scope}", span = Span::call_site()) }
    }

    /// The full path, for a place outside of every block that has the import.
    pub(crate) fn path(&self) -> &TokenStream {
        &self.path
    }

    /// What must stand in every module or block that names the runtime.
    pub(crate) fn import(&self) -> TokenStream {
        let Self { path, alias } = self;
        quote!(#[allow(unused_imports)] use #path as #alias;)
    }

    /// The import in a module inside the one that has it.
    pub(crate) fn import_again(&self) -> TokenStream {
        let alias = &self.alias;
        quote!(#[allow(unused_imports)] use super::#alias;)
    }

    /// The name, standing at `span`.
    pub(crate) fn at(&self, span: Span) -> Ident {
        let mut alias = self.alias.clone();
        alias.set_span(span);
        alias
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.alias.to_tokens(tokens);
    }
}
