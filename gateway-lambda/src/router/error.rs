//! Why a program's triggers cannot be served.

use std::error::Error;
use std::fmt;

use gateway_runtime::{Location, Trigger};

use super::Target;

/// Why a host cannot start: every trigger that is malformed, and every two that call for the same.
///
/// The compiler finds most of it where the gateway is made. What is left is what the host alone knows: the names of
/// sources, and which paths overlap.
///
/// ```
/// use gateway_lambda::Host;
/// use gateway_runtime::gateway;
///
/// mod jobs {
///     use gateway_runtime::{gateway_interface, gateway_op};
///
///     /// Takes a message.
///     #[gateway_op(interface = "jobs", event = "sqz")]
///     pub fn take(order: u32) {}
///
///     gateway_interface! { pub jobs { take } }
/// }
///
/// gateway! { pub Gateway { jobs } }
///
/// # fn main() {
/// let error = Host::<gateway::Gateway>::new().build().unwrap_err();
/// assert_eq!(error.faults().len(), 1);
/// assert!(error.to_string().starts_with("`event = \"sqz\"` of `jobs.take` at "));
/// assert!(error.to_string().ends_with(": no source of events has this name, did you mean `sqs`?"));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartError(Vec<Fault>);

impl StartError {
    pub(super) fn new(faults: Vec<Fault>) -> Self {
        Self(faults)
    }

    /// What has to be mended, in the order of the gateway's lists.
    pub fn faults(&self) -> &[Fault] {
        &self.0
    }
}

/// One for each line.
impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            write!(f, "{}{fault}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl Error for StartError {}

/// One thing that is wrong with a program's triggers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Two operations would answer the same.
    Conflict {
        /// As the second one has it.
        trigger: Trigger,
        /// The operation that the gateway lists first.
        first: OperationAt,
        /// The other one.
        second: OperationAt,
    },
    /// A trigger that nothing can call.
    Malformed {
        /// The trigger.
        trigger: Trigger,
        /// Whose it is.
        operation: OperationAt,
        /// What is wrong with it.
        reason: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict { trigger, first, second } => {
                write!(f, "`{trigger}` calls two operations: {first}, and {second}")
            }
            Self::Malformed { trigger, operation, reason } => write!(f, "`{trigger}` of {operation}: {reason}"),
        }
    }
}

/// An operation, and where its attribute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationAt {
    /// What the gateway calls the interface.
    pub interface: &'static str,
    /// The operation's name in it.
    pub operation: &'static str,
    /// Where it stands.
    pub location: Location,
}

impl From<&Target> for OperationAt {
    fn from(target: &Target) -> Self {
        Self { interface: target.interface, operation: target.operation.name, location: target.operation.location }
    }
}

impl fmt::Display for OperationAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}.{}` at {}", self.interface, self.operation, self.location)
    }
}
