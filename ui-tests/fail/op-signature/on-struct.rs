// An operation is a function: a struct is state, which is a core.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub struct Cache {
    pub size: usize,
}

fn main() {
    let _ = Cache { size: 1 };
}
