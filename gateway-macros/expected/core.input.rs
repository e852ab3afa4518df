/// Values by key.
#[gateway_core]
pub struct Cache {
    entries: RwLock<HashMap<String, Value>>,
}
