// The interface's name is lower_snake_case: a module has it, and JSON.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "HttpClient")]
pub fn get(key: &str) -> usize {
    key.len()
}

fn main() {}
