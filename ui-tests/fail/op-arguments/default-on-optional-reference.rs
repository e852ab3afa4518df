// An absent optional reference is `None` already.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn list(#[op(default = Some("a"))] prefix: Option<&str>) -> usize {
    prefix.map_or(0, str::len)
}

fn main() {}
