#[allow(unused_imports, unreachable_pub)]
pub(crate) use self::ping as _;
#[allow(non_camel_case_types)]
use self::ping__needs_the_gateway_op_attribute as __internal_ping;
use self::ping__is_not_listed_in_any_gateway_interface as __internal_ping_listed;
const _: () = __internal_ping_listed;
const _: () = crate::vendor::runtime::__private::belongs(
    <__internal_ping as crate::vendor::runtime::__private::Operation>::NAME,
    <__internal_ping as crate::vendor::runtime::__private::Operation>::INTERFACE,
    "internal",
);
#[doc(inline)]
#[allow(unused_imports, unreachable_pub)]
pub(crate) use self::ping__wrapper as internal_ping;
///The operations of the interface `internal`.
#[derive(
    crate::vendor::runtime::__private::std::clone::Clone,
    crate::vendor::runtime::__private::std::marker::Copy,
    crate::vendor::runtime::__private::std::fmt::Debug,
    crate::vendor::runtime::__private::std::cmp::PartialEq,
    crate::vendor::runtime::__private::std::cmp::Eq,
    crate::vendor::runtime::__private::std::hash::Hash,
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
    const NAMES: &'static [&'static crate::vendor::runtime::__private::std::primitive::str] = &[
        "ping",
    ];
    /// The operation's name in JSON.
    #[must_use]
    pub const fn as_str(
        self,
    ) -> &'static crate::vendor::runtime::__private::std::primitive::str {
        match self {
            Self::Ping => "ping",
        }
    }
    /// The operation's description and statistics.
    #[must_use]
    pub fn info(self) -> &'static crate::vendor::runtime::__private::OperationInfo {
        match self {
            Self::Ping => {
                <__internal_ping as crate::vendor::runtime::__private::Operation>::info()
            }
        }
    }
    /// Calls the operation with JSON parameters. A synchronous one has run when this returns.
    #[inline]
    pub fn execute<'p>(
        self,
        params: impl crate::vendor::runtime::__private::std::convert::Into<
            crate::vendor::runtime::__private::Params<'p>,
        >,
    ) -> crate::vendor::runtime::__private::Execution {
        self.run(&crate::vendor::runtime::__private::std::convert::Into::into(params))
    }
    #[inline]
    fn run(
        self,
        params: &crate::vendor::runtime::__private::Params<'_>,
    ) -> crate::vendor::runtime::__private::Execution {
        match self {
            Self::Ping => {
                crate::vendor::runtime::__private::execute::<__internal_ping>(params)
            }
        }
    }
    #[inline]
    fn find(
        name: &crate::vendor::runtime::__private::std::primitive::str,
    ) -> crate::vendor::runtime::__private::std::option::Option<Self> {
        crate::vendor::runtime::__private::std::option::Option::Some(
            match name {
                "ping" => Self::Ping,
                _ => return crate::vendor::runtime::__private::std::option::Option::None,
            },
        )
    }
}
#[automatically_derived]
impl crate::vendor::runtime::__private::std::str::FromStr for InternalOperation {
    type Err = crate::vendor::runtime::__private::UnknownName;
    fn from_str(
        name: &crate::vendor::runtime::__private::std::primitive::str,
    ) -> crate::vendor::runtime::__private::std::result::Result<Self, Self::Err> {
        Self::find(name)
            .ok_or_else(|| crate::vendor::runtime::__private::UnknownName::new(
                "operation of `internal`",
                name,
                Self::NAMES,
            ))
    }
}
#[automatically_derived]
impl crate::vendor::runtime::__private::std::fmt::Display for InternalOperation {
    fn fmt(
        &self,
        f: &mut crate::vendor::runtime::__private::std::fmt::Formatter<'_>,
    ) -> crate::vendor::runtime::__private::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub(crate) mod gateway_interface_list {
    pub(crate) struct Interface;
    #[automatically_derived]
    impl crate::vendor::runtime::__private::Interface for Interface {
        const NAME: &'static crate::vendor::runtime::__private::std::primitive::str = "internal";
        const OPERATIONS: &'static [&'static crate::vendor::runtime::__private::std::primitive::str] = super::InternalOperation::NAMES;
        const WRAPPERS: &'static [&'static crate::vendor::runtime::__private::std::primitive::str] = &[
            "internal_ping",
        ];
        fn operations() -> crate::vendor::runtime::__private::std::vec::Vec<
            &'static crate::vendor::runtime::__private::OperationInfo,
        > {
            super::InternalOperation::ALL
                .iter()
                .map(|operation| operation.info())
                .collect()
        }
        #[inline]
        fn call(
            operation: &crate::vendor::runtime::__private::std::primitive::str,
            params: &crate::vendor::runtime::__private::Params<'_>,
        ) -> crate::vendor::runtime::__private::std::option::Option<
            crate::vendor::runtime::__private::Execution,
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
