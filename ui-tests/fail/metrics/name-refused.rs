// `CloudWatch` would not take the name.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "Shop" {
        ORDERS: "orders\n", Count, High;
    }
}

fn main() {}
