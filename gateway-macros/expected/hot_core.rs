/// Looks a value up.
#[allow(clippy::needless_pass_by_value)]
pub fn get(cache: &Cache, key: &str) -> Option<Value> {
    cache.lookup(key)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct get__needs_the_gateway_op_attribute;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub(crate) const get__is_not_listed_in_any_gateway_interface: () = ();
/// Looks a value up.
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
pub fn get__wrapper(key: &str) -> Option<Value> {
    let injected_0 = match <Cache as ::gateway_runtime::__private::InjectHot>::inject_hot() {
        ::gateway_runtime::__private::std::result::Result::Ok(inner) => inner,
        ::gateway_runtime::__private::std::result::Result::Err(failure) => {
            return ::gateway_runtime::__private::Carries::carry(failure);
        }
    };
    get(&*injected_0, key)
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! get__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = " Looks a value up."] $(#[$attribute])* #[inline] #[allow(clippy::all,
        clippy::pedantic, unreachable_pub, unused_qualifications)] $visibility fn $name
        (key : & str) -> Option < Value > { $wrapper (key) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use get__stamp;
const _: () = {
    #[automatically_derived]
    impl ::gateway_runtime::__private::Operation
    for get__needs_the_gateway_op_attribute {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "get";
        const INTERFACE: &'static ::gateway_runtime::__private::std::primitive::str = "cache";
        type Arguments<'a> = (::gateway_runtime::__private::Text<'a>,);
        fn info() -> &'static ::gateway_runtime::__private::OperationInfo {
            static INFO: ::gateway_runtime::__private::OperationInfo = ::gateway_runtime::__private::OperationInfo::new::<
                get__needs_the_gateway_op_attribute,
            >(
                "Looks a value up.",
                true,
                false,
                &[
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "key",
                        kind: "&str",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                ],
                "Option<Value>",
                &[<Cache as ::gateway_runtime::__private::Inject>::core],
                ::gateway_runtime::__private::location!(),
                ::gateway_runtime::__private::schema_of!(Option < Value >),
            );
            &INFO
        }
        #[inline]
        #[allow(clippy::all, clippy::pedantic, deprecated)]
        fn call(
            arguments: Self::Arguments<'_>,
        ) -> ::gateway_runtime::__private::Execution {
            use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
            let (argument_0,) = arguments;
            ::gateway_runtime::__private::Execution::ready(
                ::gateway_runtime::__private::Kind::encode(
                    (&::gateway_runtime::__private::Probe::<Option<Value>>::NEW).kind(),
                    get__wrapper(&argument_0),
                    Self::info(),
                ),
            )
        }
    }
    ::gateway_runtime::__private::register!(get__needs_the_gateway_op_attribute);
};
