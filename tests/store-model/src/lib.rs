//! What every store of a budget is tried against: the answers of a record, and processes that are killed while they spend.

#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "tests alone use it, and its panic is a test that fails"
)]

pub mod fleet;
pub mod model;
