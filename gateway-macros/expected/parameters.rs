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
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_list;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type list__is_not_listed_in_any_gateway_interface = ();
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
    use __runtime_of_operation_list::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime_of_operation_list::Call::begin(
        &list__needs_the_gateway_op_attribute,
    );
    running
        .end(
            (&__runtime_of_operation_list::Probe::<Vec<Item>>::NEW).kind(),
            list(max_items, order, prefix, tags, within),
        )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! list__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name (max_items : u32, order : & str, prefix : Option < & str >,
        tags : Option < Vec < String > >, within : Duration) -> Vec < Item > { $wrapper
        (max_items, order, prefix, tags, within) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use list__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
static list__needs_the_gateway_op_attribute: __runtime_of_operation_list::OperationInfo = __runtime_of_operation_list::operation! {
    "shelf", "list", "Lists what is there.", 5559972230643540163u64, false, false,
    "Vec<Item>", [Vec < Item >], [["maxItems" "u32" "10"] ["order" "&str" "\"name\""]
    ["prefix" "Option<&str>" ""] ["tags" "Option<Vec<String>>" ""] ["within" "Duration"
    ""]], [], __runtime_of_operation_list::Outside::CLOSED, 'a,
    (__runtime_of_operation_list::std::option::Option < u32 >,
    __runtime_of_operation_list::OptionalText < 'a >,
    __runtime_of_operation_list::OptionalText < 'a >, Option < Vec < String > >,
    Duration,), (operation, (argument_0, argument_1, argument_2, argument_3,
    argument_4,)) => {
    __runtime_of_operation_list::Execution::ready(__runtime_of_operation_list::Kind::encode((&
    __runtime_of_operation_list::Probe:: < Vec < Item > > ::NEW).kind(),
    list__wrapper(argument_0.unwrap_or_else(|| 10), argument_1.as_deref()
    .unwrap_or_else(|| "name"), argument_2.as_deref(), argument_3, argument_4),
    operation)) }
};
