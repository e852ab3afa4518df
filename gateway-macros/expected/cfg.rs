#[cfg(feature = "admin")]
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn flush(cache: &Cache) -> usize {
    cache.flush()
}
#[cfg(feature = "admin")]
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_flush;
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type drop_all__is_not_listed_in_any_gateway_interface = ();
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub(crate) use self::flush as drop_all;
#[cfg(feature = "admin")]
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
pub fn drop_all__wrapper() -> usize {
    use __runtime_of_operation_flush::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime_of_operation_flush::Call::begin(
        &drop_all__needs_the_gateway_op_attribute,
    );
    let injected_0 = match <Cache as __runtime_of_operation_flush::Inject>::inject() {
        __runtime_of_operation_flush::std::result::Result::Ok(__core) => __core,
        __runtime_of_operation_flush::std::result::Result::Err(__failure) => {
            return __runtime_of_operation_flush::Carries::carry(__failure);
        }
    };
    running
        .end(
            (&__runtime_of_operation_flush::Probe::<usize>::NEW).kind(),
            flush(&*injected_0),
        )
}
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! drop_all__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name () -> usize { $wrapper () }
    };
}
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use drop_all__stamp;
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub(crate) static drop_all__needs_the_gateway_op_attribute: __runtime_of_operation_flush::OperationInfo = __runtime_of_operation_flush::operation! {
    "cache", "drop_all", "", 2032197906964685637u64, false, false, "usize", [usize], [],
    [Cache], __runtime_of_operation_flush::Outside::CLOSED, 'a, (), (operation, ()) => {
    __runtime_of_operation_flush::Execution::ready(__runtime_of_operation_flush::Kind::encode((&
    __runtime_of_operation_flush::Probe:: < usize > ::NEW).kind(), drop_all__wrapper(),
    operation)) }
};
