#[gateway_op(interface = "orders")]
pub fn place(#[inject] store: &Store, #[inject] catalogue: &Catalogue, order: Order) -> Outcome<OrderId> {
    store.insert(order)
}
