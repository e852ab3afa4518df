/// Looks a value up.
#[gateway_op(interface = "cache", hot)]
pub fn get(#[inject] cache: &Cache, key: &str) -> Option<Value> {
    cache.lookup(key)
}
