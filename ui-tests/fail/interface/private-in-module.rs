// A list reaches only what its module may see.
use gateway_runtime::gateway_interface;

mod read {
    use gateway_runtime::gateway_op;

    #[gateway_op(interface = "cache")]
    fn get(key: &str) -> usize {
        key.len()
    }
}

gateway_interface! { pub cache { read::get } }

fn main() {}
