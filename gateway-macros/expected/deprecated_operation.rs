/// Looks a value up, slowly.
#[deprecated(since = "0.2.0", note = "use `get`")]
#[must_use]
#[track_caller]
#[allow(clippy::needless_pass_by_value)]
pub fn find(key: String) -> Option<String> {
    None
}
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_find;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type find__is_not_listed_in_any_gateway_interface = ();
/// Looks a value up, slowly.
#[deprecated(since = "0.2.0", note = "use `get`")]
#[must_use]
#[track_caller]
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
pub fn find__wrapper(key: String) -> Option<String> {
    use __runtime_of_operation_find::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime_of_operation_find::Call::begin(
        &find__needs_the_gateway_op_attribute,
    );
    running
        .end(
            (&__runtime_of_operation_find::Probe::<Option<String>>::NEW).kind(),
            find(key),
        )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! find__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        #[must_use] #[track_caller] $($head)* fn $name (key : String) -> Option < String
        > { $wrapper (key) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use find__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static find__needs_the_gateway_op_attribute: __runtime_of_operation_find::OperationInfo = __runtime_of_operation_find::operation! {
    "cache", "find", "Looks a value up, slowly.", 2032197906964685637u64, false, false,
    "Option<String>", [Option < String >], [["key" "String" ""]], [],
    __runtime_of_operation_find::Outside::CLOSED, 'a, (String,), (operation,
    (argument_0,)) => {
    __runtime_of_operation_find::Execution::ready(__runtime_of_operation_find::Kind::encode((&
    __runtime_of_operation_find::Probe:: < Option < String > > ::NEW).kind(),
    find__wrapper(argument_0), operation)) }
};
