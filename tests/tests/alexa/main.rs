//! The bridge from Alexa to Home Assistant, as Lambda runs it, with a stand-in for the house.

mod bytes;
mod discovery;
mod errors;
mod in_time;
mod log;
mod once;
mod operations;
mod parameters;
mod passthrough;
mod secrets;
mod settings;
mod skill;
