// Two interfaces of one name need `as`.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::metrics, ui_tests::other::metrics } }

fn main() {}
