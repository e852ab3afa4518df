// A table of metrics where nothing is in scope, in a crate that is strict.
//! Metrics of a strict crate.
#![no_implicit_prelude]
#![deny(missing_docs, unused, nonstandard_style)]

/// In the way of whoever writes `Option`.
pub struct Option;

/// Modules with tables of their own.
pub mod shop {
    ::gateway_cores::metrics! {
        /// What the shop measures.
        #[derive(Debug)]
        pub struct ShopMetrics in "Shop" {
            /// Orders that were placed.
            ORDERS: "orders", Count, Critical;
            /// Searches, by the kind of what was looked for.
            SEARCHES: "searches", Count, Low, by ["kind", "place"];
        }
    }
}

::gateway_cores::metrics! {
    /// In the configured namespace, for this crate alone.
    struct Own {
        /// What was in the cart.
        CART_SIZE: "cart_bytes", Bytes, LogOnly;
    }
}

fn main() {
    ::gateway_cores::metrics::metrics_increment(shop::ShopMetrics::ORDERS, 1);
    ::gateway_cores::metrics::metrics_increment(Own::CART_SIZE, 1);
    ::core::assert_eq!(shop::ShopMetrics::ALL.len(), 2);
}
