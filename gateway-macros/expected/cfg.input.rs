#[cfg(feature = "admin")]
#[gateway_op(interface = "cache", name = "drop_all")]
pub(crate) fn flush(#[inject] cache: &Cache) -> usize {
    cache.flush()
}
