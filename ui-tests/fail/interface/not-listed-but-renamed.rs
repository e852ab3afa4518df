// The forgotten operation is named as lists name it, and underlined where it stands.
#![deny(dead_code)]

use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache", name = "get")]
pub async fn lookup(key: &str) -> usize {
    key.len()
}

fn main() {
    drop(lookup("k"));
}
