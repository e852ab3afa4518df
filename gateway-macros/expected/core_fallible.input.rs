#[cfg(feature = "store")]
#[gateway_core(fallible, crate = runtime)]
struct Store(Connection);
