#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_gateway_gateway;
#[allow(unused_imports)]
use gateway_cores::cache as cache__has_no_gateway_interface;
#[doc(hidden)]
#[allow(unused_imports)]
use cache__has_no_gateway_interface::gateway_interface_list as __gateway_cache;
#[allow(unused_qualifications)]
const _: () = __runtime_of_gateway_gateway::named(
    "gateway_cores::cache",
    <__gateway_cache::Interface as __runtime_of_gateway_gateway::Interface>::NAME,
    "cache",
);
#[allow(unused_imports)]
use gateway_cores::logging as logging__has_no_gateway_interface;
#[doc(hidden)]
#[allow(unused_imports)]
use logging__has_no_gateway_interface::gateway_interface_list as __gateway_logging;
#[allow(unused_qualifications)]
const _: () = __runtime_of_gateway_gateway::named(
    "gateway_cores::logging",
    <__gateway_logging::Interface as __runtime_of_gateway_gateway::Interface>::NAME,
    "logging",
);
#[cfg(feature = "home")]
#[allow(unused_imports)]
use home_assistant as home_assistant__has_no_gateway_interface;
#[cfg(feature = "home")]
#[doc(hidden)]
#[allow(unused_imports)]
use home_assistant__has_no_gateway_interface::gateway_interface_list as __gateway_home_assistant;
#[cfg(feature = "home")]
#[allow(unused_qualifications)]
const _: () = __runtime_of_gateway_gateway::named(
    "home_assistant",
    <__gateway_home_assistant::Interface as __runtime_of_gateway_gateway::Interface>::NAME,
    "home_assistant",
);
#[allow(unused_imports)]
use op_b::cache as other_cache__has_no_gateway_interface;
#[doc(hidden)]
#[allow(unused_imports)]
use other_cache__has_no_gateway_interface::gateway_interface_list as __gateway_other_cache;
#[allow(unused_qualifications)]
const _: () = {
    const INTERFACES: &[__runtime_of_gateway_gateway::Listed] = &[
        __runtime_of_gateway_gateway::Listed::of::<__gateway_cache::Interface>("cache"),
        __runtime_of_gateway_gateway::Listed::of::<
            __gateway_logging::Interface,
        >("logging"),
        #[cfg(feature = "home")]
        __runtime_of_gateway_gateway::Listed::of::<
            __gateway_home_assistant::Interface,
        >("home_assistant"),
        __runtime_of_gateway_gateway::Listed::of::<
            __gateway_other_cache::Interface,
        >("other_cache"),
        __runtime_of_gateway_gateway::Listed {
            name: "gateway",
            wrappers: &[
                "describe",
                "execute_json",
                "execute_operation",
                "try_execute_now",
                "verify_registry",
            ],
            wrapper_ids: &[
                5299826481971760328u64, 2177546599560914563u64, 8767644425791502342u64,
                2197199995436868981u64, 6771160364909856658u64,
            ],
            operations: &[],
        },
    ];
    __runtime_of_gateway_gateway::distinct::<
        { __runtime_of_gateway_gateway::slots(INTERFACES) },
    >(INTERFACES);
    __runtime_of_gateway_gateway::distinct_triggers::<
        { __runtime_of_gateway_gateway::trigger_slots(INTERFACES) },
    >(INTERFACES);
};
///The gateway of this program: every wrapper of every interface, and [`Gateway`].
#[allow(unreachable_pub)]
pub mod gateway {
    #[allow(unused_imports)]
    use super::__runtime_of_gateway_gateway;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__gateway_cache::wrappers::*;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__gateway_cache::operation::*;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__gateway_logging::wrappers::*;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__gateway_logging::operation::*;
    #[cfg(feature = "home")]
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__gateway_home_assistant::wrappers::*;
    #[cfg(feature = "home")]
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__gateway_home_assistant::operation::*;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__gateway_other_cache::wrappers::*;
    ///The operations of the interface `other_cache`.
    pub type OtherCacheOperation = super::__gateway_other_cache::Operation;
    #[derive(
        __runtime_of_gateway_gateway::std::clone::Clone,
        __runtime_of_gateway_gateway::std::marker::Copy,
        __runtime_of_gateway_gateway::std::fmt::Debug,
        __runtime_of_gateway_gateway::std::cmp::PartialEq,
        __runtime_of_gateway_gateway::std::cmp::Eq,
        __runtime_of_gateway_gateway::std::hash::Hash,
    )]
    ///The interfaces of [`Gateway`].
    pub enum GatewayInterface {
        ///The interface `cache`.
        Cache,
        ///The interface `logging`.
        Logging,
        #[cfg(feature = "home")]
        ///The interface `home_assistant`.
        HomeAssistant,
        ///The interface `other_cache`.
        OtherCache,
    }
    __runtime_of_gateway_gateway::names! {
        GatewayInterface of "interface" : [] Cache = "cache", [] Logging = "logging",
        [#[cfg(feature = "home")]] HomeAssistant = "home_assistant", [] OtherCache =
        "other_cache",
    }
    #[automatically_derived]
    impl __runtime_of_gateway_gateway::serde::Serialize for GatewayInterface {
        fn serialize<S: __runtime_of_gateway_gateway::serde::Serializer>(
            &self,
            serializer: S,
        ) -> __runtime_of_gateway_gateway::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl<'de> __runtime_of_gateway_gateway::serde::Deserialize<'de>
    for GatewayInterface {
        fn deserialize<D: __runtime_of_gateway_gateway::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __runtime_of_gateway_gateway::std::result::Result<Self, D::Error> {
            __runtime_of_gateway_gateway::deserialize_name(deserializer)
        }
    }
    /// All interfaces of this program, for code that serves any gateway.
    #[derive(
        __runtime_of_gateway_gateway::std::clone::Clone,
        __runtime_of_gateway_gateway::std::marker::Copy,
        __runtime_of_gateway_gateway::std::fmt::Debug,
        __runtime_of_gateway_gateway::std::default::Default,
    )]
    pub struct Gateway;
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl Gateway {
        #[inline]
        fn call(
            interface: GatewayInterface,
            operation: &__runtime_of_gateway_gateway::std::primitive::str,
            params: &__runtime_of_gateway_gateway::Params<'_>,
        ) -> __runtime_of_gateway_gateway::Execution {
            <Self as __runtime_of_gateway_gateway::Gateway>::catalogue();
            match interface {
                GatewayInterface::Cache => {
                    __runtime_of_gateway_gateway::call_in::<
                        super::__gateway_cache::Interface,
                    >("cache", operation, params)
                }
                GatewayInterface::Logging => {
                    __runtime_of_gateway_gateway::call_in::<
                        super::__gateway_logging::Interface,
                    >("logging", operation, params)
                }
                #[cfg(feature = "home")]
                GatewayInterface::HomeAssistant => {
                    __runtime_of_gateway_gateway::call_in::<
                        super::__gateway_home_assistant::Interface,
                    >("home_assistant", operation, params)
                }
                GatewayInterface::OtherCache => {
                    __runtime_of_gateway_gateway::call_in::<
                        super::__gateway_other_cache::Interface,
                    >("other_cache", operation, params)
                }
            }
        }
    }
    __runtime_of_gateway_gateway::register_gateway!(Gateway);
    #[automatically_derived]
    impl __runtime_of_gateway_gateway::Gateway for Gateway {
        const INTERFACES: &'static [&'static __runtime_of_gateway_gateway::std::primitive::str] = GatewayInterface::NAMES;
        #[inline]
        fn catalogue() -> &'static __runtime_of_gateway_gateway::Catalogue {
            static CATALOGUE: __runtime_of_gateway_gateway::std::sync::OnceLock<
                __runtime_of_gateway_gateway::Catalogue,
            > = __runtime_of_gateway_gateway::std::sync::OnceLock::new();
            __runtime_of_gateway_gateway::catalogue(
                &CATALOGUE,
                || {
                    let catalogue = __runtime_of_gateway_gateway::Catalogue::new();
                    let catalogue = catalogue
                        .with::<super::__gateway_cache::Interface>("cache");
                    let catalogue = catalogue
                        .with::<super::__gateway_logging::Interface>("logging");
                    #[cfg(feature = "home")]
                    let catalogue = catalogue
                        .with::<
                            super::__gateway_home_assistant::Interface,
                        >("home_assistant");
                    let catalogue = catalogue
                        .with::<super::__gateway_other_cache::Interface>("other_cache");
                    catalogue
                },
            )
        }
        #[inline]
        fn execute(
            interface: &__runtime_of_gateway_gateway::std::primitive::str,
            operation: &__runtime_of_gateway_gateway::std::primitive::str,
            params: &__runtime_of_gateway_gateway::Params<'_>,
        ) -> __runtime_of_gateway_gateway::Execution {
            match __runtime_of_gateway_gateway::std::iter::Iterator::position(
                &mut GatewayInterface::NAMES.iter(),
                |known| *known == interface,
            ) {
                __runtime_of_gateway_gateway::std::option::Option::Some(index) => {
                    Self::call(GatewayInterface::ALL[index], operation, params)
                }
                __runtime_of_gateway_gateway::std::option::Option::None => {
                    __runtime_of_gateway_gateway::unknown_interface::<Self>(interface)
                }
            }
        }
    }
    /// Calls an operation by name.
    ///
    /// # Errors
    /// An unknown operation, bad parameters (all of them), the operation's own error, its panic.
    pub async fn execute_operation<'p>(
        interface: GatewayInterface,
        operation: &__runtime_of_gateway_gateway::std::primitive::str,
        params: impl __runtime_of_gateway_gateway::std::convert::Into<
            __runtime_of_gateway_gateway::Params<'p>,
        >,
    ) -> __runtime_of_gateway_gateway::std::result::Result<
        __runtime_of_gateway_gateway::Json,
        __runtime_of_gateway_gateway::GatewayError,
    > {
        Gateway::call(
                interface,
                operation,
                &__runtime_of_gateway_gateway::std::convert::Into::into(params),
            )
            .await
    }
    /// Calls the operation that a JSON request names: `{"interface": .., "operation": .., "params": {..}}`, in any
    /// order; `params` may be absent.
    ///
    /// # Errors
    /// A request that cannot be read, and what [`execute_operation`] gives.
    pub async fn execute_json(
        request: impl __runtime_of_gateway_gateway::std::convert::AsRef<
            [__runtime_of_gateway_gateway::std::primitive::u8],
        >,
    ) -> __runtime_of_gateway_gateway::std::result::Result<
        __runtime_of_gateway_gateway::Json,
        __runtime_of_gateway_gateway::GatewayError,
    > {
        <Gateway as __runtime_of_gateway_gateway::Gateway>::execute_json(
                request.as_ref(),
            )
            .await
    }
    /// Calls a synchronous operation by name, without a future.
    ///
    /// # Errors
    /// `needs_await` for an asynchronous operation, and what [`execute_operation`] gives.
    pub fn try_execute_now<'p>(
        interface: GatewayInterface,
        operation: &__runtime_of_gateway_gateway::std::primitive::str,
        params: impl __runtime_of_gateway_gateway::std::convert::Into<
            __runtime_of_gateway_gateway::Params<'p>,
        >,
    ) -> __runtime_of_gateway_gateway::std::result::Result<
        __runtime_of_gateway_gateway::Json,
        __runtime_of_gateway_gateway::GatewayError,
    > {
        __runtime_of_gateway_gateway::now(
            Gateway::call(
                interface,
                operation,
                &__runtime_of_gateway_gateway::std::convert::Into::into(params),
            ),
        )
    }
    /// Everything that is callable, with the JSON Schema of every parameter and result.
    #[must_use]
    pub fn describe() -> __runtime_of_gateway_gateway::Description {
        <Gateway as __runtime_of_gateway_gateway::Gateway>::catalogue().describe()
    }
    /// Compares what is linked with what is listed.
    ///
    /// # Errors
    /// Every operation of a linked interface that is in no interface of this gateway, with its place.
    pub fn verify_registry() -> __runtime_of_gateway_gateway::std::result::Result<
        (),
        __runtime_of_gateway_gateway::Unlisted,
    > {
        <Gateway as __runtime_of_gateway_gateway::Gateway>::catalogue().verify_registry()
    }
}
