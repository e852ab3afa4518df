// Operations are called by Rust code.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub extern "C" fn get(key: u32) -> u32 {
    key
}

fn main() {}
