// There are no policies yet.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", timeout = "5 parsecs")]
pub async fn get(key: &str) -> usize {
    key.len()
}

#[gateway_op(interface = "cache", hot, retry(times = 0, backoff = "fibonacci"))]
pub fn set(key: &str) -> usize {
    key.len()
}

fn main() {}
