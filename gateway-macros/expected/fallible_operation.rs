#[allow(clippy::needless_pass_by_value)]
pub fn place(store: &Store, catalogue: &Catalogue, order: Order) -> Outcome<OrderId> {
    store.insert(order)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct place__needs_the_gateway_op_attribute;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub(crate) const place__is_not_listed_in_any_gateway_interface: () = ();
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
pub fn place__wrapper(order: Order) -> Outcome<OrderId> {
    let injected_0 = match <Store as ::gateway_runtime::__private::Inject>::inject() {
        ::gateway_runtime::__private::std::result::Result::Ok(inner) => inner,
        ::gateway_runtime::__private::std::result::Result::Err(failure) => {
            return ::gateway_runtime::__private::Carries::carry(failure);
        }
    };
    let injected_1 = match <Catalogue as ::gateway_runtime::__private::Inject>::inject() {
        ::gateway_runtime::__private::std::result::Result::Ok(inner) => inner,
        ::gateway_runtime::__private::std::result::Result::Err(failure) => {
            return ::gateway_runtime::__private::Carries::carry(failure);
        }
    };
    use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
    ::gateway_runtime::__private::run(
        <place__needs_the_gateway_op_attribute as ::gateway_runtime::__private::Operation>::info(),
        (&::gateway_runtime::__private::Probe::<Outcome<OrderId>>::NEW).kind(),
        || place(&*injected_0, &*injected_1, order),
    )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! place__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        $(#[$attribute])* #[inline] #[allow(clippy::all, clippy::pedantic,
        unreachable_pub, unused_qualifications)] $visibility fn $name (order : Order) ->
        Outcome < OrderId > { $wrapper (order) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use place__stamp;
const _: () = {
    #[automatically_derived]
    impl ::gateway_runtime::__private::Operation
    for place__needs_the_gateway_op_attribute {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "place";
        const INTERFACE: &'static ::gateway_runtime::__private::std::primitive::str = "orders";
        type Arguments<'a> = (Order,);
        fn info() -> &'static ::gateway_runtime::__private::OperationInfo {
            static INFO: ::gateway_runtime::__private::OperationInfo = ::gateway_runtime::__private::OperationInfo::new::<
                place__needs_the_gateway_op_attribute,
            >(
                "",
                false,
                false,
                &[
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "order",
                        kind: "Order",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                ],
                "Outcome<OrderId>",
                &[
                    <Store as ::gateway_runtime::__private::Inject>::core,
                    <Catalogue as ::gateway_runtime::__private::Inject>::core,
                ],
                ::gateway_runtime::__private::location!(),
                ::gateway_runtime::__private::schema_of!(Outcome < OrderId >),
            );
            &INFO
        }
        #[inline]
        #[allow(clippy::all, clippy::pedantic, deprecated)]
        fn call(
            arguments: Self::Arguments<'_>,
        ) -> ::gateway_runtime::__private::Execution {
            use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
            let (argument_0,) = arguments;
            ::gateway_runtime::__private::Execution::ready(
                ::gateway_runtime::__private::Kind::encode(
                    (&::gateway_runtime::__private::Probe::<Outcome<OrderId>>::NEW)
                        .kind(),
                    place__wrapper(argument_0),
                    Self::info(),
                ),
            )
        }
    }
    ::gateway_runtime::__private::register!(place__needs_the_gateway_op_attribute);
};
