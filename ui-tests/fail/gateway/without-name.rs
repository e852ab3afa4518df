// A list without a name is no gateway.
use gateway_runtime::gateway;

gateway! { ui_tests::metrics, ui_tests::other }

fn main() {}
