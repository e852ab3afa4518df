// Interfaces are listed one by one: what is linked is not callable for that.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::* } }

fn main() {}
