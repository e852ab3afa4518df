// Two interfaces are two variants.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::metrics as my_metrics, ui_tests::other::metrics as my__metrics } }

fn main() {}
