// An interface is listed once.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::metrics, ui_tests::{metrics} } }

fn main() {}
