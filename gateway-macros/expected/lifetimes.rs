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
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic)]
    impl __runtime::Operation for join__needs_the_gateway_op_attribute {
        const NAME: &'static __runtime::std::primitive::str = "join";
        const INTERFACE: &'static __runtime::std::primitive::str = "text";
        type Arguments<'a> = (__runtime::Text<'a>, Vec<String>);
        fn info() -> &'static __runtime::OperationInfo {
            static INFO: __runtime::OperationInfo = __runtime::OperationInfo::new::<
                join__needs_the_gateway_op_attribute,
            >(
                "",
                true,
                false,
                &[
                    __runtime::ParameterInfo {
                        name: "type",
                        kind: "&'a str",
                        default: __runtime::std::option::Option::None,
                    },
                    __runtime::ParameterInfo {
                        name: "parts",
                        kind: "Vec<String>",
                        default: __runtime::std::option::Option::None,
                    },
                ],
                "String",
                &[],
                __runtime::location!(),
                __runtime::schema_of!(String),
            );
            &INFO
        }
        #[inline]
        fn call(arguments: Self::Arguments<'_>) -> __runtime::Execution {
            use __runtime::{FallibleProbe as _, PlainProbe as _};
            let (argument_0, argument_1) = arguments;
            __runtime::Execution::ready(
                __runtime::Kind::encode(
                    (&__runtime::Probe::<String>::NEW).kind(),
                    join__wrapper(&argument_0, argument_1),
                    Self::info(),
                ),
            )
        }
    }
    __runtime::register!(join__needs_the_gateway_op_attribute);
};
