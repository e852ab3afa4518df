#[gateway_op(interface = "cache", crate = crate::vendor::runtime)]
pub fn clear(#[inject] cache: &Cache, #[op(default = false)] force: bool) {
    cache.clear(force);
}
