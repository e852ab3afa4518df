#[allow(clippy::needless_pass_by_value)]
pub fn place(store: &Store, catalogue: &Catalogue, order: Order) -> Outcome<OrderId> {
    store.insert(order)
}
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_place;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type place__is_not_listed_in_any_gateway_interface = ();
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
pub fn place__wrapper(order: Order) -> Outcome<OrderId> {
    use __runtime_of_operation_place::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime_of_operation_place::Call::begin(
        &place__needs_the_gateway_op_attribute,
    );
    let injected_0 = match <Store as __runtime_of_operation_place::Inject>::inject() {
        __runtime_of_operation_place::std::result::Result::Ok(__core) => __core,
        __runtime_of_operation_place::std::result::Result::Err(__failure) => {
            return __runtime_of_operation_place::Carries::carry(__failure);
        }
    };
    let injected_1 = match <Catalogue as __runtime_of_operation_place::Inject>::inject() {
        __runtime_of_operation_place::std::result::Result::Ok(__core) => __core,
        __runtime_of_operation_place::std::result::Result::Err(__failure) => {
            return __runtime_of_operation_place::Carries::carry(__failure);
        }
    };
    running
        .end(
            (&__runtime_of_operation_place::Probe::<Outcome<OrderId>>::NEW).kind(),
            place(&*injected_0, &*injected_1, order),
        )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! place__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name (order : Order) -> Outcome < OrderId > { $wrapper (order) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use place__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static place__needs_the_gateway_op_attribute: __runtime_of_operation_place::OperationInfo = __runtime_of_operation_place::operation! {
    "orders", "place", "", 5169432582064972u64, false, false, "Outcome<OrderId>",
    [Outcome < OrderId >], [["order" "Order" ""]], [Store, Catalogue],
    __runtime_of_operation_place::Outside::CLOSED, 'a, (Order,), (operation,
    (argument_0,)) => {
    __runtime_of_operation_place::Execution::ready(__runtime_of_operation_place::Kind::encode((&
    __runtime_of_operation_place::Probe:: < Outcome < OrderId > > ::NEW).kind(),
    place__wrapper(argument_0), operation)) }
};
