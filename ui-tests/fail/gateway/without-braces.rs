// The interfaces stand in braces.
use gateway_runtime::gateway;

gateway! { pub Gateway = ui_tests::metrics; }

fn main() {}
