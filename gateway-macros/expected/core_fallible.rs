#[cfg(feature = "store")]
struct Store(Connection);
#[cfg(feature = "store")]
const _: () = {
    #[allow(unused_imports)]
    use runtime::__private as __runtime;
    #[automatically_derived]
    #[allow(unused_qualifications)]
    impl __runtime::Core for Store {
        type Failure = __runtime::GatewayError;
        #[inline]
        fn slot() -> &'static __runtime::CoreSlot<Self> {
            static SLOT: __runtime::CoreSlot<Store> = __runtime::CoreSlot::new(
                "Store",
                __runtime::location!(),
            );
            &SLOT
        }
        fn construct() -> __runtime::std::result::Result<Self, Self::Failure> {
            __runtime::Build::<Self, _>::call(Self::build)
        }
    }
};
