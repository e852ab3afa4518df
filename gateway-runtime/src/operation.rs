//! What is known of an operation, and what generated code implements.

use std::fmt;

use crate::core::CoreInfo;
use crate::engine::Statistics;
use crate::error::GatewayError;
use crate::execution::Execution;
use crate::params::{Arguments, Object};
#[cfg(feature = "schema")]
use crate::schema::{Schema, SchemaGenerator};

/// One annotated function. `#[gateway_op]` implements this; nobody writes it by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation",
    note = "annotate the function with `#[gateway_op(interface = \"..\")]`"
)]
pub trait Operation: 'static {
    /// The interface that the annotation names, and the operation's name in JSON.
    const PATH: (&'static str, &'static str);
    /// What the parameters decode to.
    type Arguments<'a>: Arguments<'a>;

    /// The operation's description and statistics.
    fn info() -> &'static OperationInfo;

    /// Runs the operation and writes its result.
    fn call(arguments: Self::Arguments<'_>) -> Execution;
}

/// The description of one operation: what the annotation, the signature and the doc comment say.
pub struct OperationInfo {
    /// The interface it belongs to.
    pub interface: &'static str,
    /// Its name in JSON.
    pub name: &'static str,
    /// The doc comment, as written.
    pub docs: &'static str,
    /// Whether it is called bare on every path, without statistics and policies.
    pub hot: bool,
    /// Whether it is an `async fn`.
    pub asynchronous: bool,
    /// What it takes from JSON, in the function's order.
    pub parameters: &'static [ParameterInfo],
    /// The result type, as written; empty for none.
    pub returns: &'static str,
    /// Where its attribute stands.
    pub location: Location,
    #[doc(hidden)]
    pub cores: &'static [CoreOf],
    #[doc(hidden)]
    pub statistics: &'static Statistics,
    #[doc(hidden)]
    pub adapter: Adapter,
    #[doc(hidden)]
    pub schema: SchemaOf,
}

/// What the runtime itself knows of an operation's types.
pub struct Adapter {
    pub(crate) check: fn(Option<Object<'_>>) -> Result<(), GatewayError>,
    optional: fn(usize) -> bool,
    #[cfg(feature = "schema")]
    pub(crate) parameter_schema: fn(usize, &mut SchemaGenerator) -> Schema,
}

impl Adapter {
    /// That of one operation.
    pub const fn of<O: Operation>() -> Self {
        Self {
            check: crate::execution::check::<O>,
            optional: <O::Arguments<'static>>::is_optional,
            #[cfg(feature = "schema")]
            parameter_schema: <O::Arguments<'static>>::schema,
        }
    }
}

/// The core behind an injected type, if it is one.
pub(crate) type CoreOf = fn() -> Option<&'static CoreInfo>;

/// How to describe a result.
#[cfg(feature = "schema")]
pub(crate) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;
/// Nothing is described.
#[cfg(not(feature = "schema"))]
pub(crate) type SchemaOf = ();

impl OperationInfo {
    /// Calls, errors and latency since the process began; a hot operation has none.
    pub fn statistics(&self) -> &Statistics {
        self.statistics
    }

    /// The cores that are injected into it.
    pub fn cores(&self) -> impl Iterator<Item = &'static CoreInfo> {
        self.cores.iter().filter_map(|core| core())
    }

    /// Whether a call has to give the parameter at this place of [`parameters`](Self::parameters).
    ///
    /// # Panics
    /// If there is no such place.
    pub fn is_required(&self, index: usize) -> bool {
        self.parameters[index].default.is_none() && !(self.adapter.optional)(index)
    }
}

impl fmt::Debug for OperationInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} at {}", self.interface, self.name, self.location)
    }
}

/// One parameter that comes from JSON.
#[derive(Debug)]
pub struct ParameterInfo {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its type, as written.
    pub kind: &'static str,
    /// The expression that stands for an absent one, as written.
    pub default: Option<&'static str>,
}

/// A place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// As the compiler was given it: relative to the workspace, mostly.
    pub file: &'static str,
    /// From 1.
    pub line: u32,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
