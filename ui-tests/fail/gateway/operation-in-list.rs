// Interfaces are listed, not operations.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::metrics::record } }

fn main() {}
