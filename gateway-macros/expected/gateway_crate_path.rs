#[allow(unused_imports)]
use crate::health as health__has_no_gateway_interface;
#[doc(hidden)]
use self::health__has_no_gateway_interface::gateway_interface_list as __home_gateway_health;
const _: () = crate::vendor::runtime::__private::named(
    "crate::health",
    <__home_gateway_health::Interface as crate::vendor::runtime::__private::Interface>::NAME,
    "health",
);
const _: () = {
    const WRAPPERS: &[(
        &crate::vendor::runtime::__private::std::primitive::str,
        &[&crate::vendor::runtime::__private::std::primitive::str],
    )] = &[
        (
            "health",
            <__home_gateway_health::Interface as crate::vendor::runtime::__private::Interface>::WRAPPERS,
        ),
    ];
    crate::vendor::runtime::__private::distinct::<
        { crate::vendor::runtime::__private::count(WRAPPERS) },
    >(WRAPPERS)
};
///The gateway of this program: every wrapper of every interface, and [`HomeGateway`].
#[allow(unreachable_pub)]
mod home_gateway {
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__home_gateway_health::wrappers::*;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__home_gateway_health::operation::*;
    ///The interfaces of [`HomeGateway`].
    #[derive(
        crate::vendor::runtime::__private::std::clone::Clone,
        crate::vendor::runtime::__private::std::marker::Copy,
        crate::vendor::runtime::__private::std::fmt::Debug,
        crate::vendor::runtime::__private::std::cmp::PartialEq,
        crate::vendor::runtime::__private::std::cmp::Eq,
        crate::vendor::runtime::__private::std::hash::Hash,
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
        const NAMES: &'static [&'static crate::vendor::runtime::__private::std::primitive::str] = &[
            "health",
        ];
        /// The interface's name in JSON.
        #[must_use]
        pub const fn as_str(
            self,
        ) -> &'static crate::vendor::runtime::__private::std::primitive::str {
            match self {
                Self::Health => "health",
            }
        }
        #[inline]
        fn find(
            name: &crate::vendor::runtime::__private::std::primitive::str,
        ) -> crate::vendor::runtime::__private::std::option::Option<Self> {
            crate::vendor::runtime::__private::std::option::Option::Some(
                match name {
                    "health" => Self::Health,
                    _ => {
                        return crate::vendor::runtime::__private::std::option::Option::None;
                    }
                },
            )
        }
    }
    #[automatically_derived]
    impl crate::vendor::runtime::__private::std::str::FromStr for HomeGatewayInterface {
        type Err = crate::vendor::runtime::__private::UnknownName;
        fn from_str(
            name: &crate::vendor::runtime::__private::std::primitive::str,
        ) -> crate::vendor::runtime::__private::std::result::Result<Self, Self::Err> {
            Self::find(name)
                .ok_or_else(|| crate::vendor::runtime::__private::UnknownName::new(
                    "interface",
                    name,
                    Self::NAMES,
                ))
        }
    }
    #[automatically_derived]
    impl crate::vendor::runtime::__private::std::fmt::Display for HomeGatewayInterface {
        fn fmt(
            &self,
            f: &mut crate::vendor::runtime::__private::std::fmt::Formatter<'_>,
        ) -> crate::vendor::runtime::__private::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl crate::vendor::runtime::__private::serde::Serialize for HomeGatewayInterface {
        fn serialize<S: crate::vendor::runtime::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> crate::vendor::runtime::__private::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl<'de> crate::vendor::runtime::__private::serde::Deserialize<'de>
    for HomeGatewayInterface {
        fn deserialize<D: crate::vendor::runtime::__private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> crate::vendor::runtime::__private::std::result::Result<Self, D::Error> {
            crate::vendor::runtime::__private::deserialize_name(deserializer)
        }
    }
    /// All interfaces of this program, for code that serves any gateway.
    #[derive(
        crate::vendor::runtime::__private::std::clone::Clone,
        crate::vendor::runtime::__private::std::marker::Copy,
        crate::vendor::runtime::__private::std::fmt::Debug,
        crate::vendor::runtime::__private::std::default::Default,
    )]
    pub struct HomeGateway;
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl HomeGateway {
        #[inline]
        fn call(
            interface: HomeGatewayInterface,
            operation: &crate::vendor::runtime::__private::std::primitive::str,
            params: &crate::vendor::runtime::__private::Params<'_>,
        ) -> crate::vendor::runtime::__private::Execution {
            <Self as crate::vendor::runtime::__private::Gateway>::catalogue();
            match interface {
                HomeGatewayInterface::Health => {
                    crate::vendor::runtime::__private::call_in::<
                        super::__home_gateway_health::Interface,
                    >("health", operation, params)
                }
            }
        }
    }
    #[automatically_derived]
    impl crate::vendor::runtime::__private::Gateway for HomeGateway {
        const INTERFACES: &'static [&'static crate::vendor::runtime::__private::std::primitive::str] = HomeGatewayInterface::NAMES;
        #[inline]
        fn catalogue() -> &'static crate::vendor::runtime::__private::Catalogue {
            static CATALOGUE: crate::vendor::runtime::__private::std::sync::OnceLock<
                crate::vendor::runtime::__private::Catalogue,
            > = crate::vendor::runtime::__private::std::sync::OnceLock::new();
            crate::vendor::runtime::__private::catalogue(
                &CATALOGUE,
                || {
                    let catalogue = crate::vendor::runtime::__private::Catalogue::new();
                    let catalogue = catalogue
                        .with::<super::__home_gateway_health::Interface>("health");
                    catalogue
                },
            )
        }
        #[inline]
        fn execute(
            interface: &crate::vendor::runtime::__private::std::primitive::str,
            operation: &crate::vendor::runtime::__private::std::primitive::str,
            params: &crate::vendor::runtime::__private::Params<'_>,
        ) -> crate::vendor::runtime::__private::Execution {
            match HomeGatewayInterface::find(interface) {
                crate::vendor::runtime::__private::std::option::Option::Some(
                    interface,
                ) => Self::call(interface, operation, params),
                crate::vendor::runtime::__private::std::option::Option::None => {
                    crate::vendor::runtime::__private::unknown_interface::<
                        Self,
                    >(interface)
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
        operation: &crate::vendor::runtime::__private::std::primitive::str,
        params: impl crate::vendor::runtime::__private::std::convert::Into<
            crate::vendor::runtime::__private::Params<'p>,
        >,
    ) -> crate::vendor::runtime::__private::std::result::Result<
        crate::vendor::runtime::__private::Json,
        crate::vendor::runtime::__private::GatewayError,
    > {
        HomeGateway::call(
                interface,
                operation,
                &crate::vendor::runtime::__private::std::convert::Into::into(params),
            )
            .await
    }
    /// Calls the operation that a JSON request names: `{"interface": .., "operation": .., "params": {..}}`, in any
    /// order; `params` may be absent.
    ///
    /// # Errors
    /// A request that cannot be read, and what [`execute_operation`] gives.
    pub async fn execute_json(
        request: impl crate::vendor::runtime::__private::std::convert::AsRef<
            [crate::vendor::runtime::__private::std::primitive::u8],
        >,
    ) -> crate::vendor::runtime::__private::std::result::Result<
        crate::vendor::runtime::__private::Json,
        crate::vendor::runtime::__private::GatewayError,
    > {
        <HomeGateway as crate::vendor::runtime::__private::Gateway>::execute_json(
                request.as_ref(),
            )
            .await
    }
    /// Calls a synchronous operation by name, without a future.
    ///
    /// # Errors
    /// `needs_await` for an asynchronous operation, and what [`execute_operation`] gives.
    pub fn try_execute_now<'p>(
        interface: HomeGatewayInterface,
        operation: &crate::vendor::runtime::__private::std::primitive::str,
        params: impl crate::vendor::runtime::__private::std::convert::Into<
            crate::vendor::runtime::__private::Params<'p>,
        >,
    ) -> crate::vendor::runtime::__private::std::result::Result<
        crate::vendor::runtime::__private::Json,
        crate::vendor::runtime::__private::GatewayError,
    > {
        crate::vendor::runtime::__private::now(
            HomeGateway::call(
                interface,
                operation,
                &crate::vendor::runtime::__private::std::convert::Into::into(params),
            ),
        )
    }
    /// Everything that is callable, with the JSON Schema of every parameter and result.
    #[must_use]
    pub fn describe() -> crate::vendor::runtime::__private::Description {
        <HomeGateway as crate::vendor::runtime::__private::Gateway>::catalogue()
            .describe()
    }
    /// Compares what is linked with what is listed.
    ///
    /// # Errors
    /// Every operation that is linked into the program but in no interface of this gateway, with its place.
    pub fn verify_registry() -> crate::vendor::runtime::__private::std::result::Result<
        (),
        crate::vendor::runtime::__private::Unlisted,
    > {
        <HomeGateway as crate::vendor::runtime::__private::Gateway>::catalogue()
            .verify_registry()
    }
}
