//! All arguments of one operation, as a tuple.

use super::members::{Members, Object, Raw, SyntaxError};
use super::parameter::Parameter;
use super::problem::Problem;
use crate::error::{GatewayError, shorten};
use crate::operation::OperationInfo;
#[cfg(feature = "schema")]
use crate::schema::{Schema, SchemaGenerator};

/// A tuple of [`Parameter`]s. One implementation per length serves every operation, so an operation costs the compiler
/// no derive of its own.
pub trait Arguments<'a>: Sized {
    /// Reads all arguments; every bad one is reported.
    ///
    /// # Errors
    /// `invalid_request` if the text is no JSON object, else `invalid_params` with all problems.
    fn decode(operation: &'static OperationInfo, params: Option<Object<'a>>) -> Result<Self, GatewayError>;

    /// The JSON Schema of the argument at a place.
    #[cfg(feature = "schema")]
    fn schema(index: usize, generator: &mut SchemaGenerator) -> Schema;
}

/// Puts each member's text into the place of its parameter, and what does not fit into `problems`.
fn split<'a>(
    operation: &'static OperationInfo,
    params: Object<'a>,
    raw: &mut [Option<Raw<'a>>],
    problems: &mut Vec<Problem>,
) -> Result<(), GatewayError> {
    if params.is_null() {
        return Ok(());
    }
    let parameters = operation.parameters;
    let mut members = Members::of(params);
    // Most callers keep the order of the function.
    let mut next = 0;
    loop {
        let (key, text) = match members.next() {
            Ok(Some(member)) => member,
            Ok(None) => return Ok(()),
            Err(error) => return Err(no_object(operation, error)),
        };
        let is_named = |[name, ..]: &[&str; 3]| **name == *key;
        if !parameters.get(next).is_some_and(is_named) {
            let Some(index) = parameters.iter().position(is_named) else {
                problems.push(unexpected(operation, &key));
                continue;
            };
            next = index;
        }
        if raw[next].replace(text).is_some() {
            problems.push(Problem::new(key, "one value", "two"));
        }
        next += 1;
    }
}

#[cold]
fn no_object(operation: &'static OperationInfo, error: SyntaxError) -> GatewayError {
    GatewayError::invalid_request(format!("parameters: {}", error.describe())).at(operation)
}

#[cold]
fn unexpected(operation: &'static OperationInfo, key: &str) -> Problem {
    let names = || operation.parameters().map(|parameter| parameter.name);
    let expected = match crate::suggest::closest(key, names()) {
        Some(name) => format!("`{name}`"),
        None if operation.parameters.is_empty() => "no parameter".to_owned(),
        None => names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
    };
    Problem::new(shorten(key), expected, "an unknown parameter")
}

/// Takes a good argument out of its result, or notes why it is bad.
#[inline]
fn take<T>(result: Result<T, Box<Problem>>, parameter: &[&str; 3], problems: &mut Vec<Problem>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(problem) => {
            note(*problem, parameter, problems);
            None
        }
    }
}

#[cold]
fn note(problem: Problem, [name, kind, _]: &[&str; 3], problems: &mut Vec<Problem>) {
    problems.push(problem.expecting(kind).within(name));
}

#[cold]
fn refuse(operation: &'static OperationInfo, problems: Vec<Problem>) -> GatewayError {
    GatewayError::invalid_params(problems).at(operation)
}

macro_rules! arguments {
    ($($name:ident $index:tt),*) => {
        impl<'a, $($name: Parameter<'a>),*> Arguments<'a> for ($($name,)*) {
            #[inline]
            #[allow(non_snake_case, unused_mut, reason = "a variable is named as its type; the empty tuple takes nothing")]
            fn decode(operation: &'static OperationInfo, params: Option<Object<'a>>) -> Result<Self, GatewayError> {
                const LENGTH: usize = <[usize]>::len(&[$($index),*]);
                let mut raw: [Option<Raw<'a>>; LENGTH] = [None; LENGTH];
                let mut problems = Vec::new();
                if let Some(params) = params {
                    split(operation, params, &mut raw, &mut problems)?;
                }
                $(let $name = take($name::decode(raw[$index]), &operation.parameters[$index], &mut problems);)*
                match ($($name,)*) {
                    ($(Some($name),)*) if problems.is_empty() => Ok(($($name,)*)),
                    _ => Err(refuse(operation, problems)),
                }
            }

            #[cfg(feature = "schema")]
            fn schema(index: usize, generator: &mut SchemaGenerator) -> Schema {
                match index {
                    $($index => $name::schema(generator),)*
                    // Nobody asks for a parameter that is not there.
                    _ => generator.subschema_for::<()>(),
                }
            }
        }
    };
}

arguments!();
arguments!(A 0);
arguments!(A 0, B 1);
arguments!(A 0, B 1, C 2);
arguments!(A 0, B 1, C 2, D 3);
arguments!(A 0, B 1, C 2, D 3, E 4);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
arguments!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
