//! What the app does with Home Assistant beside directives, as Lambda runs it, with a stand-in for the house.

mod monitor;
mod operations;
mod passthrough;
mod skill;

use serde_json::Value;
use tests::home_assistant::{HomeAssistant, Request, Setup, TOKEN};

/// The bodies that the house was sent, as JSON.
fn bodies(home: &HomeAssistant) -> Vec<Value> {
    let json = |request: &Request| serde_json::from_slice(&request.body).expect("JSON");
    home.requests().iter().filter(|request| request.method == "POST").map(json).collect()
}

fn paths(home: &HomeAssistant) -> Vec<String> {
    home.requests().into_iter().map(|request| request.path).collect()
}

fn house() -> HomeAssistant {
    HomeAssistant::new(Setup { tokens: vec![TOKEN.to_owned()], ..Setup::default() })
}
