#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_interface_cache;
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::get as _;
#[allow(non_upper_case_globals)]
use self::get__needs_the_gateway_op_attribute as __cache_get;
#[allow(non_camel_case_types)]
use self::get__is_not_listed_in_any_gateway_interface as __cache_get_listed;
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::get__wrapper as cache_get;
self::get__stamp! {
    self::get__wrapper, cache_get_fast, #[doc =
    "The operation `get`, under a former name."] #[doc = " The old name."]
    #[deprecated(note = "use `cache_get`")] #[inline] #[allow(non_snake_case,
    clippy::all, clippy::pedantic, deprecated, missing_docs, private_interfaces,
    unreachable_pub, unused_qualifications)] pub
}
#[allow(unused_qualifications)]
const _: () = {
    let _: __cache_get_listed;
    __runtime_of_interface_cache::belongs(&__cache_get, "cache", 2032197906964685637u64);
};
#[derive(
    __runtime_of_interface_cache::std::clone::Clone,
    __runtime_of_interface_cache::std::marker::Copy,
    __runtime_of_interface_cache::std::fmt::Debug,
    __runtime_of_interface_cache::std::cmp::PartialEq,
    __runtime_of_interface_cache::std::cmp::Eq,
    __runtime_of_interface_cache::std::hash::Hash,
)]
///The operations of the interface `cache`.
#[allow(unreachable_pub, dead_code)]
pub enum CacheOperation {
    ///The operation `get`.
    Get,
}
__runtime_of_interface_cache::names! {
    CacheOperation of "operation of `cache`" : [] Get = "get",
}
#[automatically_derived]
#[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic)]
impl CacheOperation {
    /// The operation's description and statistics.
    #[must_use]
    #[inline]
    pub const fn info(self) -> &'static __runtime_of_interface_cache::OperationInfo {
        gateway_interface_list::OPERATIONS[self
            as __runtime_of_interface_cache::std::primitive::usize]
    }
    /// Calls the operation with JSON parameters. A synchronous one has run when this returns.
    #[inline]
    pub fn execute<'p>(
        self,
        params: impl __runtime_of_interface_cache::std::convert::Into<
            __runtime_of_interface_cache::Params<'p>,
        >,
    ) -> __runtime_of_interface_cache::Execution {
        __runtime_of_interface_cache::execute(
            self.info(),
            &__runtime_of_interface_cache::std::convert::Into::into(params),
        )
    }
}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub mod gateway_interface_list {
    #[allow(unused_imports)]
    use super::__runtime_of_interface_cache;
    pub struct Interface;
    #[allow(unused_qualifications)]
    pub(super) const OPERATIONS: &[&__runtime_of_interface_cache::OperationInfo] = &[
        &super::__cache_get,
    ];
    __runtime_of_interface_cache::register!(OPERATIONS);
    #[automatically_derived]
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl __runtime_of_interface_cache::Interface for Interface {
        const NAME: &'static __runtime_of_interface_cache::std::primitive::str = "cache";
        const OPERATIONS: &'static [&'static __runtime_of_interface_cache::OperationInfo] = OPERATIONS;
        const WRAPPERS: &'static [&'static __runtime_of_interface_cache::std::primitive::str] = &[
            "cache_get",
            "cache_get_fast",
        ];
        const WRAPPER_IDS: &'static [__runtime_of_interface_cache::std::primitive::u64] = &[
            13893689894993014138u64, 12368400737531979209u64,
        ];
    }
    #[allow(unused_imports)]
    pub use super::CacheOperation as Operation;
    /// A glob takes what is visible where it stands, so an interface may be for its own crate.
    #[allow(unused_imports)]
    pub mod operation {
        pub use super::super::CacheOperation;
    }
    #[allow(unused_imports, deprecated)]
    pub mod wrappers {
        pub use super::super::cache_get;
        pub use super::super::cache_get_fast;
    }
}
