//! The orders of a shop.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use gateway_runtime::{gateway_core, gateway_interface, gateway_op};
use schemars::JsonSchema;
use serde::Serialize;

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Order {
    item: String,
    quantity: u32,
}

/// All orders, by id.
#[gateway_core]
pub struct Orders(Mutex<BTreeMap<String, Order>>);

impl Orders {
    fn build() -> Self {
        Self(Mutex::default())
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Order>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes an order. The same order may come twice.
#[gateway_op(interface = "orders", event = "sqs")]
pub fn place(#[inject] orders: &Orders, id: String, item: String, #[op(default = 1)] quantity: u32) {
    orders.all().insert(id, Order { item, quantity });
}

/// Finds an order.
#[gateway_op(interface = "orders", http = "GET /orders/{id}")]
pub fn find(#[inject] orders: &Orders, id: &str) -> Option<Order> {
    orders.all().get(id).cloned()
}

gateway_interface! { pub orders { place, find } }

#[cfg(test)]
mod tests {
    use super::{Orders, find, place};

    #[test]
    fn an_order_is_found_by_its_id() {
        let orders = Orders::build();
        place(&orders, "17".to_owned(), "tea".to_owned(), 2);

        let order = find(&orders, "17").unwrap();
        assert_eq!((order.item.as_str(), order.quantity), ("tea", 2));
        assert_eq!(find(&orders, "18"), None);
    }
}
