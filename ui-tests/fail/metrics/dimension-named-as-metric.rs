// Metrics and dimensions are members of one document.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "Shop" {
        ORDERS: "orders", Count, Low, by ["orders"];
    }
}

fn main() {}
