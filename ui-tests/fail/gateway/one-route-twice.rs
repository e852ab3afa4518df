// Two operations answer one route.
mod orders {
    use gateway_runtime::{gateway_interface, gateway_op};

    #[gateway_op(interface = "orders", http = "GET /things/{id}")]
    pub fn get(id: &str) -> usize {
        id.len()
    }

    gateway_interface! { pub orders { get } }
}

mod stock {
    use gateway_runtime::{gateway_interface, gateway_op};

    #[gateway_op(interface = "stock", http = "GET /things/{name}")]
    pub fn find(name: &str) -> usize {
        name.len()
    }

    gateway_interface! { pub stock { find } }
}

gateway_runtime::gateway! { pub Gateway { orders, stock } }

fn main() {}
