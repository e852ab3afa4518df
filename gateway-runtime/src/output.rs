//! Tells a `Result` from any other output, through aliases, without specialisation.
//!
//! Two blanket implementations would collide, as serde implements `Serialize` for `Result`. Generated code asks
//! `(&Probe::<Output>::NEW).kind()` instead: method resolution finds the inherent-most impl on the concrete type first.

use std::error::Error;
use std::marker::PhantomData;

use serde::Serialize;

use crate::error::GatewayError;
use crate::json::Json;
use crate::operation::OperationInfo;

/// Asks what kind of output `T` is.
pub struct Probe<T>(PhantomData<fn() -> T>);

impl<T> Probe<T> {
    /// The only value.
    pub const NEW: Self = Self(PhantomData);
}

/// Found first: `T` is a `Result`.
pub trait FallibleProbe {
    /// Names the kind.
    fn kind(&self) -> Fallible {
        Fallible
    }
}
impl<T, E> FallibleProbe for Probe<Result<T, E>> {}

/// Found otherwise, one reference further.
pub trait PlainProbe {
    /// Names the kind.
    fn kind(&self) -> Plain {
        Plain
    }
}
impl<T> PlainProbe for &Probe<T> {}

/// The kind of `Result<T, E>`.
#[derive(Clone, Copy)]
pub struct Fallible;

/// The kind of any other output.
#[derive(Clone, Copy)]
pub struct Plain;

/// How an output of a kind becomes an answer.
pub trait Kind<T>: Copy {
    /// Whether the call counts as an error.
    fn failed(self, output: &T) -> bool;
    /// The answer.
    ///
    /// # Errors
    /// The operation's own, or `invalid_output`.
    fn encode(self, output: T, operation: &'static OperationInfo) -> Result<Json, GatewayError>;
}

impl<T: OperationOutput> Kind<T> for Plain {
    #[inline]
    fn failed(self, _: &T) -> bool {
        false
    }

    #[inline]
    fn encode(self, output: T, operation: &'static OperationInfo) -> Result<Json, GatewayError> {
        Json::of(&output).map_err(|error| error.at(operation))
    }
}

impl<T: OperationOutput, E: OperationError> Kind<Result<T, E>> for Fallible {
    #[inline]
    fn failed(self, output: &Result<T, E>) -> bool {
        output.is_err()
    }

    #[inline]
    fn encode(self, output: Result<T, E>, operation: &'static OperationInfo) -> Result<Json, GatewayError> {
        match output {
            Ok(value) => Plain.encode(value, operation),
            Err(error) => Err(GatewayError::operation_failed(error).at(operation)),
        }
    }
}

/// A type that an operation can answer with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the result of an operation",
    label = "no answer can be made of this",
    note = "derive `serde::Serialize` and `schemars::JsonSchema` for it"
)]
pub trait OperationOutput: Serialize + Described {}
#[diagnostic::do_not_recommend]
impl<T: Serialize + Described> OperationOutput for T {}

/// An error type that an operation can return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of an operation",
    label = "it is neither an error nor text",
    note = "implement `std::error::Error` for it (and `Send + Sync`)"
)]
pub trait OperationError: Into<Box<dyn Error + Send + Sync>> {}
#[diagnostic::do_not_recommend]
impl<E: Into<Box<dyn Error + Send + Sync>>> OperationError for E {}

#[cfg(feature = "schema")]
pub use schemars::JsonSchema as Described;

#[cfg(not(feature = "schema"))]
pub use crate::params::Described;

#[cfg(feature = "schema")]
mod describe {
    use super::{Fallible, OperationOutput, Plain};
    use crate::schema::{Schema, SchemaGenerator};

    /// The schema of what an output of a kind answers with: the `Ok` side of a `Result`.
    pub trait DescribeKind<T> {
        /// The schema.
        fn describe(self, generator: &mut SchemaGenerator) -> Schema;
    }

    impl<T: OperationOutput> DescribeKind<T> for Plain {
        fn describe(self, generator: &mut SchemaGenerator) -> Schema {
            generator.subschema_for::<T>()
        }
    }

    impl<T: OperationOutput, E> DescribeKind<Result<T, E>> for Fallible {
        fn describe(self, generator: &mut SchemaGenerator) -> Schema {
            generator.subschema_for::<T>()
        }
    }
}
#[cfg(feature = "schema")]
pub use describe::DescribeKind;
