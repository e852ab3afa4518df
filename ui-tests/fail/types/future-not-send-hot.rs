// The future of a hot operation moves between threads, too.
use std::cell::RefCell;
use std::rc::Rc;

use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "search", hot)]
pub async fn find() -> usize {
    let shared = Rc::new(RefCell::new(1));
    std::future::ready(()).await;
    *shared.borrow()
}

gateway_interface! { pub search { find } }

fn main() {}
