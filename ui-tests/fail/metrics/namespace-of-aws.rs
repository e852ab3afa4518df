// The namespaces of AWS are not for others.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "AWS/Shop" {
        ORDERS: "orders", Count, High;
    }
}

fn main() {}
