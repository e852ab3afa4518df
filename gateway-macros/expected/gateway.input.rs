gateway! {
    pub Gateway {
        gateway_cores::{cache, logging},
        #[cfg(feature = "home")]
        home_assistant,
        op_b::cache as other_cache,
    }
}
