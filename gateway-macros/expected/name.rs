/// A fresh identifier.
#[allow(clippy::needless_pass_by_value)]
pub fn new_uuid() -> String {
    generate()
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct uuid__needs_the_gateway_op_attribute;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub(crate) const uuid__is_not_listed_in_any_gateway_interface: () = ();
#[doc(hidden)]
#[allow(unused_imports, unreachable_pub)]
pub use self::new_uuid as uuid;
/// A fresh identifier.
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
pub fn uuid__wrapper() -> String {
    new_uuid()
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! uuid__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = " A fresh identifier."] $(#[$attribute])* #[inline] #[allow(clippy::all,
        clippy::pedantic, unreachable_pub, unused_qualifications)] $visibility fn $name
        () -> String { $wrapper () }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use uuid__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic)]
    impl __runtime::Operation for uuid__needs_the_gateway_op_attribute {
        const NAME: &'static __runtime::std::primitive::str = "uuid";
        const INTERFACE: &'static __runtime::std::primitive::str = "utility";
        type Arguments<'a> = ();
        fn info() -> &'static __runtime::OperationInfo {
            static INFO: __runtime::OperationInfo = __runtime::OperationInfo::new::<
                uuid__needs_the_gateway_op_attribute,
            >(
                "A fresh identifier.",
                true,
                false,
                &[],
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
            let () = arguments;
            __runtime::Execution::ready(
                __runtime::Kind::encode(
                    (&__runtime::Probe::<String>::NEW).kind(),
                    uuid__wrapper(),
                    Self::info(),
                ),
            )
        }
    }
    __runtime::register!(uuid__needs_the_gateway_op_attribute);
};
