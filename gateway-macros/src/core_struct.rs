//! `#[gateway_core]`: from a struct to a core.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Generics, Ident, Path, Token, Visibility};

use crate::errors::Sink;
use crate::options;
use crate::runtime::Runtime;

/// The struct's head; its fields are not looked at.
struct Head {
    attributes: Vec<Attribute>,
    ident: Ident,
    generics: Generics,
    /// Everything after the attributes, untouched.
    item: TokenStream,
}

#[derive(Default)]
struct Options {
    fallible: bool,
    runtime: Option<Path>,
}

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    let mut sink = Sink::default();
    let options = parse_options(options, &mut sink);
    let Some(head) = parse_head(item.clone(), &mut sink) else {
        let errors = sink.into_tokens();
        return quote!(#item #errors);
    };
    let implementation = implementation(&options, &head);
    let errors = sink.into_tokens();
    let Head { attributes, item, .. } = &head;
    quote!(#(#attributes)* #item #implementation #errors)
}

fn parse_options(tokens: TokenStream, sink: &mut Sink) -> Options {
    let mut parsed = Options::default();
    for option in options::parse(tokens, &["fallible", "crate"], "fallible", sink) {
        if option.name() == "fallible" {
            option.flag(sink);
            parsed.fallible = true;
        } else {
            parsed.runtime = option.path(sink, "::gateway_runtime");
        }
    }
    parsed
}

fn parse_head(item: TokenStream, sink: &mut Sink) -> Option<Head> {
    let parse = |input: ParseStream| -> syn::Result<Head> {
        let attributes = input.call(Attribute::parse_outer)?;
        let item = input.fork().parse()?;
        input.parse::<Visibility>()?;
        if !input.peek(Token![struct]) {
            let rest: TokenStream = input.parse()?;
            let keyword = rest.into_iter().next();
            let message = "#[gateway_core] goes on a struct\nhelp: #[gateway_core] pub struct Cache { .. }";
            return Err(syn::Error::new_spanned(keyword, message));
        }
        input.parse::<Token![struct]>()?;
        let head = Head { attributes, ident: input.parse()?, generics: input.parse()?, item };
        input.parse::<TokenStream>()?;
        Ok(head)
    };
    let mut head = parse.parse2(item).map_err(|error| sink.push(error)).ok()?;
    head.drop_second_attribute(sink);
    if head.generics.params.is_empty() {
        return Some(head);
    }
    let name = &head.ident;
    let help = format!("help: name a concrete type, such as `struct {name} {{ client: Box<dyn Client> }}`");
    sink.at(&head.generics, format_args!("core `{name}` cannot be generic: there is one of it in a process\n{help}"));
    None
}

impl Head {
    /// Reports a second `#[gateway_core]` and takes it off, so that it does not run as well.
    fn drop_second_attribute(&mut self, sink: &mut Sink) {
        let name = &self.ident;
        self.attributes.retain(|attribute| {
            let second = attribute.path().segments.last().is_some_and(|last| last.ident == "gateway_core");
            if second {
                sink.at(attribute, format_args!("core `{name}` already has a #[gateway_core]\nhelp: remove one"));
            }
            !second
        });
    }
}

fn implementation(options: &Options, head: &Head) -> TokenStream {
    let runtime = Runtime::new(options.runtime.as_ref(), "");
    let at_name = runtime.at(head.ident.span());
    let cfgs: Vec<_> = head.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect();
    let ident = &head.ident;
    let name = crate::naming::text(ident);
    let failure =
        if options.fallible { quote!(#runtime::GatewayError) } else { quote!(#runtime::std::convert::Infallible) };
    // What is wrong with `build` is underlined at the struct's name, not at the attribute.
    let build = quote_spanned!(ident.span()=> #at_name::Build::<Self, _>::call(Self::build));
    let import = runtime.import();
    let location = quote!(#runtime::location!());
    quote_spanned! {ident.span()=>
        #(#cfgs)*
        const _: () = {
            #import

            #[automatically_derived]
            #[allow(unused_qualifications)]
            impl #at_name::Core for #ident {
                type Failure = #failure;

                #[inline]
                fn slot() -> &'static #at_name::CoreSlot<Self> {
                    static SLOT: #at_name::CoreSlot<#ident> = #at_name::CoreSlot::new(#name, #location);
                    &SLOT
                }

                fn construct() -> #at_name::std::result::Result<Self, Self::Failure> {
                    #build
                }
            }
        };
    }
}
