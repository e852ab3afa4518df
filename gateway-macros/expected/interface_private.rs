#[allow(unused_imports)]
use crate::vendor::runtime::__private as __internal_runtime;
#[allow(deprecated, unused_imports, unreachable_pub)]
use self::ping as _;
#[allow(non_camel_case_types)]
use self::ping__needs_the_gateway_op_attribute as __internal_ping;
use self::ping__is_not_listed_in_any_gateway_interface as __internal_ping_listed;
const _: () = __internal_ping_listed;
#[allow(unused_qualifications)]
const _: () = __internal_runtime::belongs(
    <__internal_ping as __internal_runtime::Operation>::NAME,
    <__internal_ping as __internal_runtime::Operation>::INTERFACE,
    "internal",
);
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub(crate) use self::ping__wrapper as internal_ping;
///The operations of the interface `internal`.
#[derive(
    __internal_runtime::std::clone::Clone,
    __internal_runtime::std::marker::Copy,
    __internal_runtime::std::fmt::Debug,
    __internal_runtime::std::cmp::PartialEq,
    __internal_runtime::std::cmp::Eq,
    __internal_runtime::std::hash::Hash,
)]
#[allow(unreachable_pub, dead_code)]
pub(crate) enum InternalOperation {
    ///The operation `ping`.
    Ping,
}
#[automatically_derived]
#[allow(dead_code, unreachable_code, unreachable_pub, clippy::all, clippy::pedantic)]
impl InternalOperation {
    /// All of them, in the order of the list.
    pub const ALL: &'static [Self] = &[Self::Ping];
    const NAMES: &'static [&'static __internal_runtime::std::primitive::str] = &["ping"];
    /// The operation's name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static __internal_runtime::std::primitive::str {
        match self {
            Self::Ping => "ping",
        }
    }
    /// The operation's description and statistics.
    #[must_use]
    pub fn info(self) -> &'static __internal_runtime::OperationInfo {
        match self {
            Self::Ping => <__internal_ping as __internal_runtime::Operation>::info(),
        }
    }
    /// Calls the operation with JSON parameters. A synchronous one has run when this returns.
    #[inline]
    pub fn execute<'p>(
        self,
        params: impl __internal_runtime::std::convert::Into<
            __internal_runtime::Params<'p>,
        >,
    ) -> __internal_runtime::Execution {
        self.run(&__internal_runtime::std::convert::Into::into(params))
    }
    #[inline]
    fn run(
        self,
        params: &__internal_runtime::Params<'_>,
    ) -> __internal_runtime::Execution {
        match self {
            Self::Ping => __internal_runtime::execute::<__internal_ping>(params),
        }
    }
    #[inline]
    fn find(
        name: &__internal_runtime::std::primitive::str,
    ) -> __internal_runtime::std::option::Option<Self> {
        __internal_runtime::std::option::Option::Some(
            match name {
                "ping" => Self::Ping,
                _ => return __internal_runtime::std::option::Option::None,
            },
        )
    }
}
#[automatically_derived]
impl __internal_runtime::std::str::FromStr for InternalOperation {
    type Err = __internal_runtime::UnknownName;
    fn from_str(
        name: &__internal_runtime::std::primitive::str,
    ) -> __internal_runtime::std::result::Result<Self, Self::Err> {
        Self::find(name)
            .ok_or_else(|| __internal_runtime::UnknownName::new(
                "operation of `internal`",
                name,
                Self::NAMES,
            ))
    }
}
#[automatically_derived]
impl __internal_runtime::std::fmt::Display for InternalOperation {
    fn fmt(
        &self,
        f: &mut __internal_runtime::std::fmt::Formatter<'_>,
    ) -> __internal_runtime::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub(crate) mod gateway_interface_list {
    #[allow(unused_imports)]
    use super::__internal_runtime;
    pub(crate) struct Interface;
    #[automatically_derived]
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl __internal_runtime::Interface for Interface {
        const NAME: &'static __internal_runtime::std::primitive::str = "internal";
        const OPERATIONS: &'static [&'static __internal_runtime::std::primitive::str] = super::InternalOperation::NAMES;
        const WRAPPERS: &'static [&'static __internal_runtime::std::primitive::str] = &[
            "internal_ping",
        ];
        fn operations() -> __internal_runtime::std::vec::Vec<
            &'static __internal_runtime::OperationInfo,
        > {
            let mut operations = __internal_runtime::std::vec::Vec::with_capacity(
                super::InternalOperation::ALL.len(),
            );
            for operation in super::InternalOperation::ALL {
                operations.push(operation.info());
            }
            operations
        }
        #[inline]
        fn call(
            operation: &__internal_runtime::std::primitive::str,
            params: &__internal_runtime::Params<'_>,
        ) -> __internal_runtime::std::option::Option<__internal_runtime::Execution> {
            super::InternalOperation::find(operation)
                .map(|operation| operation.run(params))
        }
    }
    #[allow(unused_imports)]
    pub(crate) use super::InternalOperation as Operation;
    /// A glob takes what is visible where it stands, so an interface may be for its own crate.
    #[allow(unused_imports)]
    pub(crate) mod operation {
        pub(crate) use super::super::InternalOperation;
    }
    #[allow(unused_imports, deprecated)]
    pub(crate) mod wrappers {
        pub(crate) use super::super::internal_ping;
    }
}
