//! The path of the runtime in generated code.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Path;

/// The runtime's private module: `::gateway_runtime::__private`, or below what `crate = ..` says.
#[derive(Clone)]
pub(crate) struct Runtime(Option<Path>);

impl Runtime {
    pub(crate) fn new(path: Option<&Path>) -> Self {
        Self(path.cloned())
    }

    /// The path, standing at `span`: rustc underlines a whole path only if all of it stands in one place.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        let place = |mut token: TokenTree| {
            // A written path is resolved where it was written, as `$crate` must be.
            token.set_span(if self.0.is_some() { token.span().located_at(span) } else { span });
            token
        };
        self.to_token_stream().into_iter().map(place).collect()
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let root = self.0.as_ref().map_or_else(|| quote!(::gateway_runtime), ToTokens::to_token_stream);
        tokens.extend(quote!(#root::__private));
    }
}
