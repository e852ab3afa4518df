// A block of foreign functions is no function.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "process")]
unsafe extern "C" {
    pub safe fn abs(value: i32) -> i32;
}

fn main() {
    abs(5);
}
