// Six metrics keep a slot for themselves, and four slots are left to take turns for.
gateway_cores::metrics! {
    /// What the shop measures.
    pub struct ShopMetrics in "Shop" {
        A: "a", Count, Critical;
        B: "b", Count, Critical;
        C: "c", Count, Critical;
        D: "d", Count, Critical;
        E: "e", Count, Critical;
        F: "f", Count, Critical;
        G: "g", Count, Critical;
    }
}

fn main() {}
