//! `#[gateway_core]`: from a struct to a core.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Generics, Ident, Path, Token, Visibility};

use crate::errors::Sink;
use crate::options;

/// The struct's head; its fields are not looked at.
struct Head {
    attributes: Vec<Attribute>,
    ident: Ident,
    generics: Generics,
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
    quote!(#item #implementation #errors)
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
        input.parse::<Visibility>()?;
        if !input.peek(Token![struct]) {
            let rest: TokenStream = input.parse()?;
            let keyword = rest.into_iter().next();
            let message = "#[gateway_core] goes on a struct\nhelp: #[gateway_core] pub struct Cache { .. }";
            return Err(syn::Error::new_spanned(keyword, message));
        }
        input.parse::<Token![struct]>()?;
        let head = Head { attributes, ident: input.parse()?, generics: input.parse()? };
        input.parse::<TokenStream>()?;
        Ok(head)
    };
    let head = parse.parse2(item).map_err(|error| sink.push(error)).ok()?;
    if head.generics.params.is_empty() {
        return Some(head);
    }
    let name = &head.ident;
    let help = format!("help: name a concrete type, such as `struct {name} {{ client: Box<dyn Client> }}`");
    sink.at(&head.generics, format_args!("core `{name}` cannot be generic: there is one of it in a process\n{help}"));
    None
}

fn implementation(options: &Options, head: &Head) -> TokenStream {
    let runtime = options::private(options.runtime.as_ref());
    let cfgs: Vec<_> = head.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect();
    let ident = &head.ident;
    let name = crate::naming::text(ident);
    let failure =
        if options.fallible { quote!(#runtime::GatewayError) } else { quote!(#runtime::std::convert::Infallible) };
    // A struct without `build` is an error at its name, not at the attribute.
    let build = quote_spanned!(ident.span().located_at(Span::call_site())=> Self::build);
    let build = quote_spanned!(ident.span()=> #runtime::Build::build(#build));
    quote! {
        #(#cfgs)*
        #[automatically_derived]
        impl #runtime::Core for #ident {
            type Failure = #failure;

            #[inline]
            fn slot() -> &'static #runtime::CoreSlot<Self> {
                static SLOT: #runtime::CoreSlot<#ident> =
                    #runtime::CoreSlot::new(#name, #runtime::location!());
                &SLOT
            }

            fn construct() -> #runtime::std::result::Result<Self, Self::Failure> {
                #build
            }
        }
    }
}
