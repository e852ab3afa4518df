//! From events to annotated operations, and back.

mod alexa;
mod correlation;
mod direct;
mod events;
mod http;
pub mod isolation;
mod late;
mod refused;
pub mod service;
