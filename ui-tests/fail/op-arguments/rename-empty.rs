// A parameter's JSON name is a text that somebody can write.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn list(#[op(rename = "")] limit: u32, #[op(rename = maxItems)] max_items: u32) -> u32 {
    limit + max_items
}

fn main() {}
