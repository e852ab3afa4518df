#[cfg(feature = "admin")]
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn flush(cache: &Cache) -> usize {
    cache.flush()
}
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub(crate) struct drop_all__needs_the_gateway_op_attribute;
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
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    use __runtime::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime::Call::begin(
        <drop_all__needs_the_gateway_op_attribute as __runtime::Operation>::info(),
    );
    let injected_0 = match <Cache as __runtime::Inject>::inject() {
        __runtime::std::result::Result::Ok(__core) => __core,
        __runtime::std::result::Result::Err(__failure) => {
            return __runtime::Carries::carry(__failure);
        }
    };
    running.end((&__runtime::Probe::<usize>::NEW).kind(), flush(&*injected_0))
}
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! drop_all__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = "The operation `drop_all`, under a former name."] $(#[$attribute])*
        #[inline] #[allow(clippy::all, clippy::pedantic, unreachable_pub,
        unused_qualifications)] $visibility fn $name () -> usize { $wrapper () }
    };
}
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use drop_all__stamp;
#[cfg(feature = "admin")]
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    __runtime::operation! {
        drop_all__needs_the_gateway_op_attribute, "cache", "drop_all", "", counted,
        false, "usize", [usize], [], [Cache], 'a, (), () => {
        __runtime::Execution::ready(__runtime::Kind::encode((& __runtime::Probe:: < usize
        > ::NEW).kind(), drop_all__wrapper(), Self::info())) }
    }
};
