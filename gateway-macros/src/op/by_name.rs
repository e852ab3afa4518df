//! The description of an operation, and its call by name: from JSON to the wrapper, or past it.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::check::Operation;
use super::docs;
use super::emit::{from_json, injected, injections, output_span};
use super::parameter::{FromJson, Parameter, Source};
use super::types::{self, Lent};
use crate::naming::{self, Hidden};

/// What is known of the operation, and how it is called by name.
pub(super) fn description(operation: &Operation<'_>, hidden: &Hidden) -> TokenStream {
    let Operation { runtime, interface, name, hot, output, outside, .. } = operation;
    let function = operation.function;
    let is_async = function.signature.asyncness.is_some();
    let arguments = arguments(operation);
    let docs = docs::text(&function.attributes, runtime);
    let id = naming::id(interface);
    let returns = match &function.signature.output {
        syn::ReturnType::Default => String::new(),
        syn::ReturnType::Type(_, ty) => types::pretty(ty),
    };
    let parameters = from_json(operation).map(|(json, parameter)| {
        let FromJson { name, default, .. } = json;
        let kind = types::pretty(parameter.ty);
        let default = default.as_ref().map(types::pretty).unwrap_or_default();
        quote!([#name #kind #default])
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
