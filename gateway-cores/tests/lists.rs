//! Each operation of this crate stands in the list of its interface.

#![cfg(all(
    feature = "cache",
    feature = "config",
    feature = "logging",
    feature = "metrics",
    feature = "security",
    feature = "utility"
))]

gateway_runtime::gateway! { pub Gateway { gateway_cores::{cache, config, logging, metrics, security, utility} } }

use std::collections::BTreeSet;

use gateway_runtime::linked_operations;

#[test]
fn nothing_linked_is_forgotten_in_the_lists() {
    let linked: BTreeSet<_> = linked_operations().iter().map(|operation| operation.interface).collect();
    assert_eq!(linked, ["cache", "config", "logging", "metrics", "security", "utility"].into());
    let unlisted = gateway::verify_registry().map_err(|unlisted| {
        let name = |operation: &&gateway_runtime::OperationInfo| (operation.interface, operation.name);
        unlisted.operations().iter().map(name).collect::<Vec<_>>()
    });
    assert_eq!(unlisted, Ok(()));
}
