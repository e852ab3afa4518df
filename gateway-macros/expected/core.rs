/// Values by key.
pub struct Cache {
    entries: RwLock<HashMap<String, Value>>,
}
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    #[automatically_derived]
    #[allow(unused_qualifications)]
    impl __runtime::Core for Cache {
        type Failure = __runtime::std::convert::Infallible;
        #[inline]
        fn slot() -> &'static __runtime::CoreSlot<Self> {
            static SLOT: __runtime::CoreSlot<Cache> = __runtime::CoreSlot::new(
                "Cache",
                __runtime::location!(),
            );
            &SLOT
        }
        fn construct() -> __runtime::std::result::Result<Self, Self::Failure> {
            __runtime::Build::<Self, _>::call(Self::build)
        }
    }
};
