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
pub fn list__wrapper(
    max_items: u32,
    order: &str,
    prefix: Option<&str>,
    tags: Option<Vec<String>>,
    within: Duration,
) -> Vec<Item> {
    use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
    ::gateway_runtime::__private::run(
        <list__needs_the_gateway_op_attribute as ::gateway_runtime::__private::Operation>::info(),
        (&::gateway_runtime::__private::Probe::<Vec<Item>>::NEW).kind(),
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
    #[automatically_derived]
    impl ::gateway_runtime::__private::Operation
    for list__needs_the_gateway_op_attribute {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "list";
        const INTERFACE: &'static ::gateway_runtime::__private::std::primitive::str = "shelf";
        type Arguments<'a> = (
            ::gateway_runtime::__private::std::option::Option<u32>,
            ::gateway_runtime::__private::OptionalText<'a>,
            ::gateway_runtime::__private::OptionalText<'a>,
            Option<Vec<String>>,
            Duration,
        );
        fn info() -> &'static ::gateway_runtime::__private::OperationInfo {
            static INFO: ::gateway_runtime::__private::OperationInfo = ::gateway_runtime::__private::OperationInfo::new::<
                list__needs_the_gateway_op_attribute,
            >(
                "Lists what is there.",
                false,
                false,
                &[
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "maxItems",
                        kind: "u32",
                        default: ::gateway_runtime::__private::std::option::Option::Some(
                            "10",
                        ),
                    },
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "order",
                        kind: "&str",
                        default: ::gateway_runtime::__private::std::option::Option::Some(
                            "\"name\"",
                        ),
                    },
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "prefix",
                        kind: "Option<&str>",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "tags",
                        kind: "Option<Vec<String>>",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "within",
                        kind: "Duration",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                ],
                "Vec<Item>",
                &[],
                ::gateway_runtime::__private::location!(),
                ::gateway_runtime::__private::schema_of!(Vec < Item >),
            );
            &INFO
        }
        #[inline]
        #[allow(clippy::all, clippy::pedantic, deprecated)]
        fn call(
            arguments: Self::Arguments<'_>,
        ) -> ::gateway_runtime::__private::Execution {
            use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
            let (argument_0, argument_1, argument_2, argument_3, argument_4) = arguments;
            ::gateway_runtime::__private::Execution::ready(
                ::gateway_runtime::__private::Kind::encode(
                    (&::gateway_runtime::__private::Probe::<Vec<Item>>::NEW).kind(),
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
    ::gateway_runtime::__private::register!(list__needs_the_gateway_op_attribute);
};
