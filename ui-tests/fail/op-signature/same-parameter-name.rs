// Two parameters of one name are rustc's error, reported once.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn range(_at: u32, _at: u32) -> u32 {
    1
}

fn main() {}
