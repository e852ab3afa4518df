// A macro that makes operations is not one itself.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
macro_rules! get {
    () => {
        5
    };
}

fn main() {
    let _ = get!();
}
