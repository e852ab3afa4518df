// The error goes to the caller, who may be on another thread.
use std::rc::Rc;

use gateway_runtime::{gateway_interface, gateway_op};

#[derive(Debug)]
pub struct Failure(pub Rc<str>);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

#[gateway_op(interface = "search")]
pub fn find(_text: &str) -> Result<u32, Failure> {
    Ok(1)
}

gateway_interface! { pub search { find } }

fn main() {}
