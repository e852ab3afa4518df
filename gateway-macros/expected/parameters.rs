/// Lists what is there.
#[allow(clippy::needless_pass_by_value)]
fn list(
    max_items: u32,
    order: &str,
    prefix: Option<&str>,
    tags: Option<Vec<String>>,
    within: Duration,
) -> Vec<Item> {
    search(max_items, order, prefix, tags, within)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
struct list__needs_the_gateway_op_attribute;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub(crate) const list__is_not_listed_in_any_gateway_interface: () = ();
/// Lists what is there.
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
pub fn list__wrapper(
    max_items: u32,
    order: &str,
    prefix: Option<&str>,
    tags: Option<Vec<String>>,
    within: Duration,
) -> Vec<Item> {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    use __runtime::{FallibleProbe as _, PlainProbe as _};
    __runtime::run(
        <list__needs_the_gateway_op_attribute as __runtime::Operation>::info(),
        (&__runtime::Probe::<Vec<Item>>::NEW).kind(),
        || list(max_items, order, prefix, tags, within),
    )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! list__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = " Lists what is there."] $(#[$attribute])* #[inline] #[allow(clippy::all,
        clippy::pedantic, unreachable_pub, unused_qualifications)] $visibility fn $name
        (max_items : u32, order : & str, prefix : Option < & str >, tags : Option < Vec <
        String > >, within : Duration) -> Vec < Item > { $wrapper (max_items, order,
        prefix, tags, within) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use list__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic)]
    impl __runtime::Operation for list__needs_the_gateway_op_attribute {
        const NAME: &'static __runtime::std::primitive::str = "list";
        const INTERFACE: &'static __runtime::std::primitive::str = "shelf";
        type Arguments<'a> = (
            __runtime::std::option::Option<u32>,
            __runtime::OptionalText<'a>,
            __runtime::OptionalText<'a>,
            Option<Vec<String>>,
            Duration,
        );
        fn info() -> &'static __runtime::OperationInfo {
            static INFO: __runtime::OperationInfo = __runtime::OperationInfo::new::<
                list__needs_the_gateway_op_attribute,
            >(
                "Lists what is there.",
                false,
                false,
                &[
                    __runtime::ParameterInfo {
                        name: "maxItems",
                        kind: "u32",
                        default: __runtime::std::option::Option::Some("10"),
                    },
                    __runtime::ParameterInfo {
                        name: "order",
                        kind: "&str",
                        default: __runtime::std::option::Option::Some("\"name\""),
                    },
                    __runtime::ParameterInfo {
                        name: "prefix",
                        kind: "Option<&str>",
                        default: __runtime::std::option::Option::None,
                    },
                    __runtime::ParameterInfo {
                        name: "tags",
                        kind: "Option<Vec<String>>",
                        default: __runtime::std::option::Option::None,
                    },
                    __runtime::ParameterInfo {
                        name: "within",
                        kind: "Duration",
                        default: __runtime::std::option::Option::None,
                    },
                ],
                "Vec<Item>",
                &[],
                __runtime::location!(),
                __runtime::schema_of!(Vec < Item >),
            );
            &INFO
        }
        #[inline]
        fn call(arguments: Self::Arguments<'_>) -> __runtime::Execution {
            use __runtime::{FallibleProbe as _, PlainProbe as _};
            let (argument_0, argument_1, argument_2, argument_3, argument_4) = arguments;
            __runtime::Execution::ready(
                __runtime::Kind::encode(
                    (&__runtime::Probe::<Vec<Item>>::NEW).kind(),
                    list__wrapper(
                        argument_0.unwrap_or_else(|| 10),
                        argument_1.as_deref().unwrap_or_else(|| "name"),
                        argument_2.as_deref(),
                        argument_3,
                        argument_4,
                    ),
                    Self::info(),
                ),
            )
        }
    }
    __runtime::register!(list__needs_the_gateway_op_attribute);
};
