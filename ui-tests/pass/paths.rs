// A list names operations of submodules by path, absolute and relative.
use gateway_runtime::{gateway, gateway_interface};

mod cache {
    pub mod read {
        use gateway_runtime::gateway_op;

        #[gateway_op(interface = "cache", hot)]
        pub fn get(key: &str) -> usize {
            key.len()
        }

        pub mod deep {
            use gateway_runtime::gateway_op;

            #[gateway_op(interface = "cache", name = "peek")]
            pub async fn look(key: &str) -> usize {
                key.len()
            }
        }
    }

    mod write {
        use gateway_runtime::gateway_op;

        #[gateway_op(interface = "cache")]
        pub fn set(key: String) -> String {
            key
        }
    }

    super::gateway_interface! {
        pub cache {
            read::get,
            crate::cache::read::deep::peek,
            self::write::set,
            #[deprecated]
            self::write::set as cache_put,
            fn super::plain as cache_plain,
        }
    }
}

pub fn plain() -> u8 {
    5
}

gateway! { pub Gateway { self::cache, crate::nested::{inner::metrics, logging}, ui_tests::metrics as foreign } }

mod nested {
    pub mod inner {
        pub mod metrics {
            #[gateway_runtime::gateway_op(interface = "metrics")]
            pub fn total() -> u8 {
                1
            }

            gateway_runtime::gateway_interface! { pub metrics { total } }
        }
    }

    pub mod logging {
        #[gateway_runtime::gateway_op(interface = "logging")]
        pub fn info() -> u8 {
            2
        }

        gateway_runtime::gateway_interface! { pub logging { info } }
    }
}

fn main() {
    use crate::gateway::*;

    assert_eq!(cache_get("k"), 1);
    assert_eq!(cache_set("k".to_owned()), "k");
    assert_eq!(cache_plain() + metrics_total() + logging_info(), 8);
    drop(cache_peek("k"));
    assert_eq!(GatewayInterface::ALL.map_names(), ["cache", "metrics", "logging", "foreign"]);
}

trait Names {
    fn map_names(&self) -> Vec<&'static str>;
}

impl Names for [gateway::GatewayInterface] {
    fn map_names(&self) -> Vec<&'static str> {
        self.iter().map(|interface| interface.as_str()).collect()
    }
}
