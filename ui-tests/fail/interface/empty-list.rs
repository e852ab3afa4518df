// An interface has operations.
use gateway_runtime::gateway_interface;

gateway_interface! { pub cache {} }

fn main() {}
