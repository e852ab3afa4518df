//! Tells a `Result` from any other output, through aliases, without specialisation.
//!
//! Two blanket implementations would collide, as serde implements `Serialize` for `Result`. Generated code asks
//! `(&Probe::<Output>::NEW).kind()` instead: method resolution finds the inherent-most impl on the concrete type first.

use std::error::Error;
use std::marker::PhantomData;

use serde::Serialize;
use serde_json::value::RawValue;

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

/// The kind of an output that is JSON already.
#[derive(Clone, Copy)]
pub struct Written;

impl Probe<Box<RawValue>> {
    /// The answer is this text: nobody copies it, or reads it again to be sure that it is JSON.
    pub const fn kind(&self) -> Written {
        Written
    }
}

/// Whether an output of a kind counts as an error.
pub trait Failed<T>: Copy {
    /// Whether it does.
    fn failed(self, output: &T) -> bool;
}

impl<T> Failed<T> for Plain {
    #[inline]
    fn failed(self, _: &T) -> bool {
        false
    }
}

impl Failed<Box<RawValue>> for Written {
    #[inline]
    fn failed(self, _: &Box<RawValue>) -> bool {
        false
    }
}

impl<T, E> Failed<Result<T, E>> for Fallible {
    #[inline]
    fn failed(self, output: &Result<T, E>) -> bool {
        output.is_err()
    }
}

/// How an output of a kind becomes an answer.
pub trait Kind<T>: Copy {
    /// The answer.
    ///
    /// # Errors
    /// The operation's own, or `invalid_output`.
    fn encode(self, output: T, operation: &'static OperationInfo) -> Result<Json, GatewayError>;
}

impl<T: OperationOutput> Kind<T> for Plain {
    #[inline]
    fn encode(self, output: T, operation: &'static OperationInfo) -> Result<Json, GatewayError> {
        Json::of(&output).map_err(|error| error.at(operation))
    }
}

impl Kind<Box<RawValue>> for Written {
    #[inline]
    fn encode(self, output: Box<RawValue>, _: &'static OperationInfo) -> Result<Json, GatewayError> {
        Ok(output.into())
    }
}

impl<T: OperationOutput, E: OperationError> Kind<Result<T, E>> for Fallible {
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
    use schemars::JsonSchema;

    use super::Probe;
    use crate::schema::{Schema, SchemaGenerator};

    /// Found first: the schema of a `Result` is that of its `Ok` side.
    pub trait DescribeFallible {
        /// The schema.
        fn describe(&self, generator: &mut SchemaGenerator) -> Schema;
    }
    impl<T: JsonSchema, E> DescribeFallible for &&Probe<Result<T, E>> {
        fn describe(&self, generator: &mut SchemaGenerator) -> Schema {
            generator.subschema_for::<T>()
        }
    }

    /// Found next.
    pub trait DescribePlain {
        /// The schema.
        fn describe(&self, generator: &mut SchemaGenerator) -> Schema;
    }
    impl<T: JsonSchema> DescribePlain for &Probe<T> {
        fn describe(&self, generator: &mut SchemaGenerator) -> Schema {
            generator.subschema_for::<T>()
        }
    }

    /// Found last. The output is refused where the answer is written; a second error here would only repeat it.
    pub trait DescribeNothing {
        /// Any value.
        fn describe(&self, _: &mut SchemaGenerator) -> Schema {
            Schema::default()
        }
    }
    impl<T> DescribeNothing for Probe<T> {}
}
#[cfg(feature = "schema")]
pub use describe::{DescribeFallible, DescribeNothing, DescribePlain};

#[cfg(test)]
mod tests {
    use serde_json::value::{RawValue, to_raw_value};

    use super::{Failed as _, Plain, PlainProbe as _, Probe, Written};

    #[test]
    fn json_is_told_from_any_other_output() {
        let found: Written = Probe::<Box<RawValue>>::NEW.kind();
        assert!(!found.failed(&to_raw_value("error").unwrap()));
        let _: Plain = (&Probe::<Option<Box<RawValue>>>::NEW).kind();
    }
}
