// An interface is listed by its path.
use gateway_runtime::gateway;

gateway! { pub Gateway { "metrics" } }

fn main() {}
