#[cfg(feature = "store")]
struct Store(Connection);
#[cfg(feature = "store")]
#[automatically_derived]
impl runtime::__private::Core for Store {
    type Failure = runtime::__private::GatewayError;
    #[inline]
    fn slot() -> &'static runtime::__private::CoreSlot<Self> {
        static SLOT: runtime::__private::CoreSlot<Store> = runtime::__private::CoreSlot::new(
            "Store",
            runtime::__private::location!(),
        );
        &SLOT
    }
    fn construct() -> runtime::__private::std::result::Result<Self, Self::Failure> {
        runtime::__private::Build::<Self, _>::call(Self::build)
    }
}
