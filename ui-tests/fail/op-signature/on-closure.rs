// A closure in a variable is no item.
use gateway_runtime::gateway_op;

fn main() {
    #[gateway_op(interface = "cache")]
    let get = |key: &str| key.len();
    get("k");
}
