// `crate = path` names the runtime in all four macros.
mod facade {
    pub use gateway_runtime as runtime;
}

mod cache {
    use crate::facade::runtime::{self, gateway_core, gateway_interface, gateway_op};

    #[gateway_core(crate = crate::facade::runtime)]
    pub struct Cache {
        size: usize,
    }

    impl Cache {
        fn build() -> Self {
            Self { size: 3 }
        }
    }

    #[gateway_core(crate = crate::facade::runtime, fallible)]
    pub struct Disk;

    impl Disk {
        fn build() -> Result<Self, std::io::Error> {
            Ok(Self)
        }
    }

    #[gateway_op(interface = "cache", crate = crate::facade::runtime)]
    pub fn size(#[inject] cache: &Cache, prefix: Option<&str>) -> usize {
        cache.size + prefix.map_or(0, str::len)
    }

    #[gateway_op(crate = crate::facade::runtime, interface = "cache", hot)]
    pub async fn load(#[inject] _disk: &Disk, key: &str) -> Result<String, runtime::GatewayError> {
        Ok(key.to_owned())
    }

    gateway_interface! {
        crate = crate::facade::runtime;
        pub cache { size, load, #[deprecated] load as cache_load_all }
    }
}

facade::runtime::gateway! {
    crate = crate::facade::runtime;
    pub Gateway { cache }
}

fn main() {
    assert_eq!(gateway::cache_size(Some("abc")), 6);
    drop(gateway::cache_load("k"));
}
