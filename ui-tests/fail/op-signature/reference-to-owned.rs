// A reference to an owned type is not what JSON lends.
use gateway_runtime::gateway_op;

#[gateway_op(interface = "cache")]
pub fn join(parts: &[String], glue: &String, limit: Option<&u32>) -> usize {
    parts.len() + glue.len() + limit.map_or(0, |limit| *limit as usize)
}

fn main() {}
