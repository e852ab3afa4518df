/// A fresh identifier.
#[allow(clippy::needless_pass_by_value)]
pub fn new_uuid() -> String {
    generate()
}
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_new_uuid;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type uuid__is_not_listed_in_any_gateway_interface = ();
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use self::new_uuid as uuid;
/// A fresh identifier.
#[cfg_attr(doc, doc(hidden))]
#[inline]
#[allow(
    non_snake_case,
    clippy::all,
    clippy::pedantic,
    deprecated,
    missing_docs,
    private_interfaces,
    unreachable_pub,
    unused_qualifications
)]
pub fn uuid__wrapper() -> String {
    new_uuid()
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! uuid__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name () -> String { $wrapper () }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use uuid__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static uuid__needs_the_gateway_op_attribute: __runtime_of_operation_new_uuid::OperationInfo = __runtime_of_operation_new_uuid::operation! {
    "utility", "uuid", "A fresh identifier.", 16594205436081304927u64, true, false,
    "String", [String], [], [], __runtime_of_operation_new_uuid::Outside::CLOSED, 'a, (),
    (operation, ()) => {
    __runtime_of_operation_new_uuid::Execution::ready(__runtime_of_operation_new_uuid::Kind::encode((&
    __runtime_of_operation_new_uuid::Probe:: < String > ::NEW).kind(), uuid__wrapper(),
    operation)) }
};
