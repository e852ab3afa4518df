//! The question of the month's budget, within the function's process.
//!
//! It is put to the operation `free_tier.status`, which is asynchronous and may ask a store over the network. The thread
//! that takes the questions must not wait for that, and the loop's runtime, whose one thread the operations have, would
//! neither be left alone by it nor answer while one of them blocks. So it has a runtime of its own, from the first such
//! question on. That never ends: the connections which it makes are shared with the loop.

use std::future::pending;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use gateway_runtime::{Gateway, Params};
use serde_json::json;
use tokio::runtime::Handle;

use super::child;

const INTERFACE: &str = "free_tier";
const OPERATION: &str = "status";

/// How often the operation was called for the console.
static LOOKS: AtomicU64 = AtomicU64::new(0);

/// How many calls of an operation were none of the function's: looking is not counted.
pub(super) fn looks_at(interface: &str, operation: &str) -> u64 {
    if (interface, operation) == (INTERFACE, OPERATION) { LOOKS.load(Ordering::Relaxed) } else { 0 }
}

/// Answers with `{"status": ..}`, `{"error": ".."}`, or with `null` if this function knows of no budget.
pub(super) fn tell<G: Gateway>(id: String) -> Option<()> {
    if G::catalogue().operation(INTERFACE, OPERATION).is_err() {
        return child::send(&id, b"null");
    }
    runtime()?.spawn(async move {
        LOOKS.fetch_add(1, Ordering::Relaxed);
        let answer = match G::execute(INTERFACE, OPERATION, &Params::json("{}")).await {
            Ok(status) => format!("{{\"status\":{}}}", status.into_string()),
            Err(error) => json!({ "error": error.to_string() }).to_string(),
        };
        child::send(&id, answer.as_bytes());
    });
    Some(())
}

fn runtime() -> Option<&'static Handle> {
    static RUNTIME: OnceLock<Option<Handle>> = OnceLock::new();
    let start = || {
        let runtime = crate::current_thread().ok()?;
        let handle = runtime.handle().clone();
        thread::spawn(move || runtime.block_on(pending::<()>()));
        Some(handle)
    };
    RUNTIME.get_or_init(start).as_ref()
}
