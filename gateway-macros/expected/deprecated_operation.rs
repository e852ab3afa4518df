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
pub fn find__wrapper(key: String) -> Option<String> {
    use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
    ::gateway_runtime::__private::run(
        <find__needs_the_gateway_op_attribute as ::gateway_runtime::__private::Operation>::info(),
        (&::gateway_runtime::__private::Probe::<Option<String>>::NEW).kind(),
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
    #[automatically_derived]
    impl ::gateway_runtime::__private::Operation
    for find__needs_the_gateway_op_attribute {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "find";
        const INTERFACE: &'static ::gateway_runtime::__private::std::primitive::str = "cache";
        type Arguments<'a> = (String,);
        fn info() -> &'static ::gateway_runtime::__private::OperationInfo {
            static INFO: ::gateway_runtime::__private::OperationInfo = ::gateway_runtime::__private::OperationInfo::new::<
                find__needs_the_gateway_op_attribute,
            >(
                "Looks a value up, slowly.",
                false,
                false,
                &[
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "key",
                        kind: "String",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                ],
                "Option<String>",
                &[],
                ::gateway_runtime::__private::location!(),
                ::gateway_runtime::__private::schema_of!(Option < String >),
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
                    (&::gateway_runtime::__private::Probe::<Option<String>>::NEW).kind(),
                    find__wrapper(argument_0),
                    Self::info(),
                ),
            )
        }
    }
    ::gateway_runtime::__private::register!(find__needs_the_gateway_op_attribute);
};
