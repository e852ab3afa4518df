//! The list of interfaces, flattened and checked.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Path, UseTree, Visibility};

use crate::errors::Sink;
use crate::interface::parse::{list, runtime, separator};
use crate::naming::{camel, text};

const SHAPE: &str = "help: gateway! { pub Gateway { gateway_cores::{cache, logging}, alexa } }";

pub(crate) struct List {
    pub(crate) runtime: Option<Path>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) interfaces: Vec<Interface>,
}

/// One listed interface.
pub(crate) struct Interface {
    pub(crate) cfgs: Vec<Attribute>,
    /// The module that holds it.
    pub(crate) path: TokenStream,
    /// The last segment of the path.
    pub(crate) module: Ident,
    /// What the gateway calls it: the module's name, or the one after `as`.
    pub(crate) name: Ident,
    pub(crate) renamed: bool,
}

/// `None` if not even the head can be read.
pub(crate) fn parse(tokens: TokenStream, sink: &mut Sink) -> Option<List> {
    if tokens.is_empty() {
        sink.at_span(Span::call_site(), format_args!("gateway! needs a name and a list of interfaces\n{SHAPE}"));
        return None;
    }
    let read = |input: ParseStream| -> syn::Result<List> {
        let runtime = runtime(input)?;
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let name: Ident = input.parse()?;
        let content = list(input, SHAPE)?;
        let mut interfaces = Vec::new();
        while !content.is_empty() {
            let mut cfgs = content.call(Attribute::parse_outer)?;
            cfgs.retain(|attribute| {
                let is_cfg = attribute.path().is_ident("cfg");
                if !is_cfg {
                    sink.at(attribute, "only `#[cfg(..)]` has a meaning here\nhelp: remove it");
                }
                is_cfg
            });
            if content.peek(LitStr) {
                let literal: LitStr = content.parse()?;
                let help = format!("help: {}", literal.value());
                let message = format!("an interface is listed by its path, not by a string\n{help}");
                return Err(syn::Error::new_spanned(literal, message));
            }
            let tree: UseTree = content.parse()?;
            flatten(&tree, &quote!(), &cfgs, &mut interfaces, sink);
            separator(&content, sink)?;
        }
        if !input.is_empty() {
            return Err(input.error(format!("expected the end: one gateway in one `gateway!`\n{SHAPE}")));
        }
        Ok(List { runtime, attributes, visibility, name, interfaces })
    };
    let mut list = read.parse2(tokens).map_err(|error| sink.push(error)).ok()?;
    if list.interfaces.is_empty() && sink.is_empty() {
        sink.at(&list.name, format_args!("gateway `{}` lists no interface\n{SHAPE}", list.name));
    }
    drop_duplicates(&mut list.interfaces, sink);
    Some(list)
}

fn flatten(tree: &UseTree, prefix: &TokenStream, cfgs: &[Attribute], found: &mut Vec<Interface>, sink: &mut Sink) {
    let mut push = |module: &Ident, name: &Ident, renamed| {
        found.push(Interface {
            cfgs: cfgs.to_vec(),
            path: quote!(#prefix #module),
            module: module.clone(),
            name: name.clone(),
            renamed,
        });
    };
    match tree {
        UseTree::Path(path) => {
            let segment = &path.ident;
            flatten(&path.tree, &quote!(#prefix #segment ::), cfgs, found, sink);
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(tree, prefix, cfgs, found, sink);
            }
        }
        UseTree::Name(name) => push(&name.ident, &name.ident, false),
        UseTree::Rename(rename) => push(&rename.ident, &rename.rename, true),
        UseTree::Glob(glob) => sink.at(glob, format_args!("interfaces are listed one by one\n{SHAPE}")),
    }
}

/// An entry that repeats an earlier one is reported and left out, so that it causes no other error.
fn drop_duplicates(interfaces: &mut Vec<Interface>, sink: &mut Sink) {
    let mut kept: Vec<Interface> = Vec::new();
    for interface in interfaces.drain(..) {
        let (name, path) = (text(&interface.name), interface.path.to_string());
        let cfgs = |interface: &Interface| {
            let cfgs = &interface.cfgs;
            quote!(#(#cfgs)*).to_string()
        };
        let same = |other: &&Interface| camel(&text(&other.name)) == camel(&name) && cfgs(other) == cfgs(&interface);
        match kept.iter().find(same) {
            None => kept.push(interface),
            Some(first) if first.path.to_string() == path => {
                sink.twice(&interface.path, &first.path, format_args!("interface `{name}` is listed"));
            }
            Some(first) => {
                let path = path.replace(' ', "");
                let help = format!("help: give one another name, such as `{path} as {name}_2`");
                sink.at(&interface.name, format_args!("two interfaces are called `{name}`\n{help}"));
                sink.at(&first.name, "first here");
            }
        }
    }
    *interfaces = kept;
}
