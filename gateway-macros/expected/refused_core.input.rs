#[gateway_core]
pub struct Cache<T> {
    entries: Vec<T>,
}
