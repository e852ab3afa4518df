// One `gateway!` is one gateway.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::metrics } pub Second { ui_tests::metrics } }

fn main() {}
