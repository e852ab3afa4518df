// A priority is one of five.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "Shop" {
        ORDERS: "orders", Count, Urgent;
    }
}

fn main() {}
