// A gateway has interfaces.
use gateway_runtime::gateway;

gateway! { pub Gateway {} }

fn main() {}
