// A foreign function is no operation: wrap it in a function with a body.
use gateway_runtime::gateway_op;

unsafe extern "C" {
    #[gateway_op(interface = "process")]
    pub safe fn abs(value: i32) -> i32;
}

fn main() {}
