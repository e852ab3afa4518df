// A gateway has a name.
use gateway_runtime::gateway;

gateway! {}

fn main() {}
