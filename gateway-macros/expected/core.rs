/// Values by key.
pub struct Cache {
    entries: RwLock<HashMap<String, Value>>,
}
#[automatically_derived]
impl ::gateway_runtime::__private::Core for Cache {
    type Failure = ::gateway_runtime::__private::std::convert::Infallible;
    #[inline]
    fn slot() -> &'static ::gateway_runtime::__private::CoreSlot<Self> {
        static SLOT: ::gateway_runtime::__private::CoreSlot<Cache> = ::gateway_runtime::__private::CoreSlot::new(
            "Cache",
            ::gateway_runtime::__private::location!(),
        );
        &SLOT
    }
    fn construct() -> ::gateway_runtime::__private::std::result::Result<
        Self,
        Self::Failure,
    > {
        ::gateway_runtime::__private::Build::<Self, _>::call(Self::build)
    }
}
