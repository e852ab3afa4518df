// Two bad parameters are two errors.
use gateway_runtime::{gateway_interface, gateway_op};

pub struct Query;
pub struct Page;

#[gateway_op(interface = "search")]
pub fn find(_query: Query, _page: Page) -> usize {
    0
}

gateway_interface! { pub search { find } }

fn main() {}
