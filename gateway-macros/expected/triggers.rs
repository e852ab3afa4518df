/// Changes an order.
#[allow(clippy::needless_pass_by_value)]
pub fn change(id: &str, order: Order, version: Option<String>) {}
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_change;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type change__is_not_listed_in_any_gateway_interface = ();
/// Changes an order.
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
pub fn change__wrapper(id: &str, order: Order, version: Option<String>) {
    use __runtime_of_operation_change::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime_of_operation_change::Call::begin(
        &change__needs_the_gateway_op_attribute,
    );
    running
        .end(
            (&__runtime_of_operation_change::Probe::<()>::NEW).kind(),
            change(id, order, version),
        )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! change__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name (id : & str, order : Order, version : Option < String >) {
        $wrapper (id, order, version) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use change__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static change__needs_the_gateway_op_attribute: __runtime_of_operation_change::OperationInfo = __runtime_of_operation_change::operation! {
    "orders", "change", "Changes an order.", 5169432582064972u64, false, false, "", [()],
    [["id" "&str" ""] ["order" "Order" ""] ["version" "Option<String>" ""]], [], &
    __runtime_of_operation_change::Outside { triggers : &
    [__runtime_of_operation_change::Trigger::Http { method : "PUT", path : "/orders/{id}"
    }, __runtime_of_operation_change::Trigger::Event("sqs"),
    __runtime_of_operation_change::Trigger::Alexa("Alexa.*"),
    __runtime_of_operation_change::Trigger::Direct,], keys : & [(9417135960929553239u64,
    "PUT /orders/{}"), (148888140801723846u64, "event sqs"), (12123630687798788219u64,
    "alexa Alexa.*"),], places : & [(1usize, __runtime_of_operation_change::Place::Body),
    (2usize, __runtime_of_operation_change::Place::Header("if-match")),], priority :
    __runtime_of_operation_change::std::option::Option::None, }, 'a,
    (__runtime_of_operation_change::Text < 'a >, Order, Option < String >,), (operation,
    (argument_0, argument_1, argument_2,)) => {
    __runtime_of_operation_change::Execution::ready(__runtime_of_operation_change::Kind::encode((&
    __runtime_of_operation_change::Probe:: < () > ::NEW).kind(), change__wrapper(&
    argument_0, argument_1, argument_2), operation)) }
};
