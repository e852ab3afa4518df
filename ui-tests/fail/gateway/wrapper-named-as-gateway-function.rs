// A wrapper does not hide a function of the gateway itself.
use gateway_runtime::{gateway, gateway_interface, gateway_op};

mod text {
    use super::{gateway_interface, gateway_op};

    #[gateway_op(interface = "text")]
    pub fn summary(text: &str) -> usize {
        text.len()
    }

    gateway_interface! { pub text { summary as describe } }
}

gateway! { pub Gateway { text } }

fn main() {}
