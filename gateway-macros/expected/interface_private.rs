#[allow(unused_imports)]
use crate::vendor::runtime::__private as __runtime_of_interface_internal;
#[allow(deprecated, unused_imports, unreachable_pub)]
use self::ping as _;
#[allow(non_upper_case_globals)]
use self::ping__needs_the_gateway_op_attribute as __internal_ping;
#[allow(non_camel_case_types)]
use self::ping__is_not_listed_in_any_gateway_interface as __internal_ping_listed;
#[doc(inline)]
#[allow(deprecated, unused_imports, unreachable_pub)]
pub(crate) use self::ping__wrapper as internal_ping;
#[allow(unused_qualifications)]
const _: () = {
    let _: __internal_ping_listed;
    __runtime_of_interface_internal::belongs(
        &__internal_ping,
        "internal",
        16179816014946768128u64,
    );
};
#[derive(
    __runtime_of_interface_internal::std::clone::Clone,
    __runtime_of_interface_internal::std::marker::Copy,
    __runtime_of_interface_internal::std::fmt::Debug,
    __runtime_of_interface_internal::std::cmp::PartialEq,
    __runtime_of_interface_internal::std::cmp::Eq,
    __runtime_of_interface_internal::std::hash::Hash,
)]
///The operations of the interface `internal`.
#[allow(unreachable_pub, dead_code)]
pub(crate) enum InternalOperation {
    ///The operation `ping`.
    Ping,
}
__runtime_of_interface_internal::names! {
    InternalOperation of "operation of `internal`" : [] Ping = "ping",
}
#[automatically_derived]
#[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic)]
impl InternalOperation {
    /// The operation's description and statistics.
    #[must_use]
    #[inline]
    pub const fn info(self) -> &'static __runtime_of_interface_internal::OperationInfo {
        gateway_interface_list::OPERATIONS[self
            as __runtime_of_interface_internal::std::primitive::usize]
    }
    /// Calls the operation with JSON parameters. A synchronous one has run when this returns.
    #[inline]
    pub fn execute<'p>(
        self,
        params: impl __runtime_of_interface_internal::std::convert::Into<
            __runtime_of_interface_internal::Params<'p>,
        >,
    ) -> __runtime_of_interface_internal::Execution {
        __runtime_of_interface_internal::execute(
            self.info(),
            &__runtime_of_interface_internal::std::convert::Into::into(params),
        )
    }
}
#[doc(hidden)]
#[allow(unreachable_pub)]
pub(crate) mod gateway_interface_list {
    #[allow(unused_imports)]
    use super::__runtime_of_interface_internal;
    pub(crate) struct Interface;
    #[allow(unused_qualifications)]
    pub(super) const OPERATIONS: &[&__runtime_of_interface_internal::OperationInfo] = &[
        &super::__internal_ping,
    ];
    __runtime_of_interface_internal::register!(OPERATIONS);
    #[automatically_derived]
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl __runtime_of_interface_internal::Interface for Interface {
        const NAME: &'static __runtime_of_interface_internal::std::primitive::str = "internal";
        const OPERATIONS: &'static [&'static __runtime_of_interface_internal::OperationInfo] = OPERATIONS;
        const WRAPPERS: &'static [&'static __runtime_of_interface_internal::std::primitive::str] = &[
            "internal_ping",
        ];
        const WRAPPER_IDS: &'static [__runtime_of_interface_internal::std::primitive::u64] = &[
            1811948639669944657u64,
        ];
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
