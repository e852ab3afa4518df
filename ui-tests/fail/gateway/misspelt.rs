// A module that is not there is rustc's to explain.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::metric } }

fn main() {}
