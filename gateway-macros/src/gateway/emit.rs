//! From a checked list to tokens. Nothing here can fail.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::parse::{Interface, List};
use crate::names::Variant;
use crate::naming::{self, camel, snake, text};
use crate::runtime::Runtime;

/// The names that are made of what the list says.
struct Names {
    /// The module of everything: `gateway`.
    module: Ident,
    /// `GatewayInterface`
    enumeration: Ident,
}

pub(crate) fn gateway(list: &List) -> TokenStream {
    let names = Names {
        module: format_ident!("{}", snake(&text(&list.name)), span = list.name.span()),
        enumeration: format_ident!("{}Interface", list.name, span = Span::call_site()),
    };
    let runtime = Runtime::new(list.runtime.as_ref(), &format!("_of_gateway_{}", names.module));
    let (visibility, module) = (&list.visibility, &names.module);
    let imports = list.interfaces.iter().map(|interface| import(interface, &names, &runtime));
    let cfgs: Vec<_> = list.interfaces.iter().map(cfg).collect();
    let aliases: Vec<_> = list.interfaces.iter().map(|interface| alias(interface, &names)).collect();
    let interface_names: Vec<_> = list.interfaces.iter().map(|interface| text(&interface.name)).collect();
    let enumeration = enumeration(list, &names, &runtime);
    let implementation = implementation(list, &names, &runtime);
    let functions = functions(list, &names, &runtime);
    let docs = format!("The gateway of this program: every wrapper of every interface, and [`{}`].", list.name);
    let name_span = list.name.span();
    let at_name = runtime.at(name_span);
    let module_name = text(&names.module);
    let own = ["describe", "execute_json", "execute_operation", "try_execute_now", "verify_registry"];
    let own_ids = own.map(naming::id);
    let checks = quote_spanned! {name_span=>
        #at_name::distinct::<{ #at_name::slots(INTERFACES) }>(INTERFACES);
        #at_name::distinct_triggers::<{ #at_name::trigger_slots(INTERFACES) }>(INTERFACES);
    };
    let operations = list.interfaces.iter().map(|interface| operation_enum(interface, &names));
    let (import, import_again) = (runtime.import(), runtime.import_again());
    quote! {
        #import
        #(#imports)*

        #[allow(unused_qualifications)]
        const _: () = {
            const INTERFACES: &[#runtime::Listed] = &[
                #(#cfgs #runtime::Listed::of::<#aliases::Interface>(#interface_names),)*
                #runtime::Listed {
                    name: #module_name,
                    wrappers: &[#(#own),*],
                    wrapper_ids: &[#(#own_ids),*],
                    operations: &[],
                },
            ];
            #checks
        };

        #[doc = #docs]
        #[allow(unreachable_pub)]
        #visibility mod #module {
            #import_again
            #(
                #cfgs
                #[doc(no_inline)]
                #[allow(unused_imports)]
                pub use super::#aliases::wrappers::*;
                #cfgs
                #operations
            )*
            #enumeration
            #implementation
            #functions
        }
    }
}

fn cfg(interface: &Interface) -> TokenStream {
    let cfgs = &interface.cfgs;
    quote!(#(#cfgs)*)
}

fn alias(interface: &Interface, names: &Names) -> Ident {
    format_ident!("__{}_{}", names.module, text(&interface.name), span = interface.module.span())
}

/// Brings the interface's enum under the gateway's name for it.
fn operation_enum(interface: &Interface, names: &Names) -> TokenStream {
    let alias = alias(interface, names);
    if !interface.renamed {
        return quote! {
            #[doc(no_inline)]
            #[allow(unused_imports)]
            pub use super::#alias::operation::*;
        };
    }
    let name = text(&interface.name);
    let ident = format_ident!("{}Operation", variant(interface));
    let docs = format!("The operations of the interface `{name}`.");
    quote! {
        #[doc = #docs]
        pub type #ident = super::#alias::Operation;
    }
}

fn variant(interface: &Interface) -> Ident {
    format_ident!("{}", camel(&text(&interface.name)), span = interface.name.span())
}

/// The path is resolved where it was written. The module itself is imported first, and its list through that, so that
/// rustc's own error comes for a path that is wrong, and the telling name only for a module without a list.
fn import(interface: &Interface, names: &Names, runtime: &Runtime) -> TokenStream {
    let Interface { path, module, name, renamed, .. } = interface;
    let (cfgs, alias) = (cfg(interface), alias(interface, names));
    let span = module.span();
    let holder = format_ident!("{}__has_no_gateway_interface", text(name), span = span);
    let own_name = (!renamed).then(|| {
        let (path, name) = (path.to_string().replace(' ', ""), text(name));
        let runtime = runtime.at(span);
        quote_spanned! {span=>
            #cfgs
            #[allow(unused_qualifications)]
            const _: () = #runtime::named(#path, <#alias::Interface as #runtime::Interface>::NAME, #name);
        }
    });
    quote_spanned! {span=>
        #cfgs
        #[allow(unused_imports)]
        use #path as #holder;
        #cfgs
        #[doc(hidden)]
        #[allow(unused_imports)]
        use #holder::gateway_interface_list as #alias;
        #own_name
    }
}

fn enumeration(list: &List, names: &Names, runtime: &Runtime) -> TokenStream {
    let ident = &names.enumeration;
    let attributes = &list.attributes;
    let docs = format!("The interfaces of [`{}`].", list.name);
    let interface_names: Vec<_> = list.interfaces.iter().map(|interface| text(&interface.name)).collect();
    let idents: Vec<_> = list.interfaces.iter().map(variant).collect();
    let variants = list.interfaces.iter().zip(&idents).zip(&interface_names).map(|((interface, ident), name)| {
        Variant { cfg: cfg(interface), docs: format!("The interface `{name}`."), ident, name }
    });
    let head = quote!(#[doc = #docs] #(#attributes)* pub enum #ident);
    let enumeration = crate::names::enumeration(runtime, &head, ident, "interface", &variants.collect::<Vec<_>>());
    let serde = quote!(#runtime::serde);
    quote! {
        #enumeration

        #[automatically_derived]
        impl #serde::Serialize for #ident {
            fn serialize<S: #serde::Serializer>(
                &self,
                serializer: S,
            ) -> #runtime::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[automatically_derived]
        impl<'de> #serde::Deserialize<'de> for #ident {
            fn deserialize<D: #serde::Deserializer<'de>>(
                deserializer: D,
            ) -> #runtime::std::result::Result<Self, D::Error> {
                #runtime::deserialize_name(deserializer)
            }
        }
    }
}

fn implementation(list: &List, names: &Names, runtime: &Runtime) -> TokenStream {
    let (gateway, enumeration) = (&list.name, &names.enumeration);
    let cfgs: Vec<_> = list.interfaces.iter().map(cfg).collect();
    let variants: Vec<_> = list.interfaces.iter().map(variant).collect();
    let aliases: Vec<_> = list.interfaces.iter().map(|interface| alias(interface, names)).collect();
    let interface_names: Vec<_> = list.interfaces.iter().map(|interface| text(&interface.name)).collect();
    let str_ty = quote!(#runtime::std::primitive::str);
    quote! {
        /// All interfaces of this program, for code that serves any gateway.
        #[derive(
            #runtime::std::clone::Clone,
            #runtime::std::marker::Copy,
            #runtime::std::fmt::Debug,
            #runtime::std::default::Default,
        )]
        pub struct #gateway;

        #[allow(unreachable_code, clippy::all, clippy::pedantic)]
        impl #gateway {
            #[inline]
            fn call(
                interface: #enumeration,
                operation: &#str_ty,
                params: &#runtime::Params<'_>,
            ) -> #runtime::Execution {
                // Operations may ask for it.
                <Self as #runtime::Gateway>::catalogue();
                match interface {
                    #(
                        #cfgs
                        #enumeration::#variants => #runtime::call_in::<super::#aliases::Interface>(
                            #interface_names,
                            operation,
                            params,
                        ),
                    )*
                }
            }
        }

        #runtime::register_gateway!(#gateway);

        #[automatically_derived]
        impl #runtime::Gateway for #gateway {
            const INTERFACES: &'static [&'static #str_ty] = #enumeration::NAMES;

            #[inline]
            fn catalogue() -> &'static #runtime::Catalogue {
                static CATALOGUE: #runtime::std::sync::OnceLock<#runtime::Catalogue> =
                    #runtime::std::sync::OnceLock::new();
                #runtime::catalogue(&CATALOGUE, || {
                    let catalogue = #runtime::Catalogue::new();
                    #(#cfgs let catalogue = catalogue.with::<super::#aliases::Interface>(#interface_names);)*
                    catalogue
                })
            }

            #[inline]
            fn execute(
                interface: &#str_ty,
                operation: &#str_ty,
                params: &#runtime::Params<'_>,
            ) -> #runtime::Execution {
                match #runtime::std::iter::Iterator::position(&mut #enumeration::NAMES.iter(), |known| *known == interface) {
                    #runtime::std::option::Option::Some(index) => {
                        Self::call(#enumeration::ALL[index], operation, params)
                    }
                    #runtime::std::option::Option::None => #runtime::unknown_interface::<Self>(interface),
                }
            }
        }
    }
}

fn functions(list: &List, names: &Names, runtime: &Runtime) -> TokenStream {
    let (gateway, enumeration) = (&list.name, &names.enumeration);
    let str_ty = quote!(#runtime::std::primitive::str);
    let answer = quote!(#runtime::std::result::Result<#runtime::Json, #runtime::GatewayError>);
    quote! {
        /// Calls an operation by name.
        ///
        /// # Errors
        /// An unknown operation, bad parameters (all of them), the operation's own error, its panic.
        pub async fn execute_operation<'p>(
            interface: #enumeration,
            operation: &#str_ty,
            params: impl #runtime::std::convert::Into<#runtime::Params<'p>>,
        ) -> #answer {
            #gateway::call(interface, operation, &#runtime::std::convert::Into::into(params)).await
        }

        /// Calls the operation that a JSON request names: `{"interface": .., "operation": .., "params": {..}}`, in any
        /// order; `params` may be absent.
        ///
        /// # Errors
        /// A request that cannot be read, and what [`execute_operation`] gives.
        pub async fn execute_json(request: impl #runtime::std::convert::AsRef<[#runtime::std::primitive::u8]>) -> #answer {
            <#gateway as #runtime::Gateway>::execute_json(request.as_ref()).await
        }

        /// Calls a synchronous operation by name, without a future.
        ///
        /// # Errors
        /// `needs_await` for an asynchronous operation, and what [`execute_operation`] gives.
        pub fn try_execute_now<'p>(
            interface: #enumeration,
            operation: &#str_ty,
            params: impl #runtime::std::convert::Into<#runtime::Params<'p>>,
        ) -> #answer {
            #runtime::now(#gateway::call(interface, operation, &#runtime::std::convert::Into::into(params)))
        }

        /// Everything that is callable, with the JSON Schema of every parameter and result.
        #[must_use]
        pub fn describe() -> #runtime::Description {
            <#gateway as #runtime::Gateway>::catalogue().describe()
        }

        /// Compares what is linked with what is listed.
        ///
        /// # Errors
        /// Every operation of a linked interface that is in no interface of this gateway, with its place.
        pub fn verify_registry() -> #runtime::std::result::Result<(), #runtime::Unlisted> {
            <#gateway as #runtime::Gateway>::catalogue().verify_registry()
        }
    }
}
