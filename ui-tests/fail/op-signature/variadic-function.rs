// Parameters go by name, so their number is fixed.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub unsafe extern "C" fn get(key: u32, mut _rest: ...) -> u32 {
    key
}

fn main() {}
