// What is only the function's own affair stays so: `mut` parameters, `const fn`, attributes, an empty result.
#![deny(warnings)]

use gateway_runtime::{Params, gateway_interface, gateway_op};

#[gateway_op(interface = "own")]
pub fn sort(mut values: Vec<u32>) -> Vec<u32> {
    values.sort_unstable();
    values
}

#[gateway_op(interface = "own", hot)]
#[must_use]
#[inline(never)]
pub const fn double(value: u32) -> u32 {
    value * 2
}

#[gateway_op(interface = "own")]
#[expect(clippy::unused_async, reason = "it stands for one that waits")]
pub async fn nothing() {}

gateway_interface! { pub own { sort, double, nothing } }

const FOUR: u32 = double(2);

fn main() {
    assert_eq!(own_sort(vec![2, 1]), [1, 2]);
    assert_eq!(own_double(FOUR), 8);
    drop(own_nothing());
    let answer = OwnOperation::Sort.execute(Params::json(r#"{"values":[3,1]}"#)).now().ok().unwrap();
    assert_eq!(answer.unwrap().as_str(), "[1,3]");
}
