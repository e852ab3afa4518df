//! How calls end, what is recorded of them, and what they know of the request.

mod context;
mod engine;
mod failures;
mod panics;
mod spans;
