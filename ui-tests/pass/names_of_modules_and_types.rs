// An operation may be called like a module, a crate, a type or a parameter of its file.
#![deny(warnings)]

use gateway_runtime::{gateway, gateway_interface, gateway_op};

#[allow(dead_code)]
mod serde {}

mod names {
    use super::{gateway_interface, gateway_op};

    pub mod uuid {
        pub fn fresh() -> u32 {
            5
        }
    }

    #[allow(non_camel_case_types)]
    pub type total = u64;

    #[gateway_op(interface = "names")]
    pub fn uuid() -> u32 {
        uuid::fresh()
    }

    #[gateway_op(interface = "names")]
    pub fn total(of: Vec<u64>) -> total {
        of.iter().sum()
    }

    #[gateway_op(interface = "names", hot)]
    pub fn serde_json(text: &str) -> bool {
        text.is_empty()
    }

    #[gateway_op(interface = "names")]
    pub fn std() -> usize {
        std::mem::size_of::<u8>()
    }

    #[gateway_op(interface = "names")]
    pub fn key(key: &str) -> usize {
        key.len()
    }

    #[gateway_op(interface = "names", name = "names")]
    pub fn all() -> &'static str {
        "uuid"
    }

    gateway_interface! { pub names { uuid, total, serde_json, std, key, names } }
}

gateway! { pub Gateway { names } }

fn main() {
    use crate::gateway::*;

    assert_eq!((names_uuid(), names_total(vec![1, 2]), names_serde_json("")), (5, 3, true));
    assert_eq!((names_std(), names_key("k"), names_names()), (1, 1, "uuid"));
}
