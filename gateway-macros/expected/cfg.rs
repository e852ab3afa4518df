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
#[allow(non_upper_case_globals)]
pub(crate) const drop_all__is_not_listed_in_any_gateway_interface: () = ();
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub(crate) use self::flush as drop_all;
#[cfg(feature = "admin")]
#[doc(hidden)]
#[inline]
#[allow(
    non_snake_case,
    clippy::all,
    clippy::pedantic,
    deprecated,
    private_interfaces,
    unreachable_pub
)]
pub fn drop_all__wrapper() -> usize {
    let injected_0 = match <Cache as ::gateway_runtime::__private::Inject>::inject() {
        ::gateway_runtime::__private::std::result::Result::Ok(inner) => inner,
        ::gateway_runtime::__private::std::result::Result::Err(failure) => {
            return ::gateway_runtime::__private::Carries::carry(failure);
        }
    };
    use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
    ::gateway_runtime::__private::run(
        <drop_all__needs_the_gateway_op_attribute as ::gateway_runtime::__private::Operation>::info(),
        (&::gateway_runtime::__private::Probe::<usize>::NEW).kind(),
        || flush(&*injected_0),
    )
}
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! drop_all__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        $(#[$attribute])* #[inline] #[allow(clippy::all, clippy::pedantic,
        unreachable_pub, unused_qualifications)] $visibility fn $name () -> usize {
        $wrapper () }
    };
}
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use drop_all__stamp;
#[cfg(feature = "admin")]
const _: () = {
    #[automatically_derived]
    impl ::gateway_runtime::__private::Operation
    for drop_all__needs_the_gateway_op_attribute {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "drop_all";
        const INTERFACE: &'static ::gateway_runtime::__private::std::primitive::str = "cache";
        type Arguments<'a> = ();
        fn info() -> &'static ::gateway_runtime::__private::OperationInfo {
            static INFO: ::gateway_runtime::__private::OperationInfo = ::gateway_runtime::__private::OperationInfo::new::<
                drop_all__needs_the_gateway_op_attribute,
            >(
                "",
                false,
                false,
                &[],
                "usize",
                &[<Cache as ::gateway_runtime::__private::Inject>::core],
                ::gateway_runtime::__private::location!(),
                ::gateway_runtime::__private::schema_of!(usize),
            );
            &INFO
        }
        #[inline]
        #[allow(clippy::all, clippy::pedantic, deprecated)]
        fn call(
            arguments: Self::Arguments<'_>,
        ) -> ::gateway_runtime::__private::Execution {
            use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
            let () = arguments;
            ::gateway_runtime::__private::Execution::ready(
                ::gateway_runtime::__private::Kind::encode(
                    (&::gateway_runtime::__private::Probe::<usize>::NEW).kind(),
                    drop_all__wrapper(),
                    Self::info(),
                ),
            )
        }
    }
    ::gateway_runtime::__private::register!(drop_all__needs_the_gateway_op_attribute);
};
