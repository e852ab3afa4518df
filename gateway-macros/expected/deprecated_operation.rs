/// Looks a value up, slowly.
#[deprecated(since = "0.2.0", note = "use `get`")]
#[must_use]
#[track_caller]
#[allow(clippy::needless_pass_by_value)]
pub fn find(key: String) -> Option<String> {
    None
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct find__needs_the_gateway_op_attribute;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub(crate) const find__is_not_listed_in_any_gateway_interface: () = ();
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
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    use __runtime::{FallibleProbe as _, PlainProbe as _};
    __runtime::run(
        <find__needs_the_gateway_op_attribute as __runtime::Operation>::info(),
        (&__runtime::Probe::<Option<String>>::NEW).kind(),
        || find(key),
    )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! find__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = " Looks a value up, slowly."] #[must_use] #[track_caller]
        $(#[$attribute])* #[inline] #[allow(clippy::all, clippy::pedantic,
        unreachable_pub, unused_qualifications)] $visibility fn $name (key : String) ->
        Option < String > { $wrapper (key) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use find__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic)]
    impl __runtime::Operation for find__needs_the_gateway_op_attribute {
        const NAME: &'static __runtime::std::primitive::str = "find";
        const INTERFACE: &'static __runtime::std::primitive::str = "cache";
        type Arguments<'a> = (String,);
        fn info() -> &'static __runtime::OperationInfo {
            static INFO: __runtime::OperationInfo = __runtime::OperationInfo::new::<
                find__needs_the_gateway_op_attribute,
            >(
                "Looks a value up, slowly.",
                false,
                false,
                &[
                    __runtime::ParameterInfo {
                        name: "key",
                        kind: "String",
                        default: __runtime::std::option::Option::None,
                    },
                ],
                "Option<String>",
                &[],
                __runtime::location!(),
                __runtime::schema_of!(Option < String >),
            );
            &INFO
        }
        #[inline]
        fn call(arguments: Self::Arguments<'_>) -> __runtime::Execution {
            use __runtime::{FallibleProbe as _, PlainProbe as _};
            let (argument_0,) = arguments;
            __runtime::Execution::ready(
                __runtime::Kind::encode(
                    (&__runtime::Probe::<Option<String>>::NEW).kind(),
                    find__wrapper(argument_0),
                    Self::info(),
                ),
            )
        }
    }
    __runtime::register!(find__needs_the_gateway_op_attribute);
};
