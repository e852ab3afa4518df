// Two metrics of one name would be one metric.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "Shop" {
        ORDERS: "orders", Count, High;
        REFUNDS: "orders", Count, High;
    }
}

fn main() {}
