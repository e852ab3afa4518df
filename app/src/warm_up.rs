//! The interface `warm_up`: a schedule keeps an environment, and its connection, ready.

use gateway_runtime::{gateway_interface, gateway_op};

use crate::home::Home;

/// Connects to Home Assistant, and asks it nothing: for a schedule of `EventBridge`.
#[gateway_op(interface = "warm_up", event = "schedule")]
pub async fn connect(#[inject] home: &Home) {
    home.warm().await;
}

gateway_interface! { pub warm_up { connect } }
