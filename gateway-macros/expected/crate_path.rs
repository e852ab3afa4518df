#[allow(clippy::needless_pass_by_value)]
pub fn clear(cache: &Cache, force: bool) {
    cache.clear(force);
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct clear__needs_the_gateway_op_attribute;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub(crate) const clear__is_not_listed_in_any_gateway_interface: () = ();
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
    let injected_0 = match <Cache as __runtime::Inject>::inject() {
        __runtime::std::result::Result::Ok(__core) => __core,
        __runtime::std::result::Result::Err(__failure) => {
            return __runtime::Carries::carry(__failure);
        }
    };
    use __runtime::{FallibleProbe as _, PlainProbe as _};
    __runtime::run(
        <clear__needs_the_gateway_op_attribute as __runtime::Operation>::info(),
        (&__runtime::Probe::<()>::NEW).kind(),
        || clear(&*injected_0, force),
    )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! clear__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        $(#[$attribute])* #[inline] #[allow(clippy::all, clippy::pedantic,
        unreachable_pub, unused_qualifications)] $visibility fn $name (force : bool) {
        $wrapper (force) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use clear__stamp;
const _: () = {
    #[allow(unused_imports)]
    use crate::vendor::runtime::__private as __runtime;
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic)]
    impl __runtime::Operation for clear__needs_the_gateway_op_attribute {
        const NAME: &'static __runtime::std::primitive::str = "clear";
        const INTERFACE: &'static __runtime::std::primitive::str = "cache";
        type Arguments<'a> = (__runtime::std::option::Option<bool>,);
        fn info() -> &'static __runtime::OperationInfo {
            static INFO: __runtime::OperationInfo = __runtime::OperationInfo::new::<
                clear__needs_the_gateway_op_attribute,
            >(
                "",
                false,
                false,
                &[
                    __runtime::ParameterInfo {
                        name: "force",
                        kind: "bool",
                        default: __runtime::std::option::Option::Some("false"),
                    },
                ],
                "",
                &[<Cache as __runtime::Inject>::core],
                __runtime::location!(),
                __runtime::schema_of!(()),
            );
            &INFO
        }
        #[inline]
        fn call(arguments: Self::Arguments<'_>) -> __runtime::Execution {
            use __runtime::{FallibleProbe as _, PlainProbe as _};
            let (argument_0,) = arguments;
            __runtime::Execution::ready(
                __runtime::Kind::encode(
                    (&__runtime::Probe::<()>::NEW).kind(),
                    clear__wrapper(argument_0.unwrap_or_else(|| false)),
                    Self::info(),
                ),
            )
        }
    }
    __runtime::register!(clear__needs_the_gateway_op_attribute);
};
