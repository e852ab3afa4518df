//! What is known of an operation, and what generated code implements.

use std::fmt;

use crate::core::CoreInfo;
use crate::engine::Statistics;
use crate::error::GatewayError;
use crate::execution::Execution;
use crate::params::Arguments;
#[cfg(feature = "schema")]
use crate::schema::{Schema, SchemaGenerator};

/// One annotated function. `#[gateway_op]` implements this; nobody writes it by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation",
    note = "annotate the function with `#[gateway_op(interface = \"..\")]`"
)]
pub trait Operation: 'static {
    /// The name in JSON.
    const NAME: &'static str;
    /// The interface that the annotation names.
    const INTERFACE: &'static str;
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
    #[doc(hidden)]
    pub cores: &'static [fn() -> Option<&'static CoreInfo>],
    /// Where its attribute stands.
    pub location: Location,
    #[doc(hidden)]
    pub statistics: Statistics,
    #[doc(hidden)]
    pub check: fn(Option<&str>) -> Result<(), GatewayError>,
    #[cfg(feature = "schema")]
    #[doc(hidden)]
    pub schema: fn(&mut SchemaGenerator) -> Schema,
}

impl OperationInfo {
    /// Calls, errors and latency since the process began; a hot operation has none.
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
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
    #[cfg(feature = "schema")]
    #[doc(hidden)]
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    #[doc(hidden)]
    pub optional: fn() -> bool,
}

impl ParameterInfo {
    /// Whether a call may leave it out.
    pub fn is_optional(&self) -> bool {
        self.default.is_some() || (self.optional)()
    }
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
