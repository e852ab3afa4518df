#[allow(unused_imports)]
use crate::vendor::runtime::__private as __home_gateway_runtime;
#[allow(unused_imports)]
use crate::health as health__has_no_gateway_interface;
#[doc(hidden)]
#[allow(unused_imports)]
use health__has_no_gateway_interface::gateway_interface_list as __home_gateway_health;
#[allow(unused_qualifications)]
const _: () = __home_gateway_runtime::named(
    "crate::health",
    <__home_gateway_health::Interface as __home_gateway_runtime::Interface>::NAME,
    "health",
);
#[allow(unused_qualifications)]
const _: () = {
    const WRAPPERS: &[(
        &__home_gateway_runtime::std::primitive::str,
        &[&__home_gateway_runtime::std::primitive::str],
    )] = &[
        (
            "health",
            <__home_gateway_health::Interface as __home_gateway_runtime::Interface>::WRAPPERS,
        ),
    ];
    __home_gateway_runtime::distinct::<
        { __home_gateway_runtime::count(WRAPPERS) },
    >(WRAPPERS)
};
///The gateway of this program: every wrapper of every interface, and [`HomeGateway`].
#[allow(unreachable_pub)]
mod home_gateway {
    #[allow(unused_imports)]
    use super::__home_gateway_runtime;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__home_gateway_health::wrappers::*;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__home_gateway_health::operation::*;
    ///The interfaces of [`HomeGateway`].
    #[derive(
        __home_gateway_runtime::std::clone::Clone,
        __home_gateway_runtime::std::marker::Copy,
        __home_gateway_runtime::std::fmt::Debug,
        __home_gateway_runtime::std::cmp::PartialEq,
        __home_gateway_runtime::std::cmp::Eq,
        __home_gateway_runtime::std::hash::Hash,
    )]
    pub enum HomeGatewayInterface {
        ///The interface `health`.
        Health,
    }
    #[automatically_derived]
    #[allow(dead_code, unreachable_code, clippy::all, clippy::pedantic)]
    impl HomeGatewayInterface {
        /// All of them, in the order of the list.
        pub const ALL: &'static [Self] = &[Self::Health];
        const NAMES: &'static [&'static __home_gateway_runtime::std::primitive::str] = &[
            "health",
        ];
        /// The interface's name in JSON.
        #[must_use]
        pub const fn as_str(
            self,
        ) -> &'static __home_gateway_runtime::std::primitive::str {
            match self {
                Self::Health => "health",
            }
        }
        #[inline]
        fn find(
            name: &__home_gateway_runtime::std::primitive::str,
        ) -> __home_gateway_runtime::std::option::Option<Self> {
            __home_gateway_runtime::std::option::Option::Some(
                match name {
                    "health" => Self::Health,
                    _ => return __home_gateway_runtime::std::option::Option::None,
                },
            )
        }
    }
    #[automatically_derived]
    impl __home_gateway_runtime::std::str::FromStr for HomeGatewayInterface {
        type Err = __home_gateway_runtime::UnknownName;
        fn from_str(
            name: &__home_gateway_runtime::std::primitive::str,
        ) -> __home_gateway_runtime::std::result::Result<Self, Self::Err> {
            Self::find(name)
                .ok_or_else(|| __home_gateway_runtime::UnknownName::new(
                    "interface",
                    name,
                    Self::NAMES,
                ))
        }
    }
    #[automatically_derived]
    impl __home_gateway_runtime::std::fmt::Display for HomeGatewayInterface {
        fn fmt(
            &self,
            f: &mut __home_gateway_runtime::std::fmt::Formatter<'_>,
        ) -> __home_gateway_runtime::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl __home_gateway_runtime::serde::Serialize for HomeGatewayInterface {
        fn serialize<S: __home_gateway_runtime::serde::Serializer>(
            &self,
            serializer: S,
        ) -> __home_gateway_runtime::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl<'de> __home_gateway_runtime::serde::Deserialize<'de> for HomeGatewayInterface {
        fn deserialize<D: __home_gateway_runtime::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __home_gateway_runtime::std::result::Result<Self, D::Error> {
            __home_gateway_runtime::deserialize_name(deserializer)
        }
    }
    /// All interfaces of this program, for code that serves any gateway.
    #[derive(
        __home_gateway_runtime::std::clone::Clone,
        __home_gateway_runtime::std::marker::Copy,
        __home_gateway_runtime::std::fmt::Debug,
        __home_gateway_runtime::std::default::Default,
    )]
    pub struct HomeGateway;
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl HomeGateway {
        #[inline]
        fn call(
            interface: HomeGatewayInterface,
            operation: &__home_gateway_runtime::std::primitive::str,
            params: &__home_gateway_runtime::Params<'_>,
        ) -> __home_gateway_runtime::Execution {
            <Self as __home_gateway_runtime::Gateway>::catalogue();
            match interface {
                HomeGatewayInterface::Health => {
                    __home_gateway_runtime::call_in::<
                        super::__home_gateway_health::Interface,
                    >("health", operation, params)
                }
            }
        }
    }
    #[automatically_derived]
    impl __home_gateway_runtime::Gateway for HomeGateway {
        const INTERFACES: &'static [&'static __home_gateway_runtime::std::primitive::str] = HomeGatewayInterface::NAMES;
        #[inline]
        fn catalogue() -> &'static __home_gateway_runtime::Catalogue {
            static CATALOGUE: __home_gateway_runtime::std::sync::OnceLock<
                __home_gateway_runtime::Catalogue,
            > = __home_gateway_runtime::std::sync::OnceLock::new();
            __home_gateway_runtime::catalogue(
                &CATALOGUE,
                || {
                    let catalogue = __home_gateway_runtime::Catalogue::new();
                    let catalogue = catalogue
                        .with::<super::__home_gateway_health::Interface>("health");
                    catalogue
                },
            )
        }
        #[inline]
        fn execute(
            interface: &__home_gateway_runtime::std::primitive::str,
            operation: &__home_gateway_runtime::std::primitive::str,
            params: &__home_gateway_runtime::Params<'_>,
        ) -> __home_gateway_runtime::Execution {
            match HomeGatewayInterface::find(interface) {
                __home_gateway_runtime::std::option::Option::Some(interface) => {
                    Self::call(interface, operation, params)
                }
                __home_gateway_runtime::std::option::Option::None => {
                    __home_gateway_runtime::unknown_interface::<Self>(interface)
                }
            }
        }
    }
    /// Calls an operation by name.
    ///
    /// # Errors
    /// An unknown operation, bad parameters (all of them), the operation's own error, its panic.
    pub async fn execute_operation<'p>(
        interface: HomeGatewayInterface,
        operation: &__home_gateway_runtime::std::primitive::str,
        params: impl __home_gateway_runtime::std::convert::Into<
            __home_gateway_runtime::Params<'p>,
        >,
    ) -> __home_gateway_runtime::std::result::Result<
        __home_gateway_runtime::Json,
        __home_gateway_runtime::GatewayError,
    > {
        HomeGateway::call(
                interface,
                operation,
                &__home_gateway_runtime::std::convert::Into::into(params),
            )
            .await
    }
    /// Calls the operation that a JSON request names: `{"interface": .., "operation": .., "params": {..}}`, in any
    /// order; `params` may be absent.
    ///
    /// # Errors
    /// A request that cannot be read, and what [`execute_operation`] gives.
    pub async fn execute_json(
        request: impl __home_gateway_runtime::std::convert::AsRef<
            [__home_gateway_runtime::std::primitive::u8],
        >,
    ) -> __home_gateway_runtime::std::result::Result<
        __home_gateway_runtime::Json,
        __home_gateway_runtime::GatewayError,
    > {
        <HomeGateway as __home_gateway_runtime::Gateway>::execute_json(request.as_ref())
            .await
    }
    /// Calls a synchronous operation by name, without a future.
    ///
    /// # Errors
    /// `needs_await` for an asynchronous operation, and what [`execute_operation`] gives.
    pub fn try_execute_now<'p>(
        interface: HomeGatewayInterface,
        operation: &__home_gateway_runtime::std::primitive::str,
        params: impl __home_gateway_runtime::std::convert::Into<
            __home_gateway_runtime::Params<'p>,
        >,
    ) -> __home_gateway_runtime::std::result::Result<
        __home_gateway_runtime::Json,
        __home_gateway_runtime::GatewayError,
    > {
        __home_gateway_runtime::now(
            HomeGateway::call(
                interface,
                operation,
                &__home_gateway_runtime::std::convert::Into::into(params),
            ),
        )
    }
    /// Everything that is callable, with the JSON Schema of every parameter and result.
    #[must_use]
    pub fn describe() -> __home_gateway_runtime::Description {
        <HomeGateway as __home_gateway_runtime::Gateway>::catalogue().describe()
    }
    /// Compares what is linked with what is listed.
    ///
    /// # Errors
    /// Every operation that is linked into the program but in no interface of this gateway, with its place.
    pub fn verify_registry() -> __home_gateway_runtime::std::result::Result<
        (),
        __home_gateway_runtime::Unlisted,
    > {
        <HomeGateway as __home_gateway_runtime::Gateway>::catalogue().verify_registry()
    }
}
