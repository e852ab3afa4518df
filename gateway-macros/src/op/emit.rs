//! From a checked operation to tokens. Nothing here can fail.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::by_name::description;
use super::check::{Operation, scope};
use super::item::Function;
use super::options::Options;
use super::parameter::{FromJson, Parameter, Source};
use super::types;
use crate::naming::Hidden;
use crate::runtime::Runtime;

/// Everything that stands beside the function.
pub(crate) fn operation(operation: &Operation<'_>) -> TokenStream {
    let function = operation.function;
    let hidden = Hidden::of(&operation.name, function.signature.ident.span());
    let marker = marker(function, &hidden);
    let wrapper = wrapper(operation, &hidden);
    let stamp = stamp(operation, &hidden);
    let info = info(function, &hidden, &operation.runtime, &description(operation, &hidden));
    let alias = alias(operation);
    let import = import(function, &operation.runtime);
    quote! {
        #import
        #marker
        #alias
        #wrapper
        #stamp
        #info
    }
}

fn import(function: &Function, runtime: &Runtime) -> TokenStream {
    let cfgs = function.attributes_named(&["cfg"]);
    let import = runtime.import();
    quote!(#(#cfgs)* #import)
}

/// An alias that is unused if nobody lists the operation.
fn marker(function: &Function, hidden: &Hidden) -> TokenStream {
    let cfgs = function.attributes_named(&["cfg"]);
    let allowed = function.attributes_named(&["allow"]);
    let listed = &hidden.listed;
    // A lint about code that a macro has made is silent: this one stands where the function stands.
    quote_spanned! {listed.span()=>
        #(#cfgs)*
        #(#allowed)*
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        pub(crate) type #listed = ();
    }
}

/// The description, under the name by which a list finds it.
fn info(function: &Function, hidden: &Hidden, runtime: &Runtime, value: &TokenStream) -> TokenStream {
    let cfgs = function.attributes_named(&["cfg"]);
    let (visibility, info) = (&function.visibility, &hidden.info);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_upper_case_globals, deprecated, unreachable_pub, unused_qualifications, clippy::all, clippy::pedantic)]
        #visibility static #info: #runtime::OperationInfo = #value;
    }
}

/// A list finds an operation by its name, which is not the function's where `name = ".."` is given.
fn alias(operation: &Operation<'_>) -> Option<TokenStream> {
    let function = operation.function;
    (operation.name != function.name()).then(|| {
        let cfgs = function.attributes_named(&["cfg"]);
        let visibility = &function.visibility;
        let ident = &function.signature.ident;
        let alias = Ident::new(&operation.name, ident.span());
        quote! {
            #(#cfgs)*
            #[doc(hidden)]
            #[allow(unused_imports, unreachable_pub)]
            #visibility use self::#ident as #alias;
        }
    })
}

/// The typed function: the operation's signature, less what is injected.
///
/// It is public whatever the function is: a list that shows more than it may is then one error, at the function's import.
/// It is hidden from rustdoc alone: editors offer no hidden item of another crate, not even under its exported name.
fn wrapper(operation: &Operation<'_>, hidden: &Hidden) -> TokenStream {
    let function = operation.function;
    let copied = function.attributes_named(&["cfg", "doc", "deprecated", "must_use", "track_caller"]);
    let signature = &function.signature;
    let name = &hidden.wrapper;
    let output = wrapper_output(operation, &operation.runtime);
    let lifetimes = &signature.generics;
    let inputs = typed_inputs(operation);
    let body = wrapper_body(operation, hidden);
    let (asyncness, dot_await) = is_async(operation).then(|| (quote!(async), quote!(.await))).unzip();
    let allowed = allowed();
    quote! {
        #(#copied)*
        #[cfg_attr(doc, doc(hidden))]
        #[inline]
        #allowed
        pub #asyncness fn #name #lifetimes (#(#inputs),*) #output { #body #dot_await }
    }
}

/// Whether the wrapper is `async` itself. Mostly it is not: a second coroutine around the function's own would cost the
/// compiler as much as all the rest. But rustc says of an `async fn` alone that what it gives must be used.
fn is_async(operation: &Operation<'_>) -> bool {
    let function = operation.function;
    function.signature.asyncness.is_some() && function.attributes_named(&["must_use"]).next().is_some()
}

fn wrapper_output(operation: &Operation<'_>, runtime: impl ToTokens) -> TokenStream {
    let signature = &operation.function.signature;
    if signature.asyncness.is_none() || is_async(operation) {
        return signature.output.to_token_stream();
    }
    let output = &operation.output;
    quote!(-> impl #runtime::std::future::Future<Output = #output>)
}

/// Lints that are the author's business, not that of whoever calls the wrapper.
pub(crate) fn allowed() -> TokenStream {
    quote! {
        #[allow(
            non_snake_case, clippy::all, clippy::pedantic, deprecated, missing_docs, private_interfaces, unreachable_pub,
            unused_qualifications
        )]
    }
}

fn typed_inputs<'a>(operation: &'a Operation<'_>) -> impl Iterator<Item = TokenStream> + 'a {
    from_json(operation).map(|(_, parameter)| {
        let (variable, ty) = (variable(parameter, operation), parameter.ty);
        quote!(#variable: #ty)
    })
}

/// The wrapper's variable: the parameter's name, unless that would hide the function that the wrapper calls.
fn variable(parameter: &Parameter<'_>, operation: &Operation<'_>) -> Ident {
    let ident = parameter.ident;
    if *ident == operation.function.signature.ident {
        format_ident!("{ident}_", span = ident.span())
    } else {
        ident.clone()
    }
}

pub(super) fn from_json<'a, 'b>(
    operation: &'a Operation<'b>,
) -> impl Iterator<Item = (&'a FromJson, &'a Parameter<'b>)> {
    operation.parameters.iter().filter_map(|parameter| match &parameter.source {
        Source::Json(json) => Some((&**json, parameter)),
        Source::Injected => None,
    })
}

pub(super) fn injected<'a>(operation: &'a Operation<'_>) -> impl Iterator<Item = (Ident, &'a syn::Type)> {
    let injected = operation.parameters.iter().filter(|parameter| matches!(parameter.source, Source::Injected));
    injected.enumerate().map(|(index, parameter)| {
        let syn::Type::Reference(reference) = types::bare(parameter.ty) else {
            unreachable!("an injected parameter was checked to be a reference")
        };
        (format_ident!("injected_{index}", span = Span::mixed_site()), &*reference.elem)
    })
}

/// Gets each core; the failure of one is the operation's result.
pub(super) fn injections<'a>(operation: &'a Operation<'_>) -> impl Iterator<Item = TokenStream> + 'a {
    injected(operation).map(|(guard, ty)| {
        let (span, output_span) = (ty.span(), output_span(operation.function));
        let (at_type, at_output) = (operation.runtime.at(span), operation.runtime.at(output_span));
        let get = if operation.hot {
            quote_spanned!(span=> InjectHot > ::inject_hot)
        } else {
            quote_spanned!(span=> Inject > ::inject)
        };
        // These names live in an arm each, where no parameter is read.
        let arms = quote_spanned! {output_span=>
            #at_output::std::result::Result::Ok(__core) => __core,
            #at_output::std::result::Result::Err(__failure) => return #at_output::Carries::carry(__failure),
        };
        quote_spanned!(span=> let #guard = match <#ty as #at_type::#get() { #arms };)
    })
}

fn wrapper_body(operation: &Operation<'_>, hidden: &Hidden) -> TokenStream {
    let runtime = &operation.runtime;
    let output = &operation.output;
    let info = &hidden.info;
    let function = &operation.function.signature.ident;
    let is_async = operation.function.signature.asyncness.is_some();
    let injections: Vec<_> = injections(operation).collect();
    let mut guards = injected(operation).map(|(guard, _)| guard);
    let arguments = operation.parameters.iter().map(|parameter| match parameter.source {
        Source::Injected => {
            let guard = guards.next();
            quote!(&*#guard)
        }
        Source::Json(_) => variable(parameter, operation).to_token_stream(),
    });
    let call = quote!(#function(#(#arguments),*));
    let info = quote!(&#info);
    let kind = quote!((&#runtime::Probe::<#output>::NEW).kind());
    let uses = quote!(use #runtime::{FallibleProbe as _, PlainProbe as _};);
    let future = if injections.is_empty() { call.clone() } else { quote!(async move { #(#injections)* #call.await }) };
    // The failure of a core counts as one of the call.
    match (operation.hot, is_async) {
        (true, false) => quote!(#(#injections)* #call),
        (true, true) => future,
        (false, false) => {
            // No parameter can be mistaken for it.
            let running = Ident::new("running", Span::mixed_site());
            quote!(#uses let #running = #runtime::Call::begin(#info); #(#injections)* #running.end(#kind, #call))
        }
        (false, true) => quote!(#uses #runtime::Counted::new(#info, #kind, #future)),
    }
}

/// A deprecated name is a function of its own, since a deprecated re-export never warns.
fn stamp(operation: &Operation<'_>, hidden: &Hidden) -> TokenStream {
    let function = operation.function;
    let cfgs: Vec<_> = function.attributes_named(&["cfg"]).collect();
    let signature = &function.signature;
    let (output, lifetimes) = (wrapper_output(operation, operation.runtime.path()), &signature.generics);
    let copied = function.attributes_named(&["must_use", "track_caller"]);
    let inputs = typed_inputs(operation);
    let arguments = from_json(operation).map(|(_, parameter)| variable(parameter, operation));
    let stamp = &hidden.stamp;
    let (asyncness, dot_await) = is_async(operation).then(|| (quote!(async), quote!(.await))).unzip();
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(unused_macros)]
        macro_rules! #stamp {
            ($wrapper:path, $name:ident, $($head:tt)*) => {
                #(#copied)*
                $($head)* #asyncness fn $name #lifetimes (#(#inputs),*) #output {
                    $wrapper(#(#arguments),*) #dot_await
                }
            };
        }
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(unused_imports)]
        pub(crate) use #stamp;
    }
}

/// Where an error about the result belongs.
pub(super) fn output_span(function: &Function) -> Span {
    match &function.signature.output {
        syn::ReturnType::Default => function.signature.ident.span(),
        syn::ReturnType::Type(_, ty) => ty.span(),
    }
}

/// After an error: enough for a list to find the operation, so that one mistake is one message.
pub(crate) fn stub(options: &Options, function: &Function) -> TokenStream {
    let name = options.name.as_ref().map_or_else(|| function.name(), syn::LitStr::value);
    let span = function.signature.ident.span();
    let hidden = Hidden::of(&name, span);
    let runtime = Runtime::new(options.runtime.as_ref(), &scope(function));
    let cfgs: Vec<_> = function.attributes_named(&["cfg"]).collect();
    let (import, marker) = (import(function, &runtime), marker(function, &hidden));
    let interface = options.interface.as_ref().map_or_else(String::new, syn::LitStr::value);
    let info = info(function, &hidden, &runtime, &quote!(#runtime::OperationInfo::stub(#interface, #name)));
    let Hidden { listed, wrapper, stamp, .. } = &hidden;
    quote! {
        #import
        #marker
        #(#cfgs)*
        const _: #listed = ();
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_snake_case, unreachable_pub, dead_code)]
        pub fn #wrapper() {}
        #(#cfgs)*
        #[allow(unused_macros)]
        macro_rules! #stamp { ($($ignored:tt)*) => {}; }
        #(#cfgs)*
        #[allow(unused_imports)]
        pub(crate) use #stamp;
        #info
    }
}
