//! From a checked operation to tokens. Nothing here can fail.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::check::{Operation, scope};
use super::docs;
use super::item::Function;
use super::options::Options;
use super::parameter::{FromJson, Parameter, Source};
use super::types::{self, Lent};
use crate::naming::{self, Hidden};
use crate::runtime::Runtime;

/// Everything that stands beside the function.
pub(crate) fn operation(operation: &Operation<'_>) -> TokenStream {
    let function = operation.function;
    let hidden = Hidden::of(&operation.name, function.signature.ident.span());
    let marker = marker(function, &hidden);
    let wrapper = wrapper(operation, &hidden);
    let stamp = stamp(operation, &hidden);
    let twin = twin(function, &hidden, &operation.runtime, &description(operation, &hidden));
    let alias = alias(operation);
    let import = import(function, &operation.runtime);
    quote! {
        #import
        #marker
        #alias
        #wrapper
        #stamp
        #twin
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
fn twin(function: &Function, hidden: &Hidden, runtime: &Runtime, value: &TokenStream) -> TokenStream {
    let cfgs = function.attributes_named(&["cfg"]);
    let (visibility, twin) = (&function.visibility, &hidden.twin);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_upper_case_globals, deprecated, unreachable_pub, unused_qualifications, clippy::all, clippy::pedantic)]
        #visibility static #twin: #runtime::OperationInfo = #value;
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
    quote! {
        #(#copied)*
        #[cfg_attr(doc, doc(hidden))]
        #[inline]
        #[allow(
            non_snake_case, clippy::all, clippy::pedantic, deprecated, missing_docs, private_interfaces, unreachable_pub,
            unused_qualifications
        )]
        pub fn #name #lifetimes (#(#inputs),*) #output { #body }
    }
}

/// Not `async`: a second coroutine around the function's own would cost the compiler as much as all the rest.
fn wrapper_output(operation: &Operation<'_>, runtime: impl ToTokens) -> TokenStream {
    let signature = &operation.function.signature;
    if signature.asyncness.is_none() {
        return signature.output.to_token_stream();
    }
    let output = &operation.output;
    quote!(-> impl #runtime::std::future::Future<Output = #output>)
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

fn from_json<'a, 'b>(operation: &'a Operation<'b>) -> impl Iterator<Item = (&'a FromJson, &'a Parameter<'b>)> {
    operation.parameters.iter().filter_map(|parameter| match &parameter.source {
        Source::Json(json) => Some((&**json, parameter)),
        Source::Injected => None,
    })
}

fn injected<'a>(operation: &'a Operation<'_>) -> impl Iterator<Item = (Ident, &'a syn::Type)> {
    let injected = operation.parameters.iter().filter(|parameter| matches!(parameter.source, Source::Injected));
    injected.enumerate().map(|(index, parameter)| {
        let syn::Type::Reference(reference) = types::bare(parameter.ty) else {
            unreachable!("an injected parameter was checked to be a reference")
        };
        (format_ident!("injected_{index}", span = Span::mixed_site()), &*reference.elem)
    })
}

/// Gets each core; the failure of one is the operation's result.
fn injections<'a>(operation: &'a Operation<'_>) -> impl Iterator<Item = TokenStream> + 'a {
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
    let twin = &hidden.twin;
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
    let info = quote!(&#twin);
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
    let docs = format!("The operation `{}`, under a former name.", operation.name);
    let inputs = typed_inputs(operation);
    let arguments = from_json(operation).map(|(_, parameter)| variable(parameter, operation));
    let stamp = &hidden.stamp;
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(unused_macros)]
        macro_rules! #stamp {
            ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
                #[doc = #docs]
                #(#copied)*
                $(#[$attribute])*
                #[inline]
                #[allow(clippy::all, clippy::pedantic, unreachable_pub, unused_qualifications)]
                $visibility fn $name #lifetimes (#(#inputs),*) #output {
                    $wrapper(#(#arguments),*)
                }
            };
        }
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(unused_imports)]
        pub(crate) use #stamp;
    }
}

/// What is known of the operation, and how it is called by name.
fn description(operation: &Operation<'_>, hidden: &Hidden) -> TokenStream {
    let Operation { runtime, interface, name, hot, output, outside, .. } = operation;
    let function = operation.function;
    let is_async = function.signature.asyncness.is_some();
    let arguments = arguments(operation);
    let docs = docs::text(&function.attributes);
    let id = naming::id(interface);
    let returns = match &function.signature.output {
        syn::ReturnType::Default => String::new(),
        syn::ReturnType::Type(_, ty) => types::pretty(ty),
    };
    let parameters = from_json(operation).map(|(json, parameter)| {
        let FromJson { name, default, .. } = json;
        let kind = types::pretty(parameter.ty);
        let default = default.as_ref().map(types::pretty).unwrap_or_default();
        quote!((#name #kind #default))
    });
    let cores = injected(operation).map(|(_, ty)| ty);
    let call = call(operation, hidden);
    quote! {
        #runtime::operation! {
            #interface, #name, #docs, #id, #hot, #is_async, #returns, [#output],
            [#(#parameters)*], [#(#cores),*], #outside, 'a, #arguments, #call
        }
    }
}

/// What the parameters decode to. A type that cannot be decoded is an error of the whole tuple, so that stands where the
/// only owned type stands, or else where all parameters stand.
fn arguments(operation: &Operation<'_>) -> TokenTree {
    let slots: Vec<_> = from_json(operation).map(|(json, parameter)| slot(json, parameter, operation)).collect();
    let mut tuple = Group::new(Delimiter::Parenthesis, quote!(#(#slots,)*));
    let owned = from_json(operation).filter(|(json, _)| json.lent.is_none());
    tuple.set_span(match owned.map(|(_, parameter)| parameter.ty.span()).collect::<Vec<_>>()[..] {
        [only] => only,
        _ => operation.function.signature.paren_token.span.join(),
    });
    tuple.into()
}

/// Where an error about the result belongs.
fn output_span(function: &Function) -> Span {
    match &function.signature.output {
        syn::ReturnType::Default => function.signature.ident.span(),
        syn::ReturnType::Type(_, ty) => ty.span(),
    }
}

/// What a parameter decodes to.
fn slot(json: &FromJson, parameter: &Parameter<'_>, operation: &Operation<'_>) -> TokenStream {
    let runtime = &operation.runtime;
    let ty = parameter.ty;
    let span = ty.span();
    let is_async = operation.function.signature.asyncness.is_some();
    let absent = json.default.is_some() || json.optional;
    match (json.lent, absent) {
        // A future outlives the text that its arguments were read from.
        (Some(Lent::Text), false) if is_async => quote_spanned!(span=> #runtime::std::string::String),
        (Some(Lent::Text), true) if is_async => {
            quote_spanned!(span=> #runtime::std::option::Option<#runtime::std::string::String>)
        }
        (Some(Lent::Text), false) => quote_spanned!(span=> #runtime::Text<'a>),
        (Some(Lent::Text), true) => quote_spanned!(span=> #runtime::OptionalText<'a>),
        (Some(Lent::Bytes), false) => quote_spanned!(span=> #runtime::Base64),
        (Some(Lent::Bytes), true) => quote_spanned!(span=> #runtime::OptionalBase64),
        (None, false) => ty.to_token_stream(),
        (None, true) => quote_spanned!(span=> #runtime::std::option::Option<#ty>),
    }
}

/// How the decoded argument is handed to the wrapper.
fn argument(json: &FromJson, variable: &Ident) -> TokenStream {
    match (json.lent, &json.default, json.optional) {
        (Some(_), None, false) => quote!(&#variable),
        (Some(_), None, true) => quote!(#variable.as_deref()),
        (Some(_), Some(default), _) => quote!(#variable.as_deref().unwrap_or_else(|| #default)),
        (None, None, _) => quote!(#variable),
        (None, Some(default), _) => quote!(#variable.unwrap_or_else(|| #default)),
    }
}

/// The pattern of the decoded arguments, and the call with them.
fn call(operation: &Operation<'_>, hidden: &Hidden) -> TokenStream {
    let Operation { runtime, output, .. } = operation;
    let function = operation.function;
    let variables: Vec<_> = (0..from_json(operation).count())
        .map(|index| format_ident!("argument_{index}", span = Span::mixed_site()))
        .collect();
    let arguments: Vec<_> =
        from_json(operation).zip(&variables).map(|((json, _), variable)| argument(json, variable)).collect();
    let operation_info = Ident::new("operation", Span::mixed_site());
    let output_span = output_span(function);
    let at_output = runtime.at(output_span);
    let kind = quote_spanned!(output_span=> (&#at_output::Probe::<#output>::NEW).kind());
    let body = if function.signature.asyncness.is_some() {
        let future = future(operation, &arguments);
        // The name carries the one error of a future that is not `Send`.
        let name_span = function.signature.ident.span();
        let at_name = runtime.at(name_span);
        let start = Ident::new("pending", name_span);
        quote_spanned!(name_span=> #at_name::Execution::#start(#operation_info, #kind, #future))
    } else {
        let wrapper = &hidden.wrapper;
        let encode = quote_spanned!(output_span=> #at_output::Kind::encode);
        quote!(#runtime::Execution::ready(#encode(#kind, #wrapper(#(#arguments),*), #operation_info)))
    };
    quote!((#operation_info, (#(#variables,)*)) => { #body })
}

/// The operation's own future, past the wrapper: the runtime does around it what the wrapper would, once for all.
fn future(operation: &Operation<'_>, from_json_arguments: &[TokenStream]) -> TokenStream {
    let function = &operation.function.signature.ident;
    let mut guards = injected(operation).map(|(guard, _)| guard);
    let mut from_json_arguments = from_json_arguments.iter();
    let arguments = operation.parameters.iter().map(|parameter| match parameter.source {
        Source::Injected => {
            let guard = guards.next();
            quote!(&*#guard)
        }
        Source::Json(_) => from_json_arguments.next().into_token_stream(),
    });
    // Not at the attribute: this is the future that has to be `Send`.
    let name_span = function.span();
    let call = quote_spanned!(name_span=> #function(#(#arguments),*));
    let borrows = injected(operation).next().is_some() || from_json(operation).any(|(json, _)| json.lent.is_some());
    if !borrows {
        return call;
    }
    let injections = injections(operation);
    quote_spanned!(name_span=> async move { #(#injections)* #call.await })
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
    let twin = twin(function, &hidden, &runtime, &quote!(#runtime::OperationInfo::stub(#interface, #name)));
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
        #twin
    }
}
