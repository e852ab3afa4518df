//! What a call through the gateway costs, beside the same call written by hand.
//!
//! [`operations`] holds 150 operations of ten interfaces. Their bodies are small on purpose: a heavy
//! body would hide the cost of the way that leads to it. [`baseline`] calls them in the ways a careful
//! person would write without a framework; every figure of `docs/benchmarks.md` is a ratio to one of
//! these. The bench target `calls` puts the ways side by side, one case each.
//!
//! ```text
//! cargo bench -p benches                                  # nanoseconds, for people
//! cargo xtask bench                                       # instruction counts, the table in docs/benchmarks.md
//! ```

pub mod baseline;
pub mod harness;
pub mod operations;

gateway_runtime::gateway! {
    pub Gateway {
        operations::{
            cache, logging, security, metrics, singleton, http_client, utility, initialization, config, debug,
        },
    }
}
