#[allow(unused_imports)]
use gateway_cores::cache as cache__has_no_gateway_interface;
#[doc(hidden)]
use self::cache__has_no_gateway_interface::gateway_interface_list as __gateway_cache;
const _: () = ::gateway_runtime::__private::named(
    "gateway_cores::cache",
    <__gateway_cache::Interface as ::gateway_runtime::__private::Interface>::NAME,
    "cache",
);
#[allow(unused_imports)]
use gateway_cores::logging as logging__has_no_gateway_interface;
#[doc(hidden)]
use self::logging__has_no_gateway_interface::gateway_interface_list as __gateway_logging;
const _: () = ::gateway_runtime::__private::named(
    "gateway_cores::logging",
    <__gateway_logging::Interface as ::gateway_runtime::__private::Interface>::NAME,
    "logging",
);
#[cfg(feature = "home")]
#[allow(unused_imports)]
use home_assistant as home_assistant__has_no_gateway_interface;
#[cfg(feature = "home")]
#[doc(hidden)]
use self::home_assistant__has_no_gateway_interface::gateway_interface_list as __gateway_home_assistant;
#[cfg(feature = "home")]
const _: () = ::gateway_runtime::__private::named(
    "home_assistant",
    <__gateway_home_assistant::Interface as ::gateway_runtime::__private::Interface>::NAME,
    "home_assistant",
);
#[allow(unused_imports)]
use op_b::cache as other_cache__has_no_gateway_interface;
#[doc(hidden)]
use self::other_cache__has_no_gateway_interface::gateway_interface_list as __gateway_other_cache;
const _: () = {
    const WRAPPERS: &[(
        &::gateway_runtime::__private::std::primitive::str,
        &[&::gateway_runtime::__private::std::primitive::str],
    )] = &[
        (
            "cache",
            <__gateway_cache::Interface as ::gateway_runtime::__private::Interface>::WRAPPERS,
        ),
        (
            "logging",
            <__gateway_logging::Interface as ::gateway_runtime::__private::Interface>::WRAPPERS,
        ),
        #[cfg(feature = "home")]
        (
            "home_assistant",
            <__gateway_home_assistant::Interface as ::gateway_runtime::__private::Interface>::WRAPPERS,
        ),
        (
            "other_cache",
            <__gateway_other_cache::Interface as ::gateway_runtime::__private::Interface>::WRAPPERS,
        ),
    ];
    ::gateway_runtime::__private::distinct::<
        { ::gateway_runtime::__private::count(WRAPPERS) },
    >(WRAPPERS)
};
///The gateway of this program: every wrapper of every interface, and [`Gateway`].
#[allow(unreachable_pub)]
pub mod gateway {
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
        ::gateway_runtime::__private::std::clone::Clone,
        ::gateway_runtime::__private::std::marker::Copy,
        ::gateway_runtime::__private::std::fmt::Debug,
        ::gateway_runtime::__private::std::cmp::PartialEq,
        ::gateway_runtime::__private::std::cmp::Eq,
        ::gateway_runtime::__private::std::hash::Hash,
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
        const NAMES: &'static [&'static ::gateway_runtime::__private::std::primitive::str] = &[
            "cache",
            "logging",
            #[cfg(feature = "home")]
            "home_assistant",
            "other_cache",
        ];
        /// The interface's name in JSON.
        #[must_use]
        pub const fn as_str(
            self,
        ) -> &'static ::gateway_runtime::__private::std::primitive::str {
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
            name: &::gateway_runtime::__private::std::primitive::str,
        ) -> ::gateway_runtime::__private::std::option::Option<Self> {
            ::gateway_runtime::__private::std::option::Option::Some(
                match name {
                    "cache" => Self::Cache,
                    "logging" => Self::Logging,
                    #[cfg(feature = "home")]
                    "home_assistant" => Self::HomeAssistant,
                    "other_cache" => Self::OtherCache,
                    _ => return ::gateway_runtime::__private::std::option::Option::None,
                },
            )
        }
    }
    #[automatically_derived]
    impl ::gateway_runtime::__private::std::str::FromStr for GatewayInterface {
        type Err = ::gateway_runtime::__private::UnknownName;
        fn from_str(
            name: &::gateway_runtime::__private::std::primitive::str,
        ) -> ::gateway_runtime::__private::std::result::Result<Self, Self::Err> {
            Self::find(name)
                .ok_or_else(|| ::gateway_runtime::__private::UnknownName::new(
                    "interface",
                    name,
                    Self::NAMES,
                ))
        }
    }
    #[automatically_derived]
    impl ::gateway_runtime::__private::std::fmt::Display for GatewayInterface {
        fn fmt(
            &self,
            f: &mut ::gateway_runtime::__private::std::fmt::Formatter<'_>,
        ) -> ::gateway_runtime::__private::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::gateway_runtime::__private::serde::Serialize for GatewayInterface {
        fn serialize<S: ::gateway_runtime::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::gateway_runtime::__private::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl<'de> ::gateway_runtime::__private::serde::Deserialize<'de>
    for GatewayInterface {
        fn deserialize<D: ::gateway_runtime::__private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::gateway_runtime::__private::std::result::Result<Self, D::Error> {
            ::gateway_runtime::__private::deserialize_name(deserializer)
        }
    }
    /// All interfaces of this program, for code that serves any gateway.
    #[derive(
        ::gateway_runtime::__private::std::clone::Clone,
        ::gateway_runtime::__private::std::marker::Copy,
        ::gateway_runtime::__private::std::fmt::Debug,
        ::gateway_runtime::__private::std::default::Default,
    )]
    pub struct Gateway;
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl Gateway {
        #[inline]
        fn call(
            interface: GatewayInterface,
            operation: &::gateway_runtime::__private::std::primitive::str,
            params: &::gateway_runtime::__private::Params<'_>,
        ) -> ::gateway_runtime::__private::Execution {
            <Self as ::gateway_runtime::__private::Gateway>::catalogue();
            match interface {
                GatewayInterface::Cache => {
                    ::gateway_runtime::__private::call_in::<
                        super::__gateway_cache::Interface,
                    >("cache", operation, params)
                }
                GatewayInterface::Logging => {
                    ::gateway_runtime::__private::call_in::<
                        super::__gateway_logging::Interface,
                    >("logging", operation, params)
                }
                #[cfg(feature = "home")]
                GatewayInterface::HomeAssistant => {
                    ::gateway_runtime::__private::call_in::<
                        super::__gateway_home_assistant::Interface,
                    >("home_assistant", operation, params)
                }
                GatewayInterface::OtherCache => {
                    ::gateway_runtime::__private::call_in::<
                        super::__gateway_other_cache::Interface,
                    >("other_cache", operation, params)
                }
            }
        }
    }
    #[automatically_derived]
    impl ::gateway_runtime::__private::Gateway for Gateway {
        const INTERFACES: &'static [&'static ::gateway_runtime::__private::std::primitive::str] = GatewayInterface::NAMES;
        #[inline]
        fn catalogue() -> &'static ::gateway_runtime::__private::Catalogue {
            static CATALOGUE: ::gateway_runtime::__private::std::sync::OnceLock<
                ::gateway_runtime::__private::Catalogue,
            > = ::gateway_runtime::__private::std::sync::OnceLock::new();
            ::gateway_runtime::__private::catalogue(
                &CATALOGUE,
                || {
                    let catalogue = ::gateway_runtime::__private::Catalogue::new();
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
            interface: &::gateway_runtime::__private::std::primitive::str,
            operation: &::gateway_runtime::__private::std::primitive::str,
            params: &::gateway_runtime::__private::Params<'_>,
        ) -> ::gateway_runtime::__private::Execution {
            match GatewayInterface::find(interface) {
                ::gateway_runtime::__private::std::option::Option::Some(interface) => {
                    Self::call(interface, operation, params)
                }
                ::gateway_runtime::__private::std::option::Option::None => {
                    ::gateway_runtime::__private::unknown_interface::<Self>(interface)
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
        operation: &::gateway_runtime::__private::std::primitive::str,
        params: impl ::gateway_runtime::__private::std::convert::Into<
            ::gateway_runtime::__private::Params<'p>,
        >,
    ) -> ::gateway_runtime::__private::std::result::Result<
        ::gateway_runtime::__private::Json,
        ::gateway_runtime::__private::GatewayError,
    > {
        Gateway::call(
                interface,
                operation,
                &::gateway_runtime::__private::std::convert::Into::into(params),
            )
            .await
    }
    /// Calls the operation that a JSON request names: `{"interface": .., "operation": .., "params": {..}}`, in any
    /// order; `params` may be absent.
    ///
    /// # Errors
    /// A request that cannot be read, and what [`execute_operation`] gives.
    pub async fn execute_json(
        request: impl ::gateway_runtime::__private::std::convert::AsRef<
            [::gateway_runtime::__private::std::primitive::u8],
        >,
    ) -> ::gateway_runtime::__private::std::result::Result<
        ::gateway_runtime::__private::Json,
        ::gateway_runtime::__private::GatewayError,
    > {
        <Gateway as ::gateway_runtime::__private::Gateway>::execute_json(
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
        operation: &::gateway_runtime::__private::std::primitive::str,
        params: impl ::gateway_runtime::__private::std::convert::Into<
            ::gateway_runtime::__private::Params<'p>,
        >,
    ) -> ::gateway_runtime::__private::std::result::Result<
        ::gateway_runtime::__private::Json,
        ::gateway_runtime::__private::GatewayError,
    > {
        ::gateway_runtime::__private::now(
            Gateway::call(
                interface,
                operation,
                &::gateway_runtime::__private::std::convert::Into::into(params),
            ),
        )
    }
    /// Everything that is callable, with the JSON Schema of every parameter and result.
    #[must_use]
    pub fn describe() -> ::gateway_runtime::__private::Description {
        <Gateway as ::gateway_runtime::__private::Gateway>::catalogue().describe()
    }
    /// Compares what is linked with what is listed.
    ///
    /// # Errors
    /// Every operation that is linked into the program but in no interface of this gateway, with its place.
    pub fn verify_registry() -> ::gateway_runtime::__private::std::result::Result<
        (),
        ::gateway_runtime::__private::Unlisted,
    > {
        <Gateway as ::gateway_runtime::__private::Gateway>::catalogue().verify_registry()
    }
}
