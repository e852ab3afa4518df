//! `key = value` options in an attribute, read tolerantly: every mistake is reported at its own place.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Ident, LitStr, Path, Token};

use crate::errors::Sink;
use crate::naming::closest;

/// One option as it was written.
pub(crate) struct Written {
    pub(crate) key: Ident,
    form: Form,
}

enum Form {
    /// `key`
    Word,
    /// `key = tokens`
    Value(Token![=], TokenStream),
    /// `key(..)`, which no option is.
    Call(Group),
}

impl Written {
    pub(crate) fn name(&self) -> String {
        self.key.unraw().to_string()
    }

    /// A flag: a word without a value.
    pub(crate) fn flag(&self, sink: &mut Sink) {
        let value = match &self.form {
            Form::Word => return,
            Form::Value(equals, tokens) => quote::quote!(#equals #tokens),
            Form::Call(group) => group.to_token_stream(),
        };
        let name = self.name();
        sink.at(value, format_args!("`{name}` is a flag and takes no value\nhelp: {name}"));
    }

    fn value<T>(
        &self,
        sink: &mut Sink,
        what: &str,
        example: &str,
        parse: impl FnOnce(TokenStream) -> syn::Result<T>,
    ) -> Option<T> {
        let name = self.name();
        let message = format!("`{name}` takes {what}\nhelp: {name} = {example}");
        match &self.form {
            Form::Word => sink.at(&self.key, message),
            Form::Value(equals, tokens) if tokens.is_empty() => sink.at(equals, message),
            Form::Value(_, tokens) => return parse(tokens.clone()).inspect_err(|_| sink.at(tokens, message)).ok(),
            Form::Call(group) => sink.at(group, message),
        }
        None
    }

    /// A string literal.
    pub(crate) fn string(&self, sink: &mut Sink, example: &str) -> Option<LitStr> {
        self.value(sink, "a string literal", &format!("{example:?}"), syn::parse2)
    }

    /// A path to a crate or module.
    pub(crate) fn path(&self, sink: &mut Sink, example: &str) -> Option<Path> {
        self.value(sink, "a path", example, |tokens| Path::parse_mod_style.parse2(tokens))
    }

    /// Any expression.
    pub(crate) fn expression(&self, sink: &mut Sink, example: &str) -> Option<Expr> {
        self.value(sink, "an expression", example, syn::parse2)
    }
}

/// Splits the tokens of an attribute into options; `known` are the keys that there are, `shape` is a right example.
pub(crate) fn parse(tokens: TokenStream, known: &[&str], shape: &str, sink: &mut Sink) -> Vec<Written> {
    let read = |input: ParseStream| -> syn::Result<Vec<Written>> {
        let mut options: Vec<Written> = Vec::new();
        while !input.is_empty() {
            if let Some(option) = option(input, known, shape, sink) {
                match options.iter().find(|other| other.name() == option.name()) {
                    Some(first) => {
                        sink.twice(&option.key, &first.key, format_args!("`{}` is given", option.name()));
                    }
                    None => options.push(option),
                }
            }
            if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
                continue;
            }
            if let Some(semicolon) = input.parse::<Option<Token![;]>>()? {
                sink.at(semicolon, "options are separated by `,`, found `;`\nhelp: write `,`");
            } else {
                let next: TokenTree = input.fork().parse()?;
                sink.at(&next, format_args!("expected `,` before `{next}`"));
            }
        }
        Ok(options)
    };
    read.parse2(tokens).unwrap_or_else(|error| {
        sink.push(error);
        Vec::new()
    })
}

/// One option; `None`, with an error, if it is none that is known.
fn option(input: ParseStream, known: &[&str], shape: &str, sink: &mut Sink) -> Option<Written> {
    if input.peek(LitStr) {
        let literal: LitStr = input.parse().ok()?;
        sink.at(literal, format_args!("expected `{shape}`, found a bare string"));
        return None;
    }
    let Ok(key) = input.call(Ident::parse_any) else {
        let tokens = until_comma(input);
        if tokens.is_empty() {
            sink.at_span(input.span(), format_args!("expected an option\nhelp: {shape}"));
        } else {
            sink.at(tokens, format_args!("expected an option\nhelp: {shape}"));
        }
        return None;
    };
    let form = if input.peek(syn::token::Paren) {
        Form::Call(input.parse().ok()?)
    } else {
        match input.parse::<Option<Token![=]>>().ok()? {
            Some(equals) => Form::Value(equals, value_tokens(input)),
            None => Form::Word,
        }
    };
    let option = Written { key, form };
    if !known.contains(&option.name().as_str()) {
        sink.at(&option.key, unknown(&option.name(), known));
        return None;
    }
    Some(option)
}

fn unknown(name: &str, known: &[&str]) -> String {
    let list = known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
    // `iface` is short for `interface`, which no edit distance tells.
    let nearest = closest(name, known).or((name == "iface").then_some("interface").filter(|word| known.contains(word)));
    match nearest {
        Some(nearest) => format!("unknown option `{name}`, did you mean `{nearest}`?\nhelp: the options are {list}"),
        None => format!("unknown option `{name}`\nhelp: the options are {list}"),
    }
}

/// The tokens of a value: to the next comma, or to where a comma is missing before a word that is an option.
fn value_tokens(input: ParseStream) -> TokenStream {
    if input.peek(LitStr) && !input.peek2(Token![.]) && !input.peek2(Token![?]) {
        return input.parse::<LitStr>().map(ToTokens::into_token_stream).unwrap_or_default();
    }
    // An expression may hold commas of its own, as in a turbofish.
    let ahead = input.fork();
    if ahead.parse::<Expr>().is_ok() && (ahead.is_empty() || ahead.peek(Token![,])) {
        return input.parse::<Expr>().map(ToTokens::into_token_stream).unwrap_or_default();
    }
    until_comma(input)
}

fn until_comma(input: ParseStream) -> TokenStream {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        match input.parse::<TokenTree>() {
            Ok(token) => token.to_tokens(&mut tokens),
            Err(_) => break,
        }
    }
    tokens
}
