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

use gateway_runtime::{OperationInfo, linked_operations};

/// In a build of the whole workspace another crate's may be linked too.
fn is_ours(operation: &OperationInfo) -> bool {
    operation.location.file.contains("gateway-cores")
}

#[test]
fn nothing_linked_is_forgotten_in_the_lists() {
    let linked = linked_operations();
    let linked: BTreeSet<_> = linked.iter().filter(|it| is_ours(it)).map(|operation| operation.interface).collect();
    assert_eq!(linked, ["cache", "config", "logging", "metrics", "security", "utility"].into());
    let unlisted = gateway::verify_registry().map_or_else(|unlisted| unlisted.operations().to_vec(), |()| Vec::new());
    let unlisted: Vec<_> = unlisted.into_iter().filter(|it| is_ours(it)).collect();
    assert!(unlisted.is_empty(), "{unlisted:?}");
}
