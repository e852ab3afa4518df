//! The one sink of errors: a macro reports all that it finds, and still emits what it can.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Collects errors; nothing is lost and nothing stops at the first.
#[derive(Default)]
pub(crate) struct Sink(Option<syn::Error>);

impl Sink {
    /// Underlines all of `tokens`.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Underlines a place that has no tokens, such as the attribute itself.
    pub(crate) fn at_span(&mut self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// Two places that contradict each other: the later one is wrong, the earlier one is shown.
    pub(crate) fn twice(&mut self, second: impl ToTokens, first: impl ToTokens, what: impl Display) {
        self.at(second, format_args!("{what} twice"));
        self.at(first, "first here");
    }

    pub(crate) fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The errors as `compile_error!`s.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.map(|error| error.to_compile_error()).unwrap_or_default()
    }
}
