#[allow(clippy::needless_pass_by_value)]
pub fn clear(cache: &Cache, force: bool) {
    cache.clear(force);
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct clear__needs_the_gateway_op_attribute;
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
    #[allow(unused_imports)]
    use crate::vendor::runtime::__private as __runtime;
    use __runtime::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime::Call::begin(
        <clear__needs_the_gateway_op_attribute as __runtime::Operation>::info(),
    );
    let injected_0 = match <Cache as __runtime::Inject>::inject() {
        __runtime::std::result::Result::Ok(__core) => __core,
        __runtime::std::result::Result::Err(__failure) => {
            return __runtime::Carries::carry(__failure);
        }
    };
    running.end((&__runtime::Probe::<()>::NEW).kind(), clear(&*injected_0, force))
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! clear__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = "The operation `clear`, under a former name."] $(#[$attribute])*
        #[inline] #[allow(clippy::all, clippy::pedantic, unreachable_pub,
        unused_qualifications)] $visibility fn $name (force : bool) { $wrapper (force) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use clear__stamp;
const _: () = {
    #[allow(unused_imports)]
    use crate::vendor::runtime::__private as __runtime;
    __runtime::operation! {
        clear__needs_the_gateway_op_attribute, "cache", "clear", "", counted, false, "",
        [()], [("force" "bool" "false")], [Cache], 'a, (__runtime::std::option::Option <
        bool >,), (argument_0,) => {
        __runtime::Execution::ready(__runtime::Kind::encode((& __runtime::Probe:: < () >
        ::NEW).kind(), clear__wrapper(argument_0.unwrap_or_else(|| false)),
        Self::info())) }
    }
};
