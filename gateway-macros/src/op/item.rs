//! The annotated item: a function whose signature is parsed and whose body is not.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, FnArg, Ident, LitStr, Signature, Token, Visibility};

use super::types;
use crate::errors::Sink;

/// A free function, as far as its tokens tell.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    /// The block, or whatever else follows the signature, untouched.
    body: TokenStream,
}

/// The item is something else; it has been reported.
pub(crate) struct NoFunction;

impl Function {
    pub(crate) fn parse(item: TokenStream, sink: &mut Sink) -> Result<Self, NoFunction> {
        let parsed = Parser::parse2(
            |input: ParseStream| {
                let attributes = input.call(Attribute::parse_outer)?;
                let visibility: Visibility = input.parse()?;
                if let Some((what, tokens)) = other_item(&input.fork()) {
                    let message = format!("#[gateway_op] goes on a free function, found {what}");
                    let help = "\nhelp: put it on a `fn` of the module";
                    let found = tokens.into_token_stream();
                    // The rest is not looked at.
                    input.parse::<TokenStream>()?;
                    return Err(syn::Error::new_spanned(found, format!("{message}{help}")));
                }
                let signature: Signature = input.parse()?;
                let body: TokenStream = input.parse()?;
                Ok(Self { attributes, visibility, signature, body })
            },
            item,
        );
        let mut function = parsed.map_err(|error| {
            sink.push(error);
            NoFunction
        })?;
        function.drop_second_attribute(sink);
        Ok(function)
    }

    /// Reports a function that can stand only in an `impl`, a `trait` or an `extern` block, where nothing may be put
    /// beside it.
    pub(crate) fn is_free(&self, sink: &mut Sink) -> bool {
        let Self { signature, body, .. } = self;
        let name = self.name();
        if let Some(receiver) = signature.receiver() {
            let help = "help: take the state as `#[inject] cache: &Cache`";
            sink.at(receiver, format_args!("operation `{name}` has a `self`: operations are free functions\n{help}"));
            return false;
        }
        if body.to_string() == ";" {
            let message = "has no body: an operation is neither a trait method nor a foreign function";
            let help = "help: put the attribute on a free function with a body";
            sink.at(signature, format_args!("operation `{name}` {message}\n{help}"));
            return false;
        }
        let (inputs, output) = (&signature.inputs, &signature.output);
        if let Some(word) = types::word(quote!(#inputs #output), "Self") {
            let help = "help: move it out of the `impl`, and write the type's name";
            sink.at(word, format_args!("operation `{name}` is a free function: there is no `Self`\n{help}"));
            return false;
        }
        true
    }

    /// The function's name without `r#`.
    pub(crate) fn name(&self) -> String {
        self.signature.ident.unraw().to_string()
    }

    /// Reports a second `#[gateway_op]` and takes it off, so that it does not run as well.
    fn drop_second_attribute(&mut self, sink: &mut Sink) {
        let name = self.name();
        self.attributes.retain(|attribute| {
            let second = attribute.path().segments.last().is_some_and(|last| last.ident == "gateway_op");
            if second {
                sink.at(attribute, format_args!("operation `{name}` already has a #[gateway_op]\nhelp: remove one"));
            }
            !second
        });
    }

    /// The function, less the attributes that only the macro understands.
    pub(crate) fn to_tokens(&self) -> TokenStream {
        let Self { attributes, visibility, signature, body } = self;
        let mut signature = signature.clone();
        for input in &mut signature.inputs {
            if let FnArg::Typed(parameter) = input {
                parameter.attrs.retain(|attribute| !is_ours(attribute));
            }
        }
        // What comes from JSON is owned, whether the body consumes it or not.
        quote! {
            #(#attributes)*
            #[allow(clippy::needless_pass_by_value)]
            #visibility #signature #body
        }
    }

    /// Attributes of one name, such as all `#[cfg]`s.
    pub(crate) fn attributes_named<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a Attribute> {
        self.attributes.iter().filter(move |attribute| names.iter().any(|name| attribute.path().is_ident(name)))
    }
}

pub(crate) fn is_ours(attribute: &Attribute) -> bool {
    attribute.path().is_ident("inject") || attribute.path().is_ident("op")
}

/// What the item is if it is no function, with its keyword and name.
fn other_item(input: ParseStream) -> Option<(&'static str, TokenStream)> {
    const ITEMS: [(&str, &str); 13] = [
        ("struct", "a struct"),
        ("enum", "an enum"),
        ("union", "a union"),
        ("trait", "a trait"),
        ("impl", "an impl"),
        ("mod", "a module"),
        ("const", "a constant"),
        ("static", "a static"),
        ("type", "a type alias"),
        ("use", "an import"),
        ("macro_rules", "a macro"),
        ("safe", "a foreign function"),
        ("let", "a statement"),
    ];
    // `unsafe impl`, `unsafe trait`, `unsafe extern {`
    if input.peek(Token![unsafe]) && !input.peek2(Token![fn]) {
        input.parse::<Token![unsafe]>().ok()?;
    }
    if input.peek(Token![extern]) {
        let keyword: Token![extern] = input.parse().ok()?;
        input.parse::<Option<LitStr>>().ok()?;
        return input.peek(syn::token::Brace).then(|| ("an extern block", keyword.to_token_stream()));
    }
    let is_function_modifier = |ident: &Ident| ["fn", "async", "unsafe", "extern"].iter().any(|word| ident == word);
    let keyword = input.call(Ident::parse_any).ok()?;
    let (_, what) = ITEMS.iter().find(|(word, _)| keyword == word)?;
    let next = input.call(Ident::parse_any).ok();
    if keyword == "const" && next.as_ref().is_some_and(is_function_modifier) {
        return None;
    }
    // The keyword alone, where no name follows it (`impl<T>`).
    let name = next.filter(|_| keyword != "impl" && keyword != "use");
    Some((what, quote!(#keyword #name)))
}
