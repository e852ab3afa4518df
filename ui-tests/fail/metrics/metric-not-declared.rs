// A metric that no table declares cannot be recorded.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "Shop" {
        /// Orders that were placed.
        ORDERS: "orders", Count, High;
    }
}

fn main() {
    gateway_cores::metrics::metrics_increment(ShopMetrics::ORDRES, 1);
}
