/// Changes an order.
#[gateway_op(interface = "orders", http = "PUT /orders/{id}", event = "sqs", alexa = "Alexa.*", direct)]
pub fn change(id: &str, #[op(body)] order: Order, #[op(header = "if-match")] version: Option<String>) {}
