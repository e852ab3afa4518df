//! Calls by JSON, with generated parameters and generated nonsense.

mod agreement;
mod malformed;
mod problems;
mod writing;
