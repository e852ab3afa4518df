// Two operations of one list have two names.
use gateway_runtime::gateway_interface;

mod read {
    use gateway_runtime::gateway_op;

    #[gateway_op(interface = "cache")]
    pub fn get(key: &str) -> usize {
        key.len()
    }
}

mod fast {
    use gateway_runtime::gateway_op;

    #[gateway_op(interface = "cache")]
    pub fn get(key: &str) -> usize {
        key.len()
    }
}

gateway_interface! { pub cache { read::get, fast::get as cache_get_fast } }

fn main() {}
