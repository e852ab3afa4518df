//! From a checked list to tokens. Nothing here can fail.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Path, Visibility};

use super::check::{Interface, Operation, Wrapper};
use super::parse::{Entry, Kind};
use crate::names::{self, Variant};
use crate::naming::{self, Hidden, camel, text};
use crate::op::allowed;

pub(crate) fn interface(interface: &Interface<'_>) -> TokenStream {
    let imports = interface.operations.iter().map(|operation| import(operation, interface));
    let wrappers = interface.wrappers.iter().map(|wrapper| emit_wrapper(wrapper, interface));
    let enumeration = enumeration(interface);
    let module = module(interface);
    let import = interface.runtime.import();
    let checks = checks(interface);
    quote!(#import #(#imports)* #(#wrappers)* #checks #enumeration #module)
}

/// The path of one of an operation's hidden items: same module, other last segment.
fn sibling(entry: &Entry, last: &Ident) -> TokenStream {
    let mut path: Path = entry.path.clone();
    let alone = path.segments.len() == 1 && path.leading_colon.is_none();
    path.segments.last_mut().expect("syn parses no path without a segment").ident = last.clone();
    // A bare name could also be a crate.
    if alone { quote_spanned!(entry.ident().span()=> self::#path) } else { quote!(#path) }
}

/// Brings the operation's description into the module.
///
/// The plain name is imported first: rustc reports one unresolved import for a place, so a misspelt entry gets its
/// did-you-mean and nothing else, and a function without the attribute gets the name of what is missing. A public list
/// imports it publicly, which is the error for a function that is not public.
fn import(operation: &Operation<'_>, interface: &Interface<'_>) -> TokenStream {
    let Operation { entry, info, .. } = operation;
    let span = entry.ident().span();
    let public = matches!(interface.visibility, Visibility::Public(_)).then(|| quote_spanned!(span=> pub));
    let cfg = operation.cfg();
    let hidden = Hidden::of(&operation.name, span);
    let plain = sibling(entry, entry.ident());
    let info_path = sibling(entry, &hidden.info);
    let listed = (entry.kind == Kind::Own).then(|| {
        let path = sibling(entry, &hidden.listed);
        let alias = listed(operation);
        quote_spanned! {span=>
            #cfg
            #[allow(non_camel_case_types)]
            use #path as #alias;
        }
    });
    quote_spanned! {span=>
        #cfg
        #[allow(deprecated, unused_imports, unreachable_pub)]
        #public use #plain as _;
        #cfg
        #[allow(non_upper_case_globals)]
        use #info_path as #info;
        #listed
    }
}

/// What the marker of a listed operation is imported as.
fn listed(operation: &Operation<'_>) -> Ident {
    format_ident!("{}_listed", operation.info)
}

/// Reads every marker, and checks that each operation names this interface: all in one body, which the compiler looks at
/// once.
fn checks(interface: &Interface<'_>) -> TokenStream {
    let (name, id) = (&interface.name, naming::id(&interface.name));
    let checks = interface.operations.iter().map(|operation| {
        let Operation { entry, info, .. } = operation;
        let span = entry.ident().span();
        let (cfg, runtime) = (operation.cfg(), interface.runtime.at(span));
        let belongs = quote_spanned!(span=> #cfg #runtime::belongs(&#info, #name, #id););
        let marker = (entry.kind == Kind::Own).then(|| {
            let listed = listed(operation);
            quote!(#cfg let _: #listed;)
        });
        quote!(#marker #belongs)
    });
    quote! {
        #[allow(unused_qualifications)]
        const _: () = { #(#checks)* };
    }
}

fn emit_wrapper(wrapper: &Wrapper<'_>, interface: &Interface<'_>) -> TokenStream {
    let Wrapper { entry, ident, deprecated } = wrapper;
    let cfgs = entry.attributes_named("cfg");
    let docs = entry.attributes_named("doc");
    let visibility = &interface.visibility;
    let span = entry.ident().span();
    let hidden = Hidden::of(&text(entry.ident()), span);
    if *deprecated {
        let notes = entry.attributes_named("deprecated");
        let (stamp, function) = (sibling(entry, &hidden.stamp), sibling(entry, &hidden.wrapper));
        let former = format!("The operation `{}`, under a former name.", text(entry.ident()));
        let allowed = allowed();
        return quote! {
            #(#cfgs)*
            #stamp! { #function, #ident, #[doc = #former] #(#docs)* #(#notes)* #[inline] #allowed #visibility }
        };
    }
    let source = if entry.kind == Kind::Plain { entry.ident().clone() } else { hidden.wrapper };
    let path = sibling(entry, &source);
    quote_spanned! {span=>
        #(#cfgs)*
        #(#docs)*
        #[doc(inline)]
        #[allow(deprecated, unused_imports, unreachable_pub)]
        #visibility use #path as #ident;
    }
}

fn enumeration(interface: &Interface<'_>) -> TokenStream {
    let Interface { runtime, name, visibility, attributes, operations, .. } = interface;
    let ident = operation_enum(name);
    let docs = format!("The operations of the interface `{name}`.");
    let variants = operations.iter().map(|operation| Variant {
        cfg: operation.cfg(),
        docs: format!("The operation `{}`.", operation.name),
        ident: &operation.variant,
        name: &operation.name,
    });
    let what = format!("operation of `{name}`");
    let head = quote!(#[doc = #docs] #(#attributes)* #[allow(unreachable_pub, dead_code)] #visibility enum #ident);
    let enumeration = names::enumeration(runtime, &head, &ident, &what, &variants.collect::<Vec<_>>());
    quote! {
        #enumeration

        #[automatically_derived]
        #[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic)]
        impl #ident {
            /// The operation's description and statistics.
            #[must_use]
            #[inline]
            pub const fn info(self) -> &'static #runtime::OperationInfo {
                gateway_interface_list::OPERATIONS[self as #runtime::std::primitive::usize]
            }

            /// Calls the operation with JSON parameters. A synchronous one has run when this returns.
            #[inline]
            pub fn execute<'p>(
                self,
                params: impl #runtime::std::convert::Into<#runtime::Params<'p>>,
            ) -> #runtime::Execution {
                #runtime::execute(self.info(), &#runtime::std::convert::Into::into(params))
            }
        }
    }
}

/// The descriptions of all operations.
fn table(interface: &Interface<'_>) -> TokenStream {
    let entries = interface.operations.iter().map(|operation| {
        let (cfg, info) = (operation.cfg(), &operation.info);
        quote!(#cfg &super::#info,)
    });
    quote!(&[#(#entries)*])
}

fn cfg(entry: &Entry) -> TokenStream {
    let cfgs = entry.attributes_named("cfg");
    quote!(#(#cfgs)*)
}

fn operation_enum(interface: &str) -> Ident {
    format_ident!("{}Operation", camel(interface), span = Span::call_site())
}

/// What `gateway!` finds in the module: the interface's type, and everything for the single import.
fn module(interface: &Interface<'_>) -> TokenStream {
    let Interface { runtime, name, visibility, wrappers, .. } = interface;
    let reach = if matches!(visibility, Visibility::Public(_)) { quote!(pub) } else { quote!(pub(crate)) };
    let enumeration = operation_enum(name);
    let cfgs: Vec<_> = wrappers.iter().map(|wrapper| cfg(wrapper.entry)).collect();
    let idents: Vec<_> = wrappers.iter().map(|wrapper| &wrapper.ident).collect();
    let names: Vec<_> = idents.iter().map(|ident| text(ident)).collect();
    let ids = names.iter().map(|name| naming::id(name));
    let u64_ty = quote!(#runtime::std::primitive::u64);
    let str_ty = quote!(#runtime::std::primitive::str);
    let import = runtime.import_again();
    let table = table(interface);
    quote! {
        #[doc(hidden)]
        #[allow(unreachable_pub)]
        #visibility mod gateway_interface_list {
            #import

            #reach struct Interface;

            #[allow(unused_qualifications)]
            pub(super) const OPERATIONS: &[&#runtime::OperationInfo] = #table;

            #runtime::register!(OPERATIONS);

            #[automatically_derived]
            #[allow(unreachable_code, clippy::all, clippy::pedantic)]
            impl #runtime::Interface for Interface {
                const NAME: &'static #str_ty = #name;
                const OPERATIONS: &'static [&'static #runtime::OperationInfo] = OPERATIONS;
                const WRAPPERS: &'static [&'static #str_ty] = &[#(#cfgs #names,)*];
                const WRAPPER_IDS: &'static [#u64_ty] = &[#(#cfgs #ids,)*];
            }

            #[allow(unused_imports)]
            #reach use super::#enumeration as Operation;
            /// A glob takes what is visible where it stands, so an interface may be for its own crate.
            #[allow(unused_imports)]
            #reach mod operation {
                #reach use super::super::#enumeration;
            }
            #[allow(unused_imports, deprecated)]
            #reach mod wrappers {
                #(#cfgs #reach use super::super::#idents;)*
            }
        }
    }
}
