#[allow(clippy::needless_pass_by_value)]
pub fn join<'a>(r#type: &'a str, parts: Vec<String>) -> String {
    parts.join(r#type)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct join__needs_the_gateway_op_attribute;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub(crate) const join__is_not_listed_in_any_gateway_interface: () = ();
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
pub fn join__wrapper<'a>(r#type: &'a str, parts: Vec<String>) -> String {
    join(r#type, parts)
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! join__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        $(#[$attribute])* #[inline] #[allow(clippy::all, clippy::pedantic,
        unreachable_pub, unused_qualifications)] $visibility fn $name < 'a > (r#type : &
        'a str, parts : Vec < String >) -> String { $wrapper (r#type, parts) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use join__stamp;
const _: () = {
    #[automatically_derived]
    impl ::gateway_runtime::__private::Operation
    for join__needs_the_gateway_op_attribute {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "join";
        const INTERFACE: &'static ::gateway_runtime::__private::std::primitive::str = "text";
        type Arguments<'a> = (::gateway_runtime::__private::Text<'a>, Vec<String>);
        fn info() -> &'static ::gateway_runtime::__private::OperationInfo {
            static INFO: ::gateway_runtime::__private::OperationInfo = ::gateway_runtime::__private::OperationInfo::new::<
                join__needs_the_gateway_op_attribute,
            >(
                "",
                true,
                false,
                &[
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "type",
                        kind: "&'a str",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "parts",
                        kind: "Vec<String>",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                ],
                "String",
                &[],
                ::gateway_runtime::__private::location!(),
                ::gateway_runtime::__private::schema_of!(String),
            );
            &INFO
        }
        #[inline]
        #[allow(clippy::all, clippy::pedantic, deprecated)]
        fn call(
            arguments: Self::Arguments<'_>,
        ) -> ::gateway_runtime::__private::Execution {
            use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
            let (argument_0, argument_1) = arguments;
            ::gateway_runtime::__private::Execution::ready(
                ::gateway_runtime::__private::Kind::encode(
                    (&::gateway_runtime::__private::Probe::<String>::NEW).kind(),
                    join__wrapper(&argument_0, argument_1),
                    Self::info(),
                ),
            )
        }
    }
    ::gateway_runtime::__private::register!(join__needs_the_gateway_op_attribute);
};
