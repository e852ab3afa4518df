// An async operation is judged by what it answers in the end.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Hit;

#[gateway_op(interface = "search")]
pub async fn find(_text: &str) -> Hit {
    Hit
}

gateway_interface! { pub search { find } }

fn main() {}
