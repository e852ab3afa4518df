#[allow(unused_imports)]
use ::gateway_runtime::__private as __cache_runtime;
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::get as _;
#[allow(non_camel_case_types)]
use self::get__needs_the_gateway_op_attribute as __cache_get;
use self::get__is_not_listed_in_any_gateway_interface as __cache_get_listed;
const _: () = __cache_get_listed;
#[allow(unused_qualifications)]
const _: () = __cache_runtime::belongs(
    <__cache_get as __cache_runtime::Operation>::NAME,
    <__cache_get as __cache_runtime::Operation>::INTERFACE,
    "cache",
);
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub use self::get__wrapper as cache_get;
self::get__stamp! {
    self::get__wrapper, #[doc = " The old name."] #[deprecated(note = "use `cache_get`")]
    pub cache_get_fast
}
///The operations of the interface `cache`.
#[derive(
    __cache_runtime::std::clone::Clone,
    __cache_runtime::std::marker::Copy,
    __cache_runtime::std::fmt::Debug,
    __cache_runtime::std::cmp::PartialEq,
    __cache_runtime::std::cmp::Eq,
    __cache_runtime::std::hash::Hash,
)]
#[allow(unreachable_pub, dead_code)]
pub enum CacheOperation {
    ///The operation `get`.
    Get,
}
#[automatically_derived]
#[allow(dead_code, unreachable_code, unreachable_pub, clippy::all, clippy::pedantic)]
impl CacheOperation {
    /// All of them, in the order of the list.
    pub const ALL: &'static [Self] = &[Self::Get];
    const NAMES: &'static [&'static __cache_runtime::std::primitive::str] = &["get"];
    /// The operation's name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static __cache_runtime::std::primitive::str {
        match self {
            Self::Get => "get",
        }
    }
    /// The operation's description and statistics.
    #[must_use]
    pub fn info(self) -> &'static __cache_runtime::OperationInfo {
        match self {
            Self::Get => <__cache_get as __cache_runtime::Operation>::info(),
        }
    }
    /// Calls the operation with JSON parameters. A synchronous one has run when this returns.
    #[inline]
    pub fn execute<'p>(
        self,
        params: impl __cache_runtime::std::convert::Into<__cache_runtime::Params<'p>>,
    ) -> __cache_runtime::Execution {
        self.run(&__cache_runtime::std::convert::Into::into(params))
    }
    #[inline]
    fn run(self, params: &__cache_runtime::Params<'_>) -> __cache_runtime::Execution {
        match self {
            Self::Get => __cache_runtime::execute::<__cache_get>(params),
        }
    }
    #[inline]
    fn find(
        name: &__cache_runtime::std::primitive::str,
    ) -> __cache_runtime::std::option::Option<Self> {
        __cache_runtime::std::option::Option::Some(
            match name {
                "get" => Self::Get,
                _ => return __cache_runtime::std::option::Option::None,
            },
        )
    }
}
#[automatically_derived]
impl __cache_runtime::std::str::FromStr for CacheOperation {
    type Err = __cache_runtime::UnknownName;
    fn from_str(
        name: &__cache_runtime::std::primitive::str,
    ) -> __cache_runtime::std::result::Result<Self, Self::Err> {
        Self::find(name)
            .ok_or_else(|| __cache_runtime::UnknownName::new(
                "operation of `cache`",
                name,
                Self::NAMES,
            ))
    }
}
#[automatically_derived]
impl __cache_runtime::std::fmt::Display for CacheOperation {
    fn fmt(
        &self,
        f: &mut __cache_runtime::std::fmt::Formatter<'_>,
    ) -> __cache_runtime::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub mod gateway_interface_list {
    #[allow(unused_imports)]
    use super::__cache_runtime;
    pub struct Interface;
    #[automatically_derived]
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl __cache_runtime::Interface for Interface {
        const NAME: &'static __cache_runtime::std::primitive::str = "cache";
        const OPERATIONS: &'static [&'static __cache_runtime::std::primitive::str] = super::CacheOperation::NAMES;
        const WRAPPERS: &'static [&'static __cache_runtime::std::primitive::str] = &[
            "cache_get",
            "cache_get_fast",
        ];
        fn operations() -> __cache_runtime::std::vec::Vec<
            &'static __cache_runtime::OperationInfo,
        > {
            let mut operations = __cache_runtime::std::vec::Vec::with_capacity(
                super::CacheOperation::ALL.len(),
            );
            for operation in super::CacheOperation::ALL {
                operations.push(operation.info());
            }
            operations
        }
        #[inline]
        fn call(
            operation: &__cache_runtime::std::primitive::str,
            params: &__cache_runtime::Params<'_>,
        ) -> __cache_runtime::std::option::Option<__cache_runtime::Execution> {
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
        pub use super::super::cache_get_fast;
    }
}
