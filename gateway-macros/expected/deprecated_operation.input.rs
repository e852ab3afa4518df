/// Looks a value up, slowly.
#[deprecated(since = "0.2.0", note = "use `get`")]
#[must_use]
#[track_caller]
#[gateway_op(interface = "cache")]
pub fn find(key: String) -> Option<String> {
    None
}
