//! A named set of operations.

use crate::error::{ErrorKind, GatewayError};
use crate::execution::Execution;
use crate::operation::OperationInfo;
use crate::params::Params;

/// A named set of operations, owned by one crate. `gateway_interface!` implements this on a hidden type of the module.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an interface", note = "declare it with `gateway_interface!`")]
pub trait Interface: 'static {
    /// The interface's own name.
    const NAME: &'static str;
    /// The names of its operations, in the order of the list.
    const OPERATIONS: &'static [&'static str];
    /// The names of its wrappers.
    const WRAPPERS: &'static [&'static str];

    /// Its operations, in the order of the list.
    fn operations() -> Vec<&'static OperationInfo>;

    /// Calls the operation of that name; `None` if there is none.
    fn call(operation: &str, params: &Params<'_>) -> Option<Execution>;
}

/// [`Interface::call`], with the error for a name that is not there. `name` is what the gateway calls the interface.
#[inline]
pub fn call_in<I: Interface>(name: &'static str, operation: &str, params: &Params<'_>) -> Execution {
    match I::call(operation, params) {
        Some(execution) if name == I::NAME => execution,
        Some(execution) => execution.renamed(name),
        None => unknown_operation::<I>(name, operation),
    }
}

#[cold]
fn unknown_operation<I: Interface>(name: &'static str, operation: &str) -> Execution {
    let known = I::OPERATIONS.to_vec();
    Execution::ready(Err(GatewayError::unknown(ErrorKind::UnknownOperation, Some(name), operation, known)))
}
