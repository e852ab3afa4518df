//! What a list must look like. What contradicts an earlier entry is reported and left out.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Ident, Path, Visibility};

use super::parse::{Entry, Kind, List};
use crate::errors::Sink;
use crate::naming::{self, BadName, camel, text};
use crate::runtime::Runtime;

pub(crate) struct Interface<'a> {
    pub(crate) runtime: Runtime,
    pub(crate) attributes: &'a [Attribute],
    pub(crate) visibility: Visibility,
    pub(crate) name: String,
    pub(crate) operations: Vec<Operation<'a>>,
    pub(crate) wrappers: Vec<Wrapper<'a>>,
}

/// One variant of the enum.
pub(crate) struct Operation<'a> {
    pub(crate) entry: &'a Entry,
    /// The conditions of its entries, one each: it is there when one of them holds.
    conditions: Vec<TokenStream>,
    pub(crate) name: String,
    pub(crate) variant: Ident,
    /// What the operation's description is imported as.
    pub(crate) info: Ident,
}

impl Operation<'_> {
    /// `#[cfg(..)]`, or nothing if one of the entries is always there.
    pub(crate) fn cfg(&self) -> TokenStream {
        match self.conditions.as_slice() {
            conditions if conditions.iter().any(TokenStream::is_empty) => quote!(),
            [one] => quote!(#[cfg(#one)]),
            conditions => quote!(#[cfg(any(#(#conditions),*))]),
        }
    }
}

/// The condition of one entry; empty if it has none.
fn condition(entry: &Entry) -> TokenStream {
    let conditions: Vec<TokenStream> =
        entry.attributes_named("cfg").iter().filter_map(|cfg| cfg.parse_args().ok()).collect();
    match conditions.as_slice() {
        [] => quote!(),
        [one] => one.clone(),
        conditions => quote!(all(#(#conditions),*)),
    }
}

/// One typed function.
pub(crate) struct Wrapper<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) ident: Ident,
    pub(crate) deprecated: bool,
}

pub(crate) fn check<'a>(list: &'a List, sink: &mut Sink) -> Interface<'a> {
    let name = check_interface_name(&list.interface, sink);
    if list.entries.is_empty() {
        let message = format_args!("interface `{name}` lists no operation\nhelp: {name} {{ get, set }}");
        sink.at(&list.interface, message);
    }
    let mut interface = Interface {
        runtime: Runtime::new(list.runtime.as_ref(), &format!("_of_interface_{name}")),
        attributes: &list.attributes,
        // A list without `pub` is for its own crate.
        visibility: match &list.visibility {
            Visibility::Inherited => syn::parse_quote!(pub(crate)),
            visibility => visibility.clone(),
        },
        name,
        operations: Vec::new(),
        wrappers: Vec::new(),
    };
    for entry in &list.entries {
        check_attributes(entry, sink);
        if check_wrapper(entry, &mut interface, sink) && entry.kind != Kind::Plain {
            check_operation(entry, &mut interface, sink);
        }
    }
    interface
}

/// The name, or after an error the one that was proposed: it is what the operations are likely to name.
fn check_interface_name(ident: &Ident, sink: &mut Sink) -> String {
    let name = text(ident);
    let (message, proposed) = match naming::check(&name) {
        Ok(()) => return name,
        Err(BadName::Case(snake)) => ("an interface has a lower_snake_case name".to_owned(), snake),
        Err(BadName::NotAscii) => ("an interface's name is written with the letters of a to z".to_owned(), name),
        Err(BadName::Keyword | BadName::Empty) => (format!("`{name}` is a Rust keyword"), format!("{name}_ops")),
    };
    sink.at(ident, format_args!("{message}\nhelp: {proposed}"));
    proposed
}

fn check_attributes(entry: &Entry, sink: &mut Sink) {
    for attribute in &entry.attributes {
        if !["cfg", "deprecated", "doc"].iter().any(|known| attribute.path().is_ident(known)) {
            let help = "help: an entry takes `#[cfg(..)]`, `#[deprecated]` and a doc comment";
            sink.at(attribute, format_args!("this attribute has no meaning in a list\n{help}"));
        }
    }
}

/// Whether the entry goes on.
fn check_wrapper<'a>(entry: &'a Entry, interface: &mut Interface<'a>, sink: &mut Sink) -> bool {
    let deprecated = !entry.attributes_named("deprecated").is_empty();
    let operation = text(entry.ident());
    let default = format!("{}_{operation}", interface.name);
    if deprecated && (entry.kind != Kind::Own || entry.name.is_none()) {
        let message = match entry.kind {
            Kind::Own => {
                format!("a deprecated entry is another name of an operation\nhelp: {operation} as {default}_old")
            }
            Kind::Foreign => {
                "only an operation of this crate can have a deprecated name\nhelp: remove `#[deprecated]`".to_owned()
            }
            Kind::Plain => "mark the function itself as deprecated\nhelp: #[deprecated] fn ..".to_owned(),
        };
        sink.at(&entry.path, message);
        return false;
    }
    let ident = entry.name.clone().unwrap_or_else(|| format_ident!("{default}", span = entry.ident().span()));
    let first = interface.wrappers.iter().find(|wrapper| wrapper.ident == ident && !alternatives(wrapper.entry, entry));
    if let Some(first) = first {
        if first.entry.name.is_none() && entry.name.is_none() {
            let what = format_args!("operation `{operation}` is listed");
            sink.twice(&entry.path, &first.entry.path, what);
        } else {
            let place = |entry: &Entry| entry.name.clone().unwrap_or_else(|| entry.ident().clone());
            sink.twice(place(entry), place(first.entry), format_args!("the wrapper `{ident}` is made"));
        }
        return false;
    }
    interface.wrappers.push(Wrapper { entry, ident, deprecated });
    true
}

/// Whether two entries may both stand because each has a `#[cfg]` of its own.
fn alternatives(a: &Entry, b: &Entry) -> bool {
    let cfgs = |entry: &Entry| {
        let attributes = entry.attributes_named("cfg");
        quote!(#(#attributes)*).to_string()
    };
    let (a, b) = (cfgs(a), cfgs(b));
    !a.is_empty() && !b.is_empty() && a != b
}

fn check_operation<'a>(entry: &'a Entry, interface: &mut Interface<'a>, sink: &mut Sink) {
    let name = text(entry.ident());
    let path = |path: &Path| path.to_token_stream().to_string();
    let same_path = |operation: &&mut Operation<'_>| path(&operation.entry.path) == path(&entry.path);
    if let Some(first) = interface.operations.iter_mut().find(same_path) {
        // A second name of one operation makes no second variant.
        first.conditions.push(condition(entry));
        return;
    }
    let same_name = |operation: &&Operation<'_>| operation.name == name && !alternatives(operation.entry, entry);
    if let Some(first) = interface.operations.iter().find(same_name) {
        sink.twice(&entry.path, &first.entry.path, format_args!("an operation `{name}` is listed"));
        return;
    }
    let variant = camel(&name);
    if variant == "Self" || variant.is_empty() {
        let help = "help: give it another name with `#[gateway_op(name = \"..\")]`";
        sink.at(entry.ident(), format_args!("operation `{name}` would be the variant `{variant}`\n{help}"));
        return;
    }
    let variant = format_ident!("{variant}", span = entry.ident().span());
    let same_variant = |operation: &&Operation<'_>| operation.variant == variant && operation.name != name;
    if let Some(first) = interface.operations.iter().find(same_variant) {
        let message = format_args!(
            "operations `{}` and `{name}` would both be the variant `{variant}`\nhelp: rename one",
            first.name
        );
        sink.at(entry.ident(), message);
        sink.at(first.entry.ident(), "first here");
        return;
    }
    let info = format_ident!("__{}_{name}", interface.name, span = entry.ident().span());
    let conditions = vec![condition(entry)];
    interface.operations.push(Operation { entry, conditions, name, variant, info });
}
