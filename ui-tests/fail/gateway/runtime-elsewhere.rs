// What `crate = ..` names is the runtime.
use gateway_runtime::gateway;

gateway! { crate = ::runtime; pub Gateway { ui_tests::metrics } }

fn main() {}
