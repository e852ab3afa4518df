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
pub fn clear__wrapper(force: bool) {
    let injected_0 = match <Cache as crate::vendor::runtime::__private::Inject>::inject() {
        crate::vendor::runtime::__private::std::result::Result::Ok(inner) => inner,
        crate::vendor::runtime::__private::std::result::Result::Err(failure) => {
            return crate::vendor::runtime::__private::Carries::carry(failure);
        }
    };
    use crate::vendor::runtime::__private::{FallibleProbe as _, PlainProbe as _};
    crate::vendor::runtime::__private::run(
        <clear__needs_the_gateway_op_attribute as crate::vendor::runtime::__private::Operation>::info(),
        (&crate::vendor::runtime::__private::Probe::<()>::NEW).kind(),
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
    #[automatically_derived]
    impl crate::vendor::runtime::__private::Operation
    for clear__needs_the_gateway_op_attribute {
        const NAME: &'static crate::vendor::runtime::__private::std::primitive::str = "clear";
        const INTERFACE: &'static crate::vendor::runtime::__private::std::primitive::str = "cache";
        type Arguments<'a> = (
            crate::vendor::runtime::__private::std::option::Option<bool>,
        );
        fn info() -> &'static crate::vendor::runtime::__private::OperationInfo {
            static INFO: crate::vendor::runtime::__private::OperationInfo = crate::vendor::runtime::__private::OperationInfo::new::<
                clear__needs_the_gateway_op_attribute,
            >(
                "",
                false,
                false,
                &[
                    crate::vendor::runtime::__private::ParameterInfo {
                        name: "force",
                        kind: "bool",
                        default: crate::vendor::runtime::__private::std::option::Option::Some(
                            "false",
                        ),
                    },
                ],
                "",
                &[<Cache as crate::vendor::runtime::__private::Inject>::core],
                crate::vendor::runtime::__private::location!(),
                crate::vendor::runtime::__private::schema_of!(()),
            );
            &INFO
        }
        #[inline]
        #[allow(clippy::all, clippy::pedantic, deprecated)]
        fn call(
            arguments: Self::Arguments<'_>,
        ) -> crate::vendor::runtime::__private::Execution {
            use crate::vendor::runtime::__private::{FallibleProbe as _, PlainProbe as _};
            let (argument_0,) = arguments;
            crate::vendor::runtime::__private::Execution::ready(
                crate::vendor::runtime::__private::Kind::encode(
                    (&crate::vendor::runtime::__private::Probe::<()>::NEW).kind(),
                    clear__wrapper(argument_0.unwrap_or_else(|| false)),
                    Self::info(),
                ),
            )
        }
    }
    crate::vendor::runtime::__private::register!(clear__needs_the_gateway_op_attribute);
};
