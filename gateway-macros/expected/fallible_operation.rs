#[allow(clippy::needless_pass_by_value)]
pub fn place(store: &Store, catalogue: &Catalogue, order: Order) -> Outcome<OrderId> {
    store.insert(order)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct place__needs_the_gateway_op_attribute;
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
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    use __runtime::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime::Call::begin(
        <place__needs_the_gateway_op_attribute as __runtime::Operation>::info(),
    );
    let injected_0 = match <Store as __runtime::Inject>::inject() {
        __runtime::std::result::Result::Ok(__core) => __core,
        __runtime::std::result::Result::Err(__failure) => {
            return __runtime::Carries::carry(__failure);
        }
    };
    let injected_1 = match <Catalogue as __runtime::Inject>::inject() {
        __runtime::std::result::Result::Ok(__core) => __core,
        __runtime::std::result::Result::Err(__failure) => {
            return __runtime::Carries::carry(__failure);
        }
    };
    running
        .end(
            (&__runtime::Probe::<Outcome<OrderId>>::NEW).kind(),
            place(&*injected_0, &*injected_1, order),
        )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! place__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = "The operation `place`, under a former name."] $(#[$attribute])*
        #[inline] #[allow(clippy::all, clippy::pedantic, unreachable_pub,
        unused_qualifications)] $visibility fn $name (order : Order) -> Outcome < OrderId
        > { $wrapper (order) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use place__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    __runtime::operation! {
        place__needs_the_gateway_op_attribute, "orders", "place", "", counted, false,
        "Outcome<OrderId>", [Outcome < OrderId >], [("order" "Order")], [Store,
        Catalogue], 'a, (Order,), (argument_0,) => {
        __runtime::Execution::ready(__runtime::Kind::encode((& __runtime::Probe:: <
        Outcome < OrderId > > ::NEW).kind(), place__wrapper(argument_0), Self::info())) }
    }
};
