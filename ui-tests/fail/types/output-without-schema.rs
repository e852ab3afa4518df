// What is answered can be described.
use gateway_runtime::{gateway_interface, gateway_op};

#[derive(serde::Serialize)]
pub struct Hit {
    pub text: String,
}

#[gateway_op(interface = "search")]
pub fn find(text: String) -> Hit {
    Hit { text }
}

gateway_interface! { pub search { find } }

fn main() {}
