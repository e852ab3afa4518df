// An entry takes `#[cfg]`.
use gateway_runtime::gateway;

gateway! { pub Gateway { #[deprecated] ui_tests::metrics } }

fn main() {}
