// JSON lends nothing that could be changed.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn push(list: &mut Vec<u32>, text: &mut str, more: Option<&mut u32>) -> usize {
    list.len() + text.len() + more.map_or(0, |more| *more as usize)
}

fn main() {}
