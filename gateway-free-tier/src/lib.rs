//! A budget that holds across every execution environment of a deployment.
//!
//! Lambda's free allowance is one number for an account, and a function runs in many environments that do not see one
//! another. So the budget is kept in one place, and each environment *leases* a part of it ahead of its need: what is
//! spent can then never exceed what was granted, whatever starts, freezes, crashes or loses its connection.
//!
//! | module | what it is |
//! |---|---|
//! | [`protocol`] | the rules: amounts, epochs, the pool's side and the environment's side; no clock, no I/O |
//! | [`journal`] | where an environment keeps its lease, so that it survives the process |
//! | `control` | the orders to AWS, and its measurements |
//! | [`guard`] | both of them around every invocation of a host |
//! | [`free_tier`] | the interface: what is left, and what is done about it |
//! | [`store`] | where the pool keeps what is left: memory, a file, a table of `DynamoDB` |
//!
//! # Features
//! - `aws`: the store that every execution environment shares, what slows functions down and lets them in again, and what
//!   asks AWS how much was used.

#[cfg(feature = "aws")]
pub mod control;
pub mod free_tier;
pub mod guard;
pub mod journal;
pub mod protocol;
pub mod store;
