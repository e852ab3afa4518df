// The future of an operation moves between threads.
use std::rc::Rc;

use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "search")]
pub async fn find(text: &str) -> usize {
    let shared = Rc::new(text.len());
    std::future::ready(()).await;
    *shared
}

gateway_interface! { pub search { find } }

fn main() {}
