//! What the integration tests share.

pub mod alexa;
pub mod app;
pub mod home_assistant;
