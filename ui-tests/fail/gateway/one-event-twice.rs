// Two operations take the events of one source. The gateway has its own name for one of their interfaces.
mod orders {
    use gateway_runtime::{gateway_interface, gateway_op};

    #[gateway_op(interface = "orders", event = "sqs")]
    pub fn get(id: &str) -> usize {
        id.len()
    }

    gateway_interface! { pub orders { get } }
}

mod stock {
    use gateway_runtime::{gateway_interface, gateway_op};

    #[gateway_op(interface = "stock", event = "sqs")]
    pub fn find(name: &str) -> usize {
        name.len()
    }

    gateway_interface! { pub stock { find } }
}

gateway_runtime::gateway! { pub Gateway { orders, stock as depot } }

fn main() {}
