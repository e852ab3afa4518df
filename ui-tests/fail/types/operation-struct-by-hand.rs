// Nobody lists a type that only looks like an operation.
use gateway_runtime::Operation;

pub struct Get;

fn names<O: Operation>() -> &'static str {
    O::NAME
}

fn main() {
    names::<Get>();
}
