#[allow(clippy::needless_pass_by_value)]
pub fn clear(cache: &Cache, force: bool) {
    cache.clear(force);
}
#[allow(unused_imports)]
use crate::vendor::runtime::__private as __runtime_of_operation_clear;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type clear__is_not_listed_in_any_gateway_interface = ();
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
pub fn clear__wrapper(force: bool) {
    use __runtime_of_operation_clear::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime_of_operation_clear::Call::begin(
        &clear__needs_the_gateway_op_attribute,
    );
    let injected_0 = match <Cache as __runtime_of_operation_clear::Inject>::inject() {
        __runtime_of_operation_clear::std::result::Result::Ok(__core) => __core,
        __runtime_of_operation_clear::std::result::Result::Err(__failure) => {
            return __runtime_of_operation_clear::Carries::carry(__failure);
        }
    };
    running
        .end(
            (&__runtime_of_operation_clear::Probe::<()>::NEW).kind(),
            clear(&*injected_0, force),
        )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! clear__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name (force : bool) { $wrapper (force) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use clear__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static clear__needs_the_gateway_op_attribute: __runtime_of_operation_clear::OperationInfo = __runtime_of_operation_clear::operation! {
    "cache", "clear", "", 2032197906964685637u64, false, false, "", [()], [["force"
    "bool" "false"]], [Cache], __runtime_of_operation_clear::Outside::CLOSED, 'a,
    (__runtime_of_operation_clear::std::option::Option < bool >,), (operation,
    (argument_0,)) => {
    __runtime_of_operation_clear::Execution::ready(__runtime_of_operation_clear::Kind::encode((&
    __runtime_of_operation_clear::Probe:: < () > ::NEW).kind(), clear__wrapper(argument_0
    .unwrap_or_else(|| false)), operation)) }
};
