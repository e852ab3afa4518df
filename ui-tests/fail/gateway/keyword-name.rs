// A gateway's name is an identifier.
use gateway_runtime::gateway;

gateway! { pub type { ui_tests::metrics } }

fn main() {}
