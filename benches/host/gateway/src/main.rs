//! What the baselines do, as operations.

use std::process::ExitCode;

gateway_runtime::gateway! { pub Gateway { greeting, orders } }

mod greeting {
    use gateway_runtime::{gateway_interface, gateway_op};
    use serde::Serialize;

    #[derive(Serialize)]
    pub struct Greeting {
        message: String,
    }

    /// Greets.
    #[gateway_op(interface = "greeting", direct)]
    pub fn hello(name: String) -> Greeting {
        Greeting { message: format!("Hello, {name}!") }
    }

    gateway_interface! { pub greeting { hello } }
}

mod orders {
    use gateway_runtime::{gateway_interface, gateway_op};
    use serde::Serialize;

    #[derive(Serialize)]
    pub struct Order {
        id: u64,
        items: Vec<Item>,
    }

    #[derive(Serialize)]
    pub struct Item {
        name: String,
        quantity: u32,
    }

    /// An order, with its first items.
    #[gateway_op(interface = "orders", http = "GET /orders/{id}")]
    pub fn order(id: u64, limit: Option<u32>) -> Order {
        let items = (1..=limit.unwrap_or(10)).map(|number| Item { name: format!("item {number}"), quantity: number });
        Order { id, items: items.collect() }
    }

    gateway_interface! { pub orders { order } }
}

fn main() -> ExitCode {
    gateway_lambda::run::<gateway::Gateway>()
}
