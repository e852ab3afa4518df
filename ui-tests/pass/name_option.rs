// `name = ".."` is the operation's name in JSON, in lists and in its wrapper; the function keeps its own.
#![deny(warnings)]

use gateway_runtime::{Params, gateway, gateway_interface, gateway_op};

mod ids {
    use super::{gateway_interface, gateway_op};

    #[gateway_op(interface = "ids", name = "uuid", hot)]
    pub fn new_uuid() -> u32 {
        5
    }

    #[gateway_op(interface = "ids", name = "renew")]
    pub async fn another(seed: &str) -> usize {
        seed.len()
    }

    gateway_interface! { pub ids { uuid, renew as ids_fresh, renew as ids_other } }
}

gateway! { pub Gateway { ids } }

fn main() {
    use crate::gateway::*;

    assert_eq!((ids::new_uuid(), ids_uuid()), (5, 5));
    drop(ids_fresh("a"));
    drop(ids_other("a"));
    assert_eq!(try_execute_now(GatewayInterface::Ids, "uuid", Params::json("{}")).unwrap().as_str(), "5");
}
