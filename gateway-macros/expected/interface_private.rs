#[allow(unused_imports)]
use crate::vendor::runtime::__private as __runtime_of_internal;
#[allow(deprecated, unused_imports, unreachable_pub)]
use self::ping as _;
#[allow(non_camel_case_types)]
use self::ping__needs_the_gateway_op_attribute as __internal_ping;
#[allow(non_camel_case_types)]
use self::ping__is_not_listed_in_any_gateway_interface as __internal_ping_listed;
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub(crate) use self::ping__wrapper as internal_ping;
#[allow(unused_qualifications)]
const _: () = {
    let _: __internal_ping_listed;
    __runtime_of_internal::belongs(
        <__internal_ping as __runtime_of_internal::Operation>::PATH,
        "internal",
    );
};
///The operations of the interface `internal`.
#[derive(
    __runtime_of_internal::std::clone::Clone,
    __runtime_of_internal::std::marker::Copy,
    __runtime_of_internal::std::fmt::Debug,
    __runtime_of_internal::std::cmp::PartialEq,
    __runtime_of_internal::std::cmp::Eq,
    __runtime_of_internal::std::hash::Hash,
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
    const NAMES: &'static [&'static __runtime_of_internal::std::primitive::str] = &[
        "ping",
    ];
    /// The operation's name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static __runtime_of_internal::std::primitive::str {
        match self {
            Self::Ping => "ping",
        }
    }
    /// The operation's description and statistics.
    #[must_use]
    pub fn info(self) -> &'static __runtime_of_internal::OperationInfo {
        match self {
            Self::Ping => <__internal_ping as __runtime_of_internal::Operation>::info(),
        }
    }
    /// Calls the operation with JSON parameters. A synchronous one has run when this returns.
    #[inline]
    pub fn execute<'p>(
        self,
        params: impl __runtime_of_internal::std::convert::Into<
            __runtime_of_internal::Params<'p>,
        >,
    ) -> __runtime_of_internal::Execution {
        self.run(&__runtime_of_internal::std::convert::Into::into(params))
    }
    #[inline]
    fn run(
        self,
        params: &__runtime_of_internal::Params<'_>,
    ) -> __runtime_of_internal::Execution {
        match self {
            Self::Ping => __runtime_of_internal::execute::<__internal_ping>(params),
        }
    }
    #[inline]
    fn find(
        name: &__runtime_of_internal::std::primitive::str,
    ) -> __runtime_of_internal::std::option::Option<Self> {
        __runtime_of_internal::std::option::Option::Some(
            match name {
                "ping" => Self::Ping,
                _ => return __runtime_of_internal::std::option::Option::None,
            },
        )
    }
}
#[automatically_derived]
impl __runtime_of_internal::std::str::FromStr for InternalOperation {
    type Err = __runtime_of_internal::UnknownName;
    fn from_str(
        name: &__runtime_of_internal::std::primitive::str,
    ) -> __runtime_of_internal::std::result::Result<Self, Self::Err> {
        Self::find(name)
            .ok_or_else(|| __runtime_of_internal::UnknownName::new(
                "operation of `internal`",
                name,
                Self::NAMES,
            ))
    }
}
#[automatically_derived]
impl __runtime_of_internal::std::fmt::Display for InternalOperation {
    fn fmt(
        &self,
        f: &mut __runtime_of_internal::std::fmt::Formatter<'_>,
    ) -> __runtime_of_internal::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub(crate) mod gateway_interface_list {
    #[allow(unused_imports)]
    use super::__runtime_of_internal;
    pub(crate) struct Interface;
    #[automatically_derived]
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl __runtime_of_internal::Interface for Interface {
        const NAME: &'static __runtime_of_internal::std::primitive::str = "internal";
        const OPERATIONS: &'static [&'static __runtime_of_internal::std::primitive::str] = super::InternalOperation::NAMES;
        const WRAPPERS: &'static [&'static __runtime_of_internal::std::primitive::str] = &[
            "internal_ping",
        ];
        fn operations() -> __runtime_of_internal::std::vec::Vec<
            &'static __runtime_of_internal::OperationInfo,
        > {
            let mut operations = __runtime_of_internal::std::vec::Vec::with_capacity(
                super::InternalOperation::ALL.len(),
            );
            for operation in super::InternalOperation::ALL {
                operations.push(operation.info());
            }
            operations
        }
        #[inline]
        fn call(
            operation: &__runtime_of_internal::std::primitive::str,
            params: &__runtime_of_internal::Params<'_>,
        ) -> __runtime_of_internal::std::option::Option<
            __runtime_of_internal::Execution,
        > {
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
