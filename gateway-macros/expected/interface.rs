#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_cache;
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::get as _;
#[allow(non_camel_case_types)]
use self::get__needs_the_gateway_op_attribute as __cache_get;
#[allow(non_camel_case_types)]
use self::get__is_not_listed_in_any_gateway_interface as __cache_get_listed;
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use write::set as _;
#[allow(non_camel_case_types)]
use write::set__needs_the_gateway_op_attribute as __cache_set;
#[allow(non_camel_case_types)]
use write::set__is_not_listed_in_any_gateway_interface as __cache_set_listed;
#[cfg(feature = "admin")]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::flush as _;
#[cfg(feature = "admin")]
#[allow(non_camel_case_types)]
use self::flush__needs_the_gateway_op_attribute as __cache_flush;
#[cfg(feature = "admin")]
#[allow(non_camel_case_types)]
use self::flush__is_not_listed_in_any_gateway_interface as __cache_flush_listed;
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use other_crate::eviction::evict as _;
#[allow(non_camel_case_types)]
use other_crate::eviction::evict__needs_the_gateway_op_attribute as __cache_evict;
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::get__wrapper as cache_get;
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::get__wrapper as lookup;
/// Stores a value.
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use write::set__wrapper as cache_put;
#[cfg(feature = "admin")]
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::flush__wrapper as cache_flush;
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use other_crate::eviction::evict__wrapper as cache_evict;
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::memoize as cache_operation_result;
#[allow(unused_qualifications)]
const _: () = {
    let _: __cache_get_listed;
    __runtime_of_cache::belongs(
        <__cache_get as __runtime_of_cache::Operation>::PATH,
        "cache",
    );
    let _: __cache_set_listed;
    __runtime_of_cache::belongs(
        <__cache_set as __runtime_of_cache::Operation>::PATH,
        "cache",
    );
    #[cfg(feature = "admin")]
    let _: __cache_flush_listed;
    #[cfg(feature = "admin")]
    __runtime_of_cache::belongs(
        <__cache_flush as __runtime_of_cache::Operation>::PATH,
        "cache",
    );
    __runtime_of_cache::belongs(
        <__cache_evict as __runtime_of_cache::Operation>::PATH,
        "cache",
    );
};
///The operations of the interface `cache`.
/// Values by key.
#[derive(
    __runtime_of_cache::std::clone::Clone,
    __runtime_of_cache::std::marker::Copy,
    __runtime_of_cache::std::fmt::Debug,
    __runtime_of_cache::std::cmp::PartialEq,
    __runtime_of_cache::std::cmp::Eq,
    __runtime_of_cache::std::hash::Hash,
)]
#[allow(unreachable_pub, dead_code)]
pub enum CacheOperation {
    ///The operation `get`.
    Get,
    ///The operation `set`.
    Set,
    #[cfg(feature = "admin")]
    ///The operation `flush`.
    Flush,
    ///The operation `evict`.
    Evict,
}
#[automatically_derived]
#[allow(dead_code, unreachable_code, unreachable_pub, clippy::all, clippy::pedantic)]
impl CacheOperation {
    /// All of them, in the order of the list.
    pub const ALL: &'static [Self] = &[
        Self::Get,
        Self::Set,
        #[cfg(feature = "admin")]
        Self::Flush,
        Self::Evict,
    ];
    const NAMES: &'static [&'static __runtime_of_cache::std::primitive::str] = &[
        "get",
        "set",
        #[cfg(feature = "admin")]
        "flush",
        "evict",
    ];
    /// The operation's name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static __runtime_of_cache::std::primitive::str {
        match self {
            Self::Get => "get",
            Self::Set => "set",
            #[cfg(feature = "admin")]
            Self::Flush => "flush",
            Self::Evict => "evict",
        }
    }
    /// The operation's description and statistics.
    #[must_use]
    pub fn info(self) -> &'static __runtime_of_cache::OperationInfo {
        match self {
            Self::Get => <__cache_get as __runtime_of_cache::Operation>::info(),
            Self::Set => <__cache_set as __runtime_of_cache::Operation>::info(),
            #[cfg(feature = "admin")]
            Self::Flush => <__cache_flush as __runtime_of_cache::Operation>::info(),
            Self::Evict => <__cache_evict as __runtime_of_cache::Operation>::info(),
        }
    }
    /// Calls the operation with JSON parameters. A synchronous one has run when this returns.
    #[inline]
    pub fn execute<'p>(
        self,
        params: impl __runtime_of_cache::std::convert::Into<
            __runtime_of_cache::Params<'p>,
        >,
    ) -> __runtime_of_cache::Execution {
        self.run(&__runtime_of_cache::std::convert::Into::into(params))
    }
    #[inline]
    fn run(
        self,
        params: &__runtime_of_cache::Params<'_>,
    ) -> __runtime_of_cache::Execution {
        match self {
            Self::Get => __runtime_of_cache::execute::<__cache_get>(params),
            Self::Set => __runtime_of_cache::execute::<__cache_set>(params),
            #[cfg(feature = "admin")]
            Self::Flush => __runtime_of_cache::execute::<__cache_flush>(params),
            Self::Evict => __runtime_of_cache::execute::<__cache_evict>(params),
        }
    }
    #[inline]
    fn find(
        name: &__runtime_of_cache::std::primitive::str,
    ) -> __runtime_of_cache::std::option::Option<Self> {
        __runtime_of_cache::std::option::Option::Some(
            match name {
                "get" => Self::Get,
                "set" => Self::Set,
                #[cfg(feature = "admin")]
                "flush" => Self::Flush,
                "evict" => Self::Evict,
                _ => return __runtime_of_cache::std::option::Option::None,
            },
        )
    }
}
#[automatically_derived]
impl __runtime_of_cache::std::str::FromStr for CacheOperation {
    type Err = __runtime_of_cache::UnknownName;
    fn from_str(
        name: &__runtime_of_cache::std::primitive::str,
    ) -> __runtime_of_cache::std::result::Result<Self, Self::Err> {
        Self::find(name)
            .ok_or_else(|| __runtime_of_cache::UnknownName::new(
                "operation of `cache`",
                name,
                Self::NAMES,
            ))
    }
}
#[automatically_derived]
impl __runtime_of_cache::std::fmt::Display for CacheOperation {
    fn fmt(
        &self,
        f: &mut __runtime_of_cache::std::fmt::Formatter<'_>,
    ) -> __runtime_of_cache::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub mod gateway_interface_list {
    #[allow(unused_imports)]
    use super::__runtime_of_cache;
    pub struct Interface;
    #[automatically_derived]
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl __runtime_of_cache::Interface for Interface {
        const NAME: &'static __runtime_of_cache::std::primitive::str = "cache";
        const OPERATIONS: &'static [&'static __runtime_of_cache::std::primitive::str] = super::CacheOperation::NAMES;
        const WRAPPERS: &'static [&'static __runtime_of_cache::std::primitive::str] = &[
            "cache_get",
            "lookup",
            "cache_put",
            #[cfg(feature = "admin")]
            "cache_flush",
            "cache_evict",
            "cache_operation_result",
        ];
        fn operations() -> __runtime_of_cache::std::vec::Vec<
            &'static __runtime_of_cache::OperationInfo,
        > {
            let mut operations = __runtime_of_cache::std::vec::Vec::with_capacity(
                super::CacheOperation::ALL.len(),
            );
            for operation in super::CacheOperation::ALL {
                operations.push(operation.info());
            }
            operations
        }
        #[inline]
        fn call(
            operation: &__runtime_of_cache::std::primitive::str,
            params: &__runtime_of_cache::Params<'_>,
        ) -> __runtime_of_cache::std::option::Option<__runtime_of_cache::Execution> {
            super::CacheOperation::find(operation).map(|operation| operation.run(params))
        }
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
        pub use super::super::lookup;
        pub use super::super::cache_put;
        #[cfg(feature = "admin")]
        pub use super::super::cache_flush;
        pub use super::super::cache_evict;
        pub use super::super::cache_operation_result;
    }
}
