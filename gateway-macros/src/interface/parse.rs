//! The list as it is written.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseBuffer, ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Path, Token, Visibility, braced, token};

use crate::errors::Sink;

const SHAPE: &str = "help: gateway_interface! { pub cache { get, set } }";

pub(crate) struct List {
    pub(crate) runtime: Option<Path>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) interface: Ident,
    pub(crate) entries: Vec<Entry>,
}

/// One line of the list.
pub(crate) struct Entry {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) kind: Kind,
    pub(crate) path: Path,
    /// `as cache_lookup`
    pub(crate) name: Option<Ident>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `get`
    Own,
    /// `use other::get`: an operation of another crate.
    Foreign,
    /// `fn memoize`: a plain function.
    Plain,
}

impl Entry {
    /// The last segment of the path: the operation's name.
    pub(crate) fn ident(&self) -> &Ident {
        &self.path.segments.last().expect("syn parses no path without a segment").ident
    }

    pub(crate) fn attributes_named(&self, name: &str) -> Vec<&Attribute> {
        self.attributes.iter().filter(|attribute| attribute.path().is_ident(name)).collect()
    }
}

/// `None` if not even the head can be read.
pub(crate) fn parse(tokens: TokenStream, sink: &mut Sink) -> Option<List> {
    if tokens.is_empty() {
        sink.at_span(Span::call_site(), format_args!("gateway_interface! needs a name and a list\n{SHAPE}"));
        return None;
    }
    let read = |input: ParseStream| -> syn::Result<List> {
        let runtime = runtime(input)?;
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let Ok(interface) = input.call(Ident::parse_any) else {
            return Err(input.error(format!("expected the interface's name\n{SHAPE}")));
        };
        let content = list(input, SHAPE)?;
        let entries = entries(&content, sink)?;
        if !input.is_empty() {
            let message = format!("expected the end: one interface in one `gateway_interface!`\n{SHAPE}");
            return Err(input.error(message));
        }
        Ok(List { runtime, attributes, visibility, interface, entries })
    };
    read.parse2(tokens).map_err(|error| sink.push(error)).ok()
}

/// `crate = path;` before everything else, where the runtime has another name.
pub(crate) fn runtime(input: ParseStream) -> syn::Result<Option<Path>> {
    if !(input.peek(Token![crate]) && input.peek2(Token![=])) {
        return Ok(None);
    }
    input.parse::<Token![crate]>()?;
    input.parse::<Token![=]>()?;
    let path = input.call(Path::parse_mod_style)?;
    input.parse::<Token![;]>()?;
    Ok(Some(path))
}

/// What stands in the braces.
pub(crate) fn list<'a>(input: ParseStream<'a>, shape: &str) -> syn::Result<ParseBuffer<'a>> {
    if !input.peek(token::Brace) {
        return Err(input.error(format!("expected a list in braces\n{shape}")));
    }
    let content;
    braced!(content in input);
    Ok(content)
}

fn entries(input: ParseStream, sink: &mut Sink) -> syn::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        entries.push(entry(input)?);
        separator(input, sink)?;
    }
    Ok(entries)
}

/// A comma, or the end; what else is there is reported, and passed over where the meaning is plain.
pub(crate) fn separator(input: ParseStream, sink: &mut Sink) -> syn::Result<()> {
    if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
        return Ok(());
    }
    let found: TokenTree = input.fork().parse()?;
    let shown = if let TokenTree::Group(_) = found { String::new() } else { format!(", found `{found}`") };
    sink.at(&found, format_args!("entries are separated by `,`{shown}\nhelp: write `,`"));
    if input.parse::<Option<Token![;]>>()?.is_none() && !input.peek(Ident::peek_any) {
        // Nothing to go on from.
        input.parse::<TokenStream>()?;
    }
    Ok(())
}

fn entry(input: ParseStream) -> syn::Result<Entry> {
    let attributes = input.call(Attribute::parse_outer)?;
    if input.peek(Token![pub]) {
        let message = "an entry has no visibility and no body: it is the path of an operation that stands elsewhere";
        return Err(input.error(format!("{message}\n{SHAPE}")));
    }
    let kind = if input.parse::<Option<Token![use]>>()?.is_some() {
        Kind::Foreign
    } else if input.parse::<Option<Token![fn]>>()?.is_some() {
        Kind::Plain
    } else {
        Kind::Own
    };
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        let help = format!("help: {}", literal.value());
        return Err(syn::Error::new_spanned(
            literal,
            format!("an entry is the path of an operation, not a string\n{help}"),
        ));
    }
    let path = path(input)?;
    let name = match input.parse::<Option<Token![as]>>()? {
        Some(_) if input.peek(LitStr) => {
            let literal: LitStr = input.parse()?;
            let help = format!("help: {} as {}", written(&path), literal.value());
            return Err(syn::Error::new_spanned(literal, format!("a wrapper's name is a word, not a string\n{help}")));
        }
        Some(_) => Some(input.call(Ident::parse_any)?),
        None => None,
    };
    Ok(Entry { attributes, kind, path, name })
}

fn path(input: ParseStream) -> syn::Result<Path> {
    let glob = |input: ParseStream| input.peek(Token![*]) || input.peek(token::Brace);
    let ahead = input.fork();
    let path = if let Ok(path) = ahead.call(Path::parse_mod_style) {
        input.advance_to(&ahead);
        path
    } else {
        // `read::*` and `read::{get}` are what people try.
        while !glob(input) && (input.parse::<Option<Token![::]>>()?.is_some() || input.peek(Ident::peek_any)) {
            input.call(Ident::parse_any).ok();
        }
        let message =
            if glob(input) { "operations are listed one by one" } else { "expected the path of an operation" };
        return Err(input.error(format!("{message}\n{SHAPE}")));
    };
    if input.peek(token::Paren) {
        let call: TokenTree = input.parse()?;
        let message = "an entry is the path of an operation, without its parameters";
        let help = format!("help: {}", written(&path));
        return Err(syn::Error::new_spanned(call, format!("{message}\n{help}")));
    }
    Ok(path)
}

fn written(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
