/// Its second parameter has no name.
#[allow(clippy::needless_pass_by_value)]
pub fn add(a: u8, (b, c): (u8, u8)) -> u8 {
    a + b + c
}
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_add;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type sum__is_not_listed_in_any_gateway_interface = ();
const _: sum__is_not_listed_in_any_gateway_interface = ();
#[doc(hidden)]
#[allow(non_snake_case, unreachable_pub, dead_code)]
pub fn sum__wrapper() {}
#[allow(unused_macros)]
macro_rules! sum__stamp {
    ($($ignored:tt)*) => {};
}
#[allow(unused_imports)]
pub(crate) use sum__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static sum__needs_the_gateway_op_attribute: __runtime_of_operation_add::OperationInfo = __runtime_of_operation_add::OperationInfo::stub(
    "math",
    "sum",
);
::core::compile_error! {
    "every parameter needs a name: dynamic calls pass parameters by name\nhelp: name it here, and take it apart in the body"
}
