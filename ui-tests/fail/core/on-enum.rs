// A core is a struct: it is state with a name.
use gateway_runtime::gateway_core;

#[gateway_core]
pub enum Cache {
    Empty,
}

fn main() {
    let _ = Cache::Empty;
}
