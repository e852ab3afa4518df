//! What is known of an operation, and how it is entered.

use std::fmt;

use crate::core::CoreInfo;
use crate::engine::Statistics;
use crate::execution::Execution;
use crate::guard::Priority;
use crate::params::{Object, Params};
#[cfg(feature = "schema")]
use crate::schema::{Schema, SchemaGenerator};
use crate::trigger::{Place, Trigger};

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
    /// The result type, as written; empty for none.
    pub returns: &'static str,
    /// Where its attribute stands.
    pub location: Location,
    /// A hash of the interface's name: the compiler compares it faster than text.
    #[doc(hidden)]
    pub interface_id: u64,
    /// Name, type and default of each parameter: the compiler is faster with texts than with a type of their own.
    #[doc(hidden)]
    pub parameters: &'static [[&'static str; 3]],
    #[doc(hidden)]
    pub cores: &'static [CoreOf],
    #[doc(hidden)]
    pub statistics: &'static Statistics,
    #[doc(hidden)]
    pub enter: Enter,
    #[doc(hidden)]
    pub outside: &'static Outside,
    #[doc(hidden)]
    pub schema: SchemaOf,
}

/// How an operation is reached from outside of the program.
pub struct Outside {
    /// What may call it.
    pub triggers: &'static [Trigger],
    /// For each that only one operation may have, in the same order: what it is for the router, and a number for that.
    pub keys: &'static [(u64, &'static str)],
    /// The parameters that come from one place, by their position.
    pub places: &'static [(usize, Place)],
    /// How much it is worth, where the annotation says so.
    pub priority: Option<Priority>,
}

impl Outside {
    /// Nothing reaches it: most operations share this.
    pub const CLOSED: &'static Self = &Self { triggers: &[], keys: &[], places: &[], priority: None };
}

/// The one way into an operation by name.
pub(crate) type Enter = fn(&'static OperationInfo, Option<Object<'_>>, &mut Purpose) -> Execution;

/// What an operation is entered for.
pub enum Purpose {
    /// It is called with the parameters.
    Call,
    /// Only to know whether they would be accepted.
    Check,
    /// Only to describe one of them.
    #[cfg(feature = "schema")]
    Describe(Box<ParameterSchema>),
}

/// The description of one parameter, as it is made.
#[cfg(feature = "schema")]
pub struct ParameterSchema {
    pub(crate) index: usize,
    pub(crate) generator: SchemaGenerator,
    pub(crate) schema: Schema,
}

/// The core behind an injected type, if it is one.
pub(crate) type CoreOf = fn() -> Option<&'static CoreInfo>;

/// How to describe the result.
#[cfg(feature = "schema")]
pub(crate) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;
/// Nothing is described.
#[cfg(not(feature = "schema"))]
pub(crate) type SchemaOf = ();

impl OperationInfo {
    /// Of an operation whose annotation was refused; a list can name it, and nothing else will ever run.
    #[doc(hidden)]
    pub const fn stub(interface: &'static str, name: &'static str) -> Self {
        Self {
            interface,
            name,
            docs: "",
            hot: true,
            asynchronous: false,
            parameters: &[],
            returns: "",
            location: Location { file: "", line: 0 },
            interface_id: 0,
            outside: Outside::CLOSED,
            cores: &[],
            statistics: &crate::engine::UNCOUNTED,
            enter: |_, _, _| unreachable!("what was refused does not compile"),
            #[cfg(feature = "schema")]
            schema: |_| Schema::default(),
            #[cfg(not(feature = "schema"))]
            schema: (),
        }
    }

    /// What it takes from JSON, in the function's order.
    pub fn parameters(&self) -> impl ExactSizeIterator<Item = ParameterInfo> {
        self.parameters.iter().map(|&[name, kind, default]| ParameterInfo { name, kind, default })
    }

    /// Calls, errors and latency since the process began; a hot operation has none.
    pub fn statistics(&self) -> &Statistics {
        self.statistics
    }

    /// What may call it from outside of the program: nothing, unless its annotation says so.
    pub fn triggers(&self) -> &'static [Trigger] {
        self.outside.triggers
    }

    /// How much it is worth where not everything that calls it from outside can be served.
    pub fn priority(&self) -> Priority {
        self.outside.priority.unwrap_or_else(|| {
            let triggers = self.triggers();
            if triggers.iter().any(|trigger| matches!(trigger, Trigger::Alexa(_))) {
                Priority::Critical
            } else if !triggers.is_empty() && triggers.iter().all(|trigger| *trigger == Trigger::Event("schedule")) {
                Priority::Background
            } else {
                Priority::Normal
            }
        })
    }

    /// Where in a request the parameter at this place of [`parameters`](Self::parameters()) comes from.
    pub fn place(&self, index: usize) -> Place {
        let place = self.outside.places.iter().find(|(parameter, _)| *parameter == index);
        place.map_or(Place::Anywhere, |(_, place)| *place)
    }

    /// The cores that are injected into it.
    pub fn cores(&self) -> impl Iterator<Item = &'static CoreInfo> {
        self.cores.iter().filter_map(|core| core())
    }

    /// Whether a call has to give the parameter at this place of [`parameters`](Self::parameters()).
    ///
    /// # Panics
    /// If there is no such place.
    pub fn is_required(&'static self, index: usize) -> bool {
        let [name, ..] = self.parameters[index];
        let absent = crate::execution::check(self, &Params::none());
        absent.is_err_and(|error| error.problems().iter().any(|problem| problem.path() == name))
    }
}

impl fmt::Debug for OperationInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} at {}", self.interface, self.name, self.location)
    }
}

/// One parameter that comes from JSON.
#[derive(Clone, Copy, Debug)]
pub struct ParameterInfo {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its type, as written.
    pub kind: &'static str,
    default: &'static str,
}

impl ParameterInfo {
    /// The expression that stands for an absent one, as written.
    pub fn default(self) -> Option<&'static str> {
        (!self.default.is_empty()).then_some(self.default)
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
