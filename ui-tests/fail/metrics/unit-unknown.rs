// A unit is one that `CloudWatch` knows.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "Shop" {
        ORDERS: "orders", Apples, High;
    }
}

fn main() {}
