// What is answered implements `Serialize`.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Hit {
    pub text: String,
}

#[gateway_op(interface = "search")]
pub fn find(text: String) -> Hit {
    Hit { text }
}

gateway_interface! { pub search { find } }

fn main() {}
