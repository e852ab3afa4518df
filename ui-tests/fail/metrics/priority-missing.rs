// A row has a name, a unit and a priority.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "Shop" {
        ORDERS: "orders", Count;
    }
}

fn main() {}
