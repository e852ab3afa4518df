// A metric with dimensions is one for each of their values: no number of slots is enough for all of them.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "Shop" {
        ORDERS: "orders", Count, Critical, by ["kind"];
    }
}

fn main() {}
