#[allow(unused_imports)]
use ::gateway_runtime::__private as __gateway_runtime;
#[allow(unused_imports)]
use gateway_cores::cache as cache__has_no_gateway_interface;
#[doc(hidden)]
#[allow(unused_imports)]
use cache__has_no_gateway_interface::gateway_interface_list as __gateway_cache;
#[allow(unused_qualifications)]
const _: () = __gateway_runtime::named(
    "gateway_cores::cache",
    <__gateway_cache::Interface as __gateway_runtime::Interface>::NAME,
    "cache",
);
#[allow(unused_imports)]
use gateway_cores::logging as logging__has_no_gateway_interface;
#[doc(hidden)]
#[allow(unused_imports)]
use logging__has_no_gateway_interface::gateway_interface_list as __gateway_logging;
#[allow(unused_qualifications)]
const _: () = __gateway_runtime::named(
    "gateway_cores::logging",
    <__gateway_logging::Interface as __gateway_runtime::Interface>::NAME,
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
const _: () = __gateway_runtime::named(
    "home_assistant",
    <__gateway_home_assistant::Interface as __gateway_runtime::Interface>::NAME,
    "home_assistant",
);
#[allow(unused_imports)]
use op_b::cache as other_cache__has_no_gateway_interface;
#[doc(hidden)]
#[allow(unused_imports)]
use other_cache__has_no_gateway_interface::gateway_interface_list as __gateway_other_cache;
#[allow(unused_qualifications)]
const _: () = {
    const WRAPPERS: &[(
        &__gateway_runtime::std::primitive::str,
        &[&__gateway_runtime::std::primitive::str],
    )] = &[
        (
            "cache",
            <__gateway_cache::Interface as __gateway_runtime::Interface>::WRAPPERS,
        ),
        (
            "logging",
            <__gateway_logging::Interface as __gateway_runtime::Interface>::WRAPPERS,
        ),
        #[cfg(feature = "home")]
        (
            "home_assistant",
            <__gateway_home_assistant::Interface as __gateway_runtime::Interface>::WRAPPERS,
        ),
        (
            "other_cache",
            <__gateway_other_cache::Interface as __gateway_runtime::Interface>::WRAPPERS,
        ),
    ];
    __gateway_runtime::distinct::<{ __gateway_runtime::count(WRAPPERS) }>(WRAPPERS)
};
///The gateway of this program: every wrapper of every interface, and [`Gateway`].
#[allow(unreachable_pub)]
pub mod gateway {
    #[allow(unused_imports)]
    use super::__gateway_runtime;
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
    ///The interfaces of [`Gateway`].
    #[derive(
        __gateway_runtime::std::clone::Clone,
        __gateway_runtime::std::marker::Copy,
        __gateway_runtime::std::fmt::Debug,
        __gateway_runtime::std::cmp::PartialEq,
        __gateway_runtime::std::cmp::Eq,
        __gateway_runtime::std::hash::Hash,
    )]
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
    #[automatically_derived]
    #[allow(dead_code, unreachable_code, clippy::all, clippy::pedantic)]
    impl GatewayInterface {
        /// All of them, in the order of the list.
        pub const ALL: &'static [Self] = &[
            Self::Cache,
            Self::Logging,
            #[cfg(feature = "home")]
            Self::HomeAssistant,
            Self::OtherCache,
        ];
        const NAMES: &'static [&'static __gateway_runtime::std::primitive::str] = &[
            "cache",
            "logging",
            #[cfg(feature = "home")]
            "home_assistant",
            "other_cache",
        ];
        /// The interface's name in JSON.
        #[must_use]
        pub const fn as_str(self) -> &'static __gateway_runtime::std::primitive::str {
            match self {
                Self::Cache => "cache",
                Self::Logging => "logging",
                #[cfg(feature = "home")]
                Self::HomeAssistant => "home_assistant",
                Self::OtherCache => "other_cache",
            }
        }
        #[inline]
        fn find(
            name: &__gateway_runtime::std::primitive::str,
        ) -> __gateway_runtime::std::option::Option<Self> {
            __gateway_runtime::std::option::Option::Some(
                match name {
                    "cache" => Self::Cache,
                    "logging" => Self::Logging,
                    #[cfg(feature = "home")]
                    "home_assistant" => Self::HomeAssistant,
                    "other_cache" => Self::OtherCache,
                    _ => return __gateway_runtime::std::option::Option::None,
                },
            )
        }
    }
    #[automatically_derived]
    impl __gateway_runtime::std::str::FromStr for GatewayInterface {
        type Err = __gateway_runtime::UnknownName;
        fn from_str(
            name: &__gateway_runtime::std::primitive::str,
        ) -> __gateway_runtime::std::result::Result<Self, Self::Err> {
            Self::find(name)
                .ok_or_else(|| __gateway_runtime::UnknownName::new(
                    "interface",
                    name,
                    Self::NAMES,
                ))
        }
    }
    #[automatically_derived]
    impl __gateway_runtime::std::fmt::Display for GatewayInterface {
        fn fmt(
            &self,
            f: &mut __gateway_runtime::std::fmt::Formatter<'_>,
        ) -> __gateway_runtime::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl __gateway_runtime::serde::Serialize for GatewayInterface {
        fn serialize<S: __gateway_runtime::serde::Serializer>(
            &self,
            serializer: S,
        ) -> __gateway_runtime::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl<'de> __gateway_runtime::serde::Deserialize<'de> for GatewayInterface {
        fn deserialize<D: __gateway_runtime::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __gateway_runtime::std::result::Result<Self, D::Error> {
            __gateway_runtime::deserialize_name(deserializer)
        }
    }
    /// All interfaces of this program, for code that serves any gateway.
    #[derive(
        __gateway_runtime::std::clone::Clone,
        __gateway_runtime::std::marker::Copy,
        __gateway_runtime::std::fmt::Debug,
        __gateway_runtime::std::default::Default,
    )]
    pub struct Gateway;
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl Gateway {
        #[inline]
        fn call(
            interface: GatewayInterface,
            operation: &__gateway_runtime::std::primitive::str,
            params: &__gateway_runtime::Params<'_>,
        ) -> __gateway_runtime::Execution {
            <Self as __gateway_runtime::Gateway>::catalogue();
            match interface {
                GatewayInterface::Cache => {
                    __gateway_runtime::call_in::<
                        super::__gateway_cache::Interface,
                    >("cache", operation, params)
                }
                GatewayInterface::Logging => {
                    __gateway_runtime::call_in::<
                        super::__gateway_logging::Interface,
                    >("logging", operation, params)
                }
                #[cfg(feature = "home")]
                GatewayInterface::HomeAssistant => {
                    __gateway_runtime::call_in::<
                        super::__gateway_home_assistant::Interface,
                    >("home_assistant", operation, params)
                }
                GatewayInterface::OtherCache => {
                    __gateway_runtime::call_in::<
                        super::__gateway_other_cache::Interface,
                    >("other_cache", operation, params)
                }
            }
        }
    }
    #[automatically_derived]
    impl __gateway_runtime::Gateway for Gateway {
        const INTERFACES: &'static [&'static __gateway_runtime::std::primitive::str] = GatewayInterface::NAMES;
        #[inline]
        fn catalogue() -> &'static __gateway_runtime::Catalogue {
            static CATALOGUE: __gateway_runtime::std::sync::OnceLock<
                __gateway_runtime::Catalogue,
            > = __gateway_runtime::std::sync::OnceLock::new();
            __gateway_runtime::catalogue(
                &CATALOGUE,
                || {
                    let catalogue = __gateway_runtime::Catalogue::new();
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
            interface: &__gateway_runtime::std::primitive::str,
            operation: &__gateway_runtime::std::primitive::str,
            params: &__gateway_runtime::Params<'_>,
        ) -> __gateway_runtime::Execution {
            match GatewayInterface::find(interface) {
                __gateway_runtime::std::option::Option::Some(interface) => {
                    Self::call(interface, operation, params)
                }
                __gateway_runtime::std::option::Option::None => {
                    __gateway_runtime::unknown_interface::<Self>(interface)
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
        operation: &__gateway_runtime::std::primitive::str,
        params: impl __gateway_runtime::std::convert::Into<__gateway_runtime::Params<'p>>,
    ) -> __gateway_runtime::std::result::Result<
        __gateway_runtime::Json,
        __gateway_runtime::GatewayError,
    > {
        Gateway::call(
                interface,
                operation,
                &__gateway_runtime::std::convert::Into::into(params),
            )
            .await
    }
    /// Calls the operation that a JSON request names: `{"interface": .., "operation": .., "params": {..}}`, in any
    /// order; `params` may be absent.
    ///
    /// # Errors
    /// A request that cannot be read, and what [`execute_operation`] gives.
    pub async fn execute_json(
        request: impl __gateway_runtime::std::convert::AsRef<
            [__gateway_runtime::std::primitive::u8],
        >,
    ) -> __gateway_runtime::std::result::Result<
        __gateway_runtime::Json,
        __gateway_runtime::GatewayError,
    > {
        <Gateway as __gateway_runtime::Gateway>::execute_json(request.as_ref()).await
    }
    /// Calls a synchronous operation by name, without a future.
    ///
    /// # Errors
    /// `needs_await` for an asynchronous operation, and what [`execute_operation`] gives.
    pub fn try_execute_now<'p>(
        interface: GatewayInterface,
        operation: &__gateway_runtime::std::primitive::str,
        params: impl __gateway_runtime::std::convert::Into<__gateway_runtime::Params<'p>>,
    ) -> __gateway_runtime::std::result::Result<
        __gateway_runtime::Json,
        __gateway_runtime::GatewayError,
    > {
        __gateway_runtime::now(
            Gateway::call(
                interface,
                operation,
                &__gateway_runtime::std::convert::Into::into(params),
            ),
        )
    }
    /// Everything that is callable, with the JSON Schema of every parameter and result.
    #[must_use]
    pub fn describe() -> __gateway_runtime::Description {
        <Gateway as __gateway_runtime::Gateway>::catalogue().describe()
    }
    /// Compares what is linked with what is listed.
    ///
    /// # Errors
    /// Every operation that is linked into the program but in no interface of this gateway, with its place.
    pub fn verify_registry() -> __gateway_runtime::std::result::Result<
        (),
        __gateway_runtime::Unlisted,
    > {
        <Gateway as __gateway_runtime::Gateway>::catalogue().verify_registry()
    }
}
