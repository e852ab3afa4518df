// A program has one gateway.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::metrics } }
gateway! { pub Gateway { ui_tests::metrics } }

fn main() {}
