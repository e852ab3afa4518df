#[allow(clippy::needless_pass_by_value)]
pub fn sha256(data: &[u8], salt: Option<&[u8]>, separator: &[u8]) -> String {
    hex(data, salt, separator)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct sha256__needs_the_gateway_op_attribute;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub(crate) const sha256__is_not_listed_in_any_gateway_interface: () = ();
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
pub fn sha256__wrapper(data: &[u8], salt: Option<&[u8]>, separator: &[u8]) -> String {
    sha256(data, salt, separator)
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! sha256__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        $(#[$attribute])* #[inline] #[allow(clippy::all, clippy::pedantic,
        unreachable_pub, unused_qualifications)] $visibility fn $name (data : & [u8],
        salt : Option < & [u8] >, separator : & [u8]) -> String { $wrapper (data, salt,
        separator) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use sha256__stamp;
const _: () = {
    #[automatically_derived]
    impl ::gateway_runtime::__private::Operation
    for sha256__needs_the_gateway_op_attribute {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "sha256";
        const INTERFACE: &'static ::gateway_runtime::__private::std::primitive::str = "digest";
        type Arguments<'a> = (
            ::gateway_runtime::__private::Base64,
            ::gateway_runtime::__private::OptionalBase64,
            ::gateway_runtime::__private::OptionalBase64,
        );
        fn info() -> &'static ::gateway_runtime::__private::OperationInfo {
            static INFO: ::gateway_runtime::__private::OperationInfo = ::gateway_runtime::__private::OperationInfo::new::<
                sha256__needs_the_gateway_op_attribute,
            >(
                "",
                true,
                false,
                &[
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "data",
                        kind: "&[u8]",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "salt",
                        kind: "Option<&[u8]>",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "separator",
                        kind: "&[u8]",
                        default: ::gateway_runtime::__private::std::option::Option::Some(
                            "b\"-\"",
                        ),
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
            let (argument_0, argument_1, argument_2) = arguments;
            ::gateway_runtime::__private::Execution::ready(
                ::gateway_runtime::__private::Kind::encode(
                    (&::gateway_runtime::__private::Probe::<String>::NEW).kind(),
                    sha256__wrapper(
                        &argument_0,
                        argument_1.as_deref(),
                        argument_2.as_deref().unwrap_or_else(|| b"-"),
                    ),
                    Self::info(),
                ),
            )
        }
    }
    ::gateway_runtime::__private::register!(sha256__needs_the_gateway_op_attribute);
};
