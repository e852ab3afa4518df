// Every parameter has a name.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn area((width, height): (u32, u32)) -> u32 {
    width * height
}

fn main() {}
