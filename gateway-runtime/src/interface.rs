//! A named set of operations.

use crate::error::{ErrorKind, GatewayError};
use crate::execution::{Execution, execute};
use crate::operation::OperationInfo;
use crate::params::Params;

/// A named set of operations, owned by one crate. `gateway_interface!` implements this on a hidden type of the module.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an interface", note = "declare it with `gateway_interface!`")]
pub trait Interface: 'static {
    /// The interface's own name.
    const NAME: &'static str;
    /// Its operations, in the order of the list.
    const OPERATIONS: &'static [&'static OperationInfo];
    /// The names of its wrappers.
    const WRAPPERS: &'static [&'static str];
    /// A number for each of their names, made by the macros: what the compiler compares in place of the names.
    const WRAPPER_IDS: &'static [u64];
}

/// Calls an operation of an interface by its name. `name` is what the gateway calls the interface.
#[inline]
pub fn call_in<I: Interface>(name: &'static str, operation: &str, params: &Params<'_>) -> Execution {
    match find(I::OPERATIONS, operation) {
        Some(operation) if name == I::NAME => execute(operation, params),
        Some(operation) => execute(operation, params).renamed(name),
        None => unknown_operation(I::OPERATIONS, name, operation),
    }
}

/// A list is short: comparing lengths one after the other is as quick as a tree of them.
#[inline]
fn find(operations: &'static [&'static OperationInfo], name: &str) -> Option<&'static OperationInfo> {
    operations.iter().find(|operation| operation.name == name).copied()
}

#[cold]
fn unknown_operation(operations: &[&'static OperationInfo], interface: &'static str, operation: &str) -> Execution {
    let known = operations.iter().map(|operation| operation.name).collect();
    Execution::ready(Err(GatewayError::unknown(ErrorKind::UnknownOperation, Some(interface), operation, known)))
}
