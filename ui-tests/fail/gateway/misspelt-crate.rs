// A crate that is not there is rustc's to explain.
use gateway_runtime::gateway;

gateway! { pub Gateway { gateway_corse::{cache, logging} } }

fn main() {}
