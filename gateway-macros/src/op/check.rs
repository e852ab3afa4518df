//! What an operation must look like. Only what passes here is expanded.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, GenericParam, ReturnType, Safety, Signature, Type};

use super::item::Function;
use super::options::Options;
use super::parameter::{self, Parameter, Source};
use super::types;
use crate::errors::Sink;
use crate::runtime::Runtime;

/// Tuples of arguments are implemented up to here.
const MOST_PARAMETERS: usize = 12;

/// An operation that has passed every check.
pub(crate) struct Operation<'a> {
    pub(crate) function: &'a Function,
    pub(crate) interface: String,
    pub(crate) name: String,
    pub(crate) hot: bool,
    pub(crate) runtime: Runtime,
    /// What may call it from outside.
    pub(crate) outside: TokenStream,
    pub(crate) parameters: Vec<Parameter<'a>>,
    /// `()` where nothing is written.
    pub(crate) output: TokenStream,
}

/// The runtime is imported once for each operation.
pub(crate) fn scope(function: &Function) -> String {
    format!("_of_operation_{}", function.name())
}

/// Some check has failed; it has been reported.
pub(crate) struct Refused;

pub(crate) fn check<'a>(options: &Options, function: &'a Function, sink: &mut Sink) -> Result<Operation<'a>, Refused> {
    let signature = &function.signature;
    let name = function.name();
    check_qualifiers(signature, &name, sink);
    check_generics(signature, &name, sink);
    let output = check_output(signature, &name, sink);
    let parameters: Vec<_> = signature
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(parameter) => parameter::check(parameter, &name, sink),
            FnArg::Receiver(_) => None,
        })
        .collect();
    check_names(&parameters, &name, sink)?;
    if sink.is_empty() {
        options.triggers.check(&parameters, &name, sink);
    }
    let interface = options.interface.as_ref().ok_or(Refused)?;
    if !sink.is_empty() {
        return Err(Refused);
    }
    let runtime = Runtime::new(options.runtime.as_ref(), &scope(function));
    Ok(Operation {
        outside: options.triggers.tokens(&parameters, &runtime),
        function,
        interface: interface.value(),
        name: options.name.as_ref().map_or(name, syn::LitStr::value),
        hot: options.hot.is_some(),
        runtime,
        parameters,
        output,
    })
}

fn check_qualifiers(signature: &Signature, name: &str, sink: &mut Sink) {
    if let Safety::Unsafe(token) = &signature.safety {
        let help = "help: make it safe, or wrap it in a safe function";
        sink.at(
            token,
            format_args!("operation `{name}` is `unsafe`: a dynamic caller cannot promise anything\n{help}"),
        );
    }
    if let Some(abi) = &signature.abi {
        let help = "help: remove the `extern`";
        sink.at(abi, format_args!("operation `{name}` is called by Rust code\n{help}"));
    }
    if let Some(variadic) = &signature.variadic {
        let help = "help: take a `Vec`";
        sink.at(variadic, format_args!("operation `{name}` cannot be variadic: parameters go by name\n{help}"));
    }
}

fn check_generics(signature: &Signature, name: &str, sink: &mut Sink) {
    let generics = &signature.generics;
    let fn_bound = |parameter: &syn::TypeParam| parameter.bounds.iter().any(types::is_fn_trait);
    let bounded_in_where = |parameter: &syn::TypeParam| {
        generics.where_clause.iter().flat_map(|clause| &clause.predicates).any(|predicate| match predicate {
            syn::WherePredicate::Type(predicate) => {
                predicate.bounds.iter().any(types::is_fn_trait)
                    && parameter.ident == predicate.bounded_ty.to_token_stream().to_string()
            }
            _ => false,
        })
    };
    let mut is_generic = false;
    for parameter in &generics.params {
        match parameter {
            GenericParam::Lifetime(_) => continue,
            GenericParam::Type(parameter) if fn_bound(parameter) || bounded_in_where(parameter) => {
                let help = format!("help: list it as `fn {name}` without the attribute");
                sink.at(parameter, format_args!("dynamic calls cannot carry a closure\n{help}"));
            }
            parameter => sink.at(parameter, parameter::generic(name)),
        }
        is_generic = true;
    }
    // A bound on a parameter that has been reported is no second mistake.
    if let Some(clause) = &generics.where_clause
        && !is_generic
    {
        let help = "help: remove the `where`";
        sink.at(clause, format_args!("operation `{name}` has concrete types: there is nothing to bound\n{help}"));
    }
}

fn check_output(signature: &Signature, name: &str, sink: &mut Sink) -> TokenStream {
    let ReturnType::Type(_, ty) = &signature.output else { return quote!(()) };
    if let Some(token) = types::word(ty, "impl") {
        let tokens = if matches!(types::bare(ty), Type::ImplTrait(_)) { ty.to_token_stream() } else { quote!(#token) };
        sink.at(tokens, parameter::generic(name));
    } else if let Some(borrow) = types::borrow(ty) {
        let help = "help: return an owned value, such as `String` for `&str`";
        sink.at(borrow, format_args!("operation `{name}` returns borrowed data: the answer outlives the call\n{help}"));
    }
    ty.to_token_stream()
}

fn check_names(parameters: &[Parameter<'_>], name: &str, sink: &mut Sink) -> Result<(), Refused> {
    let named: Vec<_> = parameters
        .iter()
        .filter_map(|parameter| match &parameter.source {
            Source::Json(json) => Some(json),
            Source::Injected => None,
        })
        .collect();
    for (index, parameter) in named.iter().enumerate() {
        if let Some(first) = named[..index].iter().find(|first| first.name == parameter.name) {
            if !parameter.renamed && !first.renamed {
                // rustc reports it.
                return Err(Refused);
            }
            let what = format_args!("operation `{name}` has the parameter `{}`", parameter.name);
            sink.twice(&parameter.name_tokens, &first.name_tokens, what);
        }
    }
    if let Some(parameter) = named.get(MOST_PARAMETERS) {
        let message = format_args!(
            "operation `{name}` has more than {MOST_PARAMETERS} parameters\nhelp: gather some of them in a struct"
        );
        sink.at(&parameter.name_tokens, message);
    }
    Ok(())
}
