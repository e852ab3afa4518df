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
    #[automatically_derived]
    impl ::gateway_runtime::__private::Operation
    for uuid__needs_the_gateway_op_attribute {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "uuid";
        const INTERFACE: &'static ::gateway_runtime::__private::std::primitive::str = "utility";
        type Arguments<'a> = ();
        fn info() -> &'static ::gateway_runtime::__private::OperationInfo {
            static INFO: ::gateway_runtime::__private::OperationInfo = ::gateway_runtime::__private::OperationInfo::new::<
                uuid__needs_the_gateway_op_attribute,
            >(
                "A fresh identifier.",
                true,
                false,
                &[],
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
            let () = arguments;
            ::gateway_runtime::__private::Execution::ready(
                ::gateway_runtime::__private::Kind::encode(
                    (&::gateway_runtime::__private::Probe::<String>::NEW).kind(),
                    uuid__wrapper(),
                    Self::info(),
                ),
            )
        }
    }
    ::gateway_runtime::__private::register!(uuid__needs_the_gateway_op_attribute);
};
