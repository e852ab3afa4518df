// Nobody lists a type that only looks like an operation.
use gateway_runtime::Operation;

pub struct Get;

fn names<O: Operation>() -> &'static str {
    O::PATH.1
}

fn main() {
    names::<Get>();
}
