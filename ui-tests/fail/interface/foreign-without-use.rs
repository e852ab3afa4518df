// An operation of another crate is listed with `use`.
use gateway_runtime::gateway_interface;

gateway_interface! { pub tools { ui_tests::other::sharpen } }

fn main() {}
