//! One parameter: what its attributes and its type say.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, Ident, LitStr, Meta, Pat, PatType, Type};

use super::item::is_ours;
use super::trigger;
use super::types::{self, Lent, Shape};
use crate::errors::Sink;
use crate::{naming, options};

/// A parameter that has passed every check.
pub(crate) struct Parameter<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) source: Source,
}

/// Where the argument comes from.
pub(crate) enum Source {
    /// `#[inject]`
    Injected,
    Json(Box<FromJson>),
}

/// How the argument is read from JSON.
pub(crate) struct FromJson {
    /// Its name there.
    pub(crate) name: String,
    /// Not the name of the Rust parameter.
    pub(crate) renamed: bool,
    /// What to underline when the name is wrong.
    pub(crate) name_tokens: TokenStream,
    pub(crate) default: Option<Expr>,
    pub(crate) lent: Option<Lent>,
    /// Written as an `Option` of a reference.
    pub(crate) optional: bool,
    pub(crate) place: Place,
}

/// Where in a request the argument stands.
#[derive(Default)]
pub(crate) enum Place {
    #[default]
    Anywhere,
    /// `#[op(body)]`; the word itself.
    Body(Ident),
    /// `#[op(header = "..")]`
    Header(LitStr),
}

impl Place {
    /// What says so.
    pub(crate) fn written(&self) -> Option<TokenStream> {
        match self {
            Self::Anywhere => None,
            Self::Body(key) => Some(key.to_token_stream()),
            Self::Header(name) => Some(name.to_token_stream()),
        }
    }
}

/// Checks one parameter of operation `operation`; `None`, with errors, if it cannot be used.
pub(crate) fn check<'a>(parameter: &'a PatType, operation: &str, sink: &mut Sink) -> Option<Parameter<'a>> {
    let errors_before = sink.count();
    let ident = name(&parameter.pat, sink);
    let attributes = Attributes::parse(&parameter.attrs, sink);
    let ty = &*parameter.ty;
    let source = if attributes.inject {
        check_injected(ty, ident, sink);
        Some(Source::Injected)
    } else {
        check_json(ty, ident, operation, attributes, sink).map(|json| Source::Json(Box::new(json)))
    };
    (sink.count() == errors_before).then_some(())?;
    Some(Parameter { ident: ident?, ty, source: source? })
}

fn name<'a>(pattern: &'a Pat, sink: &mut Sink) -> Option<&'a Ident> {
    match pattern {
        Pat::Ident(pattern) if pattern.subpat.is_none() && pattern.by_ref.is_none() => Some(&pattern.ident),
        pattern => {
            let help = "help: name it here, and take it apart in the body";
            sink.at(
                pattern,
                format_args!("every parameter needs a name: dynamic calls pass parameters by name\n{help}"),
            );
            None
        }
    }
}

/// Those of `#[op(..)]`.
const OPTIONS: [&str; 4] = ["default", "rename", "body", "header"];

/// `#[inject]` and `#[op(..)]`.
#[derive(Default)]
struct Attributes {
    inject: bool,
    default: Option<Expr>,
    rename: Option<LitStr>,
    place: Place,
}

impl Attributes {
    fn parse(attributes: &[Attribute], sink: &mut Sink) -> Self {
        let mut parsed = Self::default();
        let mut first: Option<&Attribute> = None;
        for attribute in attributes {
            if attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr") {
                let help = "help: put the `#[cfg]` on a whole operation";
                sink.at(
                    attribute,
                    format_args!("a parameter cannot be conditional: all callers pass the same\n{help}"),
                );
            }
            if !is_ours(attribute) {
                continue;
            }
            if let Some(first) = first {
                if attribute.path().get_ident() == first.path().get_ident() {
                    sink.twice(attribute, first, "the attribute is given");
                } else {
                    let help = "help: remove one";
                    sink.at(attribute, format_args!("an injected parameter does not come from JSON\n{help}"));
                }
                continue;
            }
            first = Some(attribute);
            if attribute.path().is_ident("inject") {
                parsed.inject = true;
                if !matches!(attribute.meta, Meta::Path(_)) {
                    sink.at(attribute, "`#[inject]` takes no options\nhelp: #[inject]");
                }
            } else {
                parsed.op(attribute, sink);
            }
        }
        parsed
    }

    fn op(&mut self, attribute: &Attribute, sink: &mut Sink) {
        let list = match &attribute.meta {
            Meta::List(list) if !list.tokens.is_empty() => list,
            _ => {
                let help = "help: #[op(default = 10)], #[op(rename = \"maxItems\")], #[op(body)] or #[op(header = \"x-api-version\")]";
                sink.at(attribute, format_args!("`#[op]` needs an option\n{help}"));
                return;
            }
        };
        for option in options::parse(list.tokens.clone(), &OPTIONS, "rename = \"maxItems\"", sink) {
            match option.name().as_str() {
                "default" => self.default = option.expression(sink, "10"),
                "rename" => self.rename = option.string(sink, "maxItems"),
                "body" => {
                    option.flag(sink);
                    self.put(Place::Body(option.key.clone()), &option.key, sink);
                }
                _ => {
                    let name = option.string(sink, "x-api-version").filter(|name| trigger::check_header(name, sink));
                    if let Some(name) = name {
                        self.put(Place::Header(name), &option.key, sink);
                    }
                }
            }
        }
        if let Some(rename) = &self.rename
            && rename.value().is_empty()
        {
            sink.at(rename, "`rename` is empty\nhelp: rename = \"maxItems\"");
        }
    }
}

impl Attributes {
    fn put(&mut self, place: Place, key: &Ident, sink: &mut Sink) {
        if !matches!(self.place, Place::Anywhere) {
            sink.at(key, "a parameter comes from one place: the body or a header\nhelp: remove one");
        }
        self.place = place;
    }
}

fn check_injected(ty: &Type, ident: Option<&Ident>, sink: &mut Sink) {
    let name = ident.map_or("state".to_owned(), naming::text);
    match types::bare(ty) {
        Type::Reference(reference) if reference.mutability.is_some() => {
            let core = types::pretty(&reference.elem);
            let help = format!("help: write `#[inject] {name}: &{core}`, and use a lock inside");
            sink.at(ty, format_args!("a core is shared by all calls: it cannot be borrowed mutably\n{help}"));
        }
        Type::Reference(_) => {}
        value => {
            let core = types::pretty(value);
            let help = format!("help: write `#[inject] {name}: &{core}`");
            sink.at(ty, format_args!("a core is injected by reference\n{help}"));
        }
    }
}

fn check_json(
    ty: &Type,
    ident: Option<&Ident>,
    operation: &str,
    attributes: Attributes,
    sink: &mut Sink,
) -> Option<FromJson> {
    let written = || types::pretty(ty);
    let (lent, optional) = match types::shape(ty) {
        Shape::Owned => {
            if let Some(word) = types::word(ty, "impl") {
                sink.at(word, generic(operation));
                return None;
            }
            if let Some(borrow) = types::borrow(ty) {
                let help = "help: take an owned type, such as `String`";
                sink.at(borrow, format_args!("only `&str` and `&[u8]` are lent by JSON\n{help}"));
                return None;
            }
            (None, false)
        }
        Shape::Lent(lent) => (Some(lent), false),
        Shape::OptionalLent(lent) => (Some(lent), true),
        Shape::Reference(inner) => {
            let inner = types::pretty(inner);
            let help = match inner.as_str() {
                "str" | "[u8]" => format!("help: take it as `&{inner}`, without `'static`"),
                _ => "help: mark it `#[inject]`, or take it by value".to_owned(),
            };
            sink.at(ty, format_args!("`{}` cannot come from JSON\n{help}", written()));
            return None;
        }
        Shape::Mutable => {
            let help = "help: take it by value, and return what has changed";
            sink.at(ty, format_args!("`{}` cannot come from JSON\n{help}", written()));
            return None;
        }
        Shape::Closure => {
            let help = format!("help: list it as `fn {operation}` without the attribute");
            sink.at(ty, format_args!("dynamic calls cannot carry a closure\n{help}"));
            return None;
        }
        Shape::ImplTrait => {
            sink.at(ty, generic(operation));
            return None;
        }
    };
    if let Some(default) = &attributes.default
        && optional
    {
        let help = "help: remove the default, or the `Option`";
        sink.at(default, format_args!("an absent `Option` is `None`: it has its default\n{help}"));
    }
    let name = attributes.rename.as_ref().map_or_else(|| ident.map(naming::text), |rename| Some(rename.value()))?;
    let renamed = attributes.rename.is_some();
    let name_tokens = attributes.rename.map_or_else(|| quote!(#ident), ToTokens::into_token_stream);
    Some(FromJson { name, renamed, name_tokens, default: attributes.default, lent, optional, place: attributes.place })
}

/// The text for everything that would make several functions of one.
pub(crate) fn generic(operation: &str) -> String {
    format!(
        "operation `{operation}` cannot be generic: dynamic calls need one concrete function\n\
         help: name a concrete type, or list it as `fn {operation}` without the attribute"
    )
}
