#[allow(unused_imports, unreachable_pub)]
pub use self::get as _;
#[allow(non_camel_case_types)]
use self::get__needs_the_gateway_op_attribute as __cache_get;
use self::get__is_not_listed_in_any_gateway_interface as __cache_get_listed;
const _: () = __cache_get_listed;
const _: () = ::gateway_runtime::__private::belongs(
    <__cache_get as ::gateway_runtime::__private::Operation>::NAME,
    <__cache_get as ::gateway_runtime::__private::Operation>::INTERFACE,
    "cache",
);
#[allow(unused_imports, unreachable_pub)]
pub use write::set as _;
#[allow(non_camel_case_types)]
use write::set__needs_the_gateway_op_attribute as __cache_set;
use write::set__is_not_listed_in_any_gateway_interface as __cache_set_listed;
const _: () = __cache_set_listed;
const _: () = ::gateway_runtime::__private::belongs(
    <__cache_set as ::gateway_runtime::__private::Operation>::NAME,
    <__cache_set as ::gateway_runtime::__private::Operation>::INTERFACE,
    "cache",
);
#[cfg(feature = "admin")]
#[allow(unused_imports, unreachable_pub)]
pub use self::flush as _;
#[cfg(feature = "admin")]
#[allow(non_camel_case_types)]
use self::flush__needs_the_gateway_op_attribute as __cache_flush;
#[cfg(feature = "admin")]
use self::flush__is_not_listed_in_any_gateway_interface as __cache_flush_listed;
#[cfg(feature = "admin")]
const _: () = __cache_flush_listed;
#[cfg(feature = "admin")]
const _: () = ::gateway_runtime::__private::belongs(
    <__cache_flush as ::gateway_runtime::__private::Operation>::NAME,
    <__cache_flush as ::gateway_runtime::__private::Operation>::INTERFACE,
    "cache",
);
#[allow(unused_imports, unreachable_pub)]
pub use other_crate::eviction::evict as _;
#[allow(non_camel_case_types)]
use other_crate::eviction::evict__needs_the_gateway_op_attribute as __cache_evict;
const _: () = ::gateway_runtime::__private::belongs(
    <__cache_evict as ::gateway_runtime::__private::Operation>::NAME,
    <__cache_evict as ::gateway_runtime::__private::Operation>::INTERFACE,
    "cache",
);
#[doc(inline)]
#[allow(unused_imports, unreachable_pub)]
pub use self::get__wrapper as cache_get;
#[doc(inline)]
#[allow(unused_imports, unreachable_pub)]
pub use self::get__wrapper as lookup;
/// Stores a value.
#[doc(inline)]
#[allow(unused_imports, unreachable_pub)]
pub use write::set__wrapper as cache_put;
#[cfg(feature = "admin")]
#[doc(inline)]
#[allow(unused_imports, unreachable_pub)]
pub use self::flush__wrapper as cache_flush;
#[doc(inline)]
#[allow(unused_imports, unreachable_pub)]
pub use other_crate::eviction::evict__wrapper as cache_evict;
#[doc(inline)]
#[allow(unused_imports, unreachable_pub)]
pub use self::memoize as cache_operation_result;
///The operations of the interface `cache`.
/// Values by key.
#[derive(
    ::gateway_runtime::__private::std::clone::Clone,
    ::gateway_runtime::__private::std::marker::Copy,
    ::gateway_runtime::__private::std::fmt::Debug,
    ::gateway_runtime::__private::std::cmp::PartialEq,
    ::gateway_runtime::__private::std::cmp::Eq,
    ::gateway_runtime::__private::std::hash::Hash,
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
    const NAMES: &'static [&'static ::gateway_runtime::__private::std::primitive::str] = &[
        "get",
        "set",
        #[cfg(feature = "admin")]
        "flush",
        "evict",
    ];
    /// The operation's name in JSON.
    #[must_use]
    pub const fn as_str(
        self,
    ) -> &'static ::gateway_runtime::__private::std::primitive::str {
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
    pub fn info(self) -> &'static ::gateway_runtime::__private::OperationInfo {
        match self {
            Self::Get => <__cache_get as ::gateway_runtime::__private::Operation>::info(),
            Self::Set => <__cache_set as ::gateway_runtime::__private::Operation>::info(),
            #[cfg(feature = "admin")]
            Self::Flush => {
                <__cache_flush as ::gateway_runtime::__private::Operation>::info()
            }
            Self::Evict => {
                <__cache_evict as ::gateway_runtime::__private::Operation>::info()
            }
        }
    }
    /// Calls the operation with JSON parameters. A synchronous one has run when this returns.
    #[inline]
    pub fn execute<'p>(
        self,
        params: impl ::gateway_runtime::__private::std::convert::Into<
            ::gateway_runtime::__private::Params<'p>,
        >,
    ) -> ::gateway_runtime::__private::Execution {
        self.run(&::gateway_runtime::__private::std::convert::Into::into(params))
    }
    #[inline]
    fn run(
        self,
        params: &::gateway_runtime::__private::Params<'_>,
    ) -> ::gateway_runtime::__private::Execution {
        match self {
            Self::Get => ::gateway_runtime::__private::execute::<__cache_get>(params),
            Self::Set => ::gateway_runtime::__private::execute::<__cache_set>(params),
            #[cfg(feature = "admin")]
            Self::Flush => ::gateway_runtime::__private::execute::<__cache_flush>(params),
            Self::Evict => ::gateway_runtime::__private::execute::<__cache_evict>(params),
        }
    }
    #[inline]
    fn find(
        name: &::gateway_runtime::__private::std::primitive::str,
    ) -> ::gateway_runtime::__private::std::option::Option<Self> {
        ::gateway_runtime::__private::std::option::Option::Some(
            match name {
                "get" => Self::Get,
                "set" => Self::Set,
                #[cfg(feature = "admin")]
                "flush" => Self::Flush,
                "evict" => Self::Evict,
                _ => return ::gateway_runtime::__private::std::option::Option::None,
            },
        )
    }
}
#[automatically_derived]
impl ::gateway_runtime::__private::std::str::FromStr for CacheOperation {
    type Err = ::gateway_runtime::__private::UnknownName;
    fn from_str(
        name: &::gateway_runtime::__private::std::primitive::str,
    ) -> ::gateway_runtime::__private::std::result::Result<Self, Self::Err> {
        Self::find(name)
            .ok_or_else(|| ::gateway_runtime::__private::UnknownName::new(
                "operation of `cache`",
                name,
                Self::NAMES,
            ))
    }
}
#[automatically_derived]
impl ::gateway_runtime::__private::std::fmt::Display for CacheOperation {
    fn fmt(
        &self,
        f: &mut ::gateway_runtime::__private::std::fmt::Formatter<'_>,
    ) -> ::gateway_runtime::__private::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub mod gateway_interface_list {
    pub struct Interface;
    #[automatically_derived]
    impl ::gateway_runtime::__private::Interface for Interface {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "cache";
        const OPERATIONS: &'static [&'static ::gateway_runtime::__private::std::primitive::str] = super::CacheOperation::NAMES;
        const WRAPPERS: &'static [&'static ::gateway_runtime::__private::std::primitive::str] = &[
            "cache_get",
            "lookup",
            "cache_put",
            #[cfg(feature = "admin")]
            "cache_flush",
            "cache_evict",
            "cache_operation_result",
        ];
        fn operations() -> ::gateway_runtime::__private::std::vec::Vec<
            &'static ::gateway_runtime::__private::OperationInfo,
        > {
            super::CacheOperation::ALL.iter().map(|operation| operation.info()).collect()
        }
        #[inline]
        fn call(
            operation: &::gateway_runtime::__private::std::primitive::str,
            params: &::gateway_runtime::__private::Params<'_>,
        ) -> ::gateway_runtime::__private::std::option::Option<
            ::gateway_runtime::__private::Execution,
        > {
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
