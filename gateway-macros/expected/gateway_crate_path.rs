#[allow(unused_imports)]
use crate::vendor::runtime::__private as __runtime_of_gateway_home_gateway;
#[allow(unused_imports)]
use crate::health as health__has_no_gateway_interface;
#[doc(hidden)]
#[allow(unused_imports)]
use health__has_no_gateway_interface::gateway_interface_list as __home_gateway_health;
#[allow(unused_qualifications)]
const _: () = __runtime_of_gateway_home_gateway::named(
    "crate::health",
    <__home_gateway_health::Interface as __runtime_of_gateway_home_gateway::Interface>::NAME,
    "health",
);
#[allow(unused_qualifications)]
const _: () = {
    const INTERFACES: &[__runtime_of_gateway_home_gateway::Listed] = &[
        __runtime_of_gateway_home_gateway::Listed::of::<
            __home_gateway_health::Interface,
        >("health"),
        __runtime_of_gateway_home_gateway::Listed {
            name: "home_gateway",
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
    __runtime_of_gateway_home_gateway::distinct::<
        { __runtime_of_gateway_home_gateway::slots(INTERFACES) },
    >(INTERFACES);
    __runtime_of_gateway_home_gateway::distinct_triggers::<
        { __runtime_of_gateway_home_gateway::trigger_slots(INTERFACES) },
    >(INTERFACES);
};
///The gateway of this program: every wrapper of every interface, and [`HomeGateway`].
#[allow(unreachable_pub)]
mod home_gateway {
    #[allow(unused_imports)]
    use super::__runtime_of_gateway_home_gateway;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__home_gateway_health::wrappers::*;
    #[doc(no_inline)]
    #[allow(unused_imports)]
    pub use super::__home_gateway_health::operation::*;
    #[derive(
        __runtime_of_gateway_home_gateway::std::clone::Clone,
        __runtime_of_gateway_home_gateway::std::marker::Copy,
        __runtime_of_gateway_home_gateway::std::fmt::Debug,
        __runtime_of_gateway_home_gateway::std::cmp::PartialEq,
        __runtime_of_gateway_home_gateway::std::cmp::Eq,
        __runtime_of_gateway_home_gateway::std::hash::Hash,
    )]
    ///The interfaces of [`HomeGateway`].
    pub enum HomeGatewayInterface {
        ///The interface `health`.
        Health,
    }
    __runtime_of_gateway_home_gateway::names! {
        HomeGatewayInterface of "interface" : [] Health = "health",
    }
    #[automatically_derived]
    impl __runtime_of_gateway_home_gateway::serde::Serialize for HomeGatewayInterface {
        fn serialize<S: __runtime_of_gateway_home_gateway::serde::Serializer>(
            &self,
            serializer: S,
        ) -> __runtime_of_gateway_home_gateway::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    #[automatically_derived]
    impl<'de> __runtime_of_gateway_home_gateway::serde::Deserialize<'de>
    for HomeGatewayInterface {
        fn deserialize<D: __runtime_of_gateway_home_gateway::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __runtime_of_gateway_home_gateway::std::result::Result<Self, D::Error> {
            __runtime_of_gateway_home_gateway::deserialize_name(deserializer)
        }
    }
    /// All interfaces of this program, for code that serves any gateway.
    #[derive(
        __runtime_of_gateway_home_gateway::std::clone::Clone,
        __runtime_of_gateway_home_gateway::std::marker::Copy,
        __runtime_of_gateway_home_gateway::std::fmt::Debug,
        __runtime_of_gateway_home_gateway::std::default::Default,
    )]
    pub struct HomeGateway;
    #[allow(unreachable_code, clippy::all, clippy::pedantic)]
    impl HomeGateway {
        #[inline]
        fn call(
            interface: HomeGatewayInterface,
            operation: &__runtime_of_gateway_home_gateway::std::primitive::str,
            params: &__runtime_of_gateway_home_gateway::Params<'_>,
        ) -> __runtime_of_gateway_home_gateway::Execution {
            <Self as __runtime_of_gateway_home_gateway::Gateway>::catalogue();
            match interface {
                HomeGatewayInterface::Health => {
                    __runtime_of_gateway_home_gateway::call_in::<
                        super::__home_gateway_health::Interface,
                    >("health", operation, params)
                }
            }
        }
    }
    __runtime_of_gateway_home_gateway::register_gateway!(HomeGateway);
    #[automatically_derived]
    impl __runtime_of_gateway_home_gateway::Gateway for HomeGateway {
        const INTERFACES: &'static [&'static __runtime_of_gateway_home_gateway::std::primitive::str] = HomeGatewayInterface::NAMES;
        #[inline]
        fn catalogue() -> &'static __runtime_of_gateway_home_gateway::Catalogue {
            static CATALOGUE: __runtime_of_gateway_home_gateway::std::sync::OnceLock<
                __runtime_of_gateway_home_gateway::Catalogue,
            > = __runtime_of_gateway_home_gateway::std::sync::OnceLock::new();
            __runtime_of_gateway_home_gateway::catalogue(
                &CATALOGUE,
                || {
                    let catalogue = __runtime_of_gateway_home_gateway::Catalogue::new();
                    let catalogue = catalogue
                        .with::<super::__home_gateway_health::Interface>("health");
                    catalogue
                },
            )
        }
        #[inline]
        fn execute(
            interface: &__runtime_of_gateway_home_gateway::std::primitive::str,
            operation: &__runtime_of_gateway_home_gateway::std::primitive::str,
            params: &__runtime_of_gateway_home_gateway::Params<'_>,
        ) -> __runtime_of_gateway_home_gateway::Execution {
            match __runtime_of_gateway_home_gateway::std::iter::Iterator::position(
                &mut HomeGatewayInterface::NAMES.iter(),
                |known| *known == interface,
            ) {
                __runtime_of_gateway_home_gateway::std::option::Option::Some(index) => {
                    Self::call(HomeGatewayInterface::ALL[index], operation, params)
                }
                __runtime_of_gateway_home_gateway::std::option::Option::None => {
                    __runtime_of_gateway_home_gateway::unknown_interface::<
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
        operation: &__runtime_of_gateway_home_gateway::std::primitive::str,
        params: impl __runtime_of_gateway_home_gateway::std::convert::Into<
            __runtime_of_gateway_home_gateway::Params<'p>,
        >,
    ) -> __runtime_of_gateway_home_gateway::std::result::Result<
        __runtime_of_gateway_home_gateway::Json,
        __runtime_of_gateway_home_gateway::GatewayError,
    > {
        HomeGateway::call(
                interface,
                operation,
                &__runtime_of_gateway_home_gateway::std::convert::Into::into(params),
            )
            .await
    }
    /// Calls the operation that a JSON request names: `{"interface": .., "operation": .., "params": {..}}`, in any
    /// order; `params` may be absent.
    ///
    /// # Errors
    /// A request that cannot be read, and what [`execute_operation`] gives.
    pub async fn execute_json(
        request: impl __runtime_of_gateway_home_gateway::std::convert::AsRef<
            [__runtime_of_gateway_home_gateway::std::primitive::u8],
        >,
    ) -> __runtime_of_gateway_home_gateway::std::result::Result<
        __runtime_of_gateway_home_gateway::Json,
        __runtime_of_gateway_home_gateway::GatewayError,
    > {
        <HomeGateway as __runtime_of_gateway_home_gateway::Gateway>::execute_json(
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
        operation: &__runtime_of_gateway_home_gateway::std::primitive::str,
        params: impl __runtime_of_gateway_home_gateway::std::convert::Into<
            __runtime_of_gateway_home_gateway::Params<'p>,
        >,
    ) -> __runtime_of_gateway_home_gateway::std::result::Result<
        __runtime_of_gateway_home_gateway::Json,
        __runtime_of_gateway_home_gateway::GatewayError,
    > {
        __runtime_of_gateway_home_gateway::now(
            HomeGateway::call(
                interface,
                operation,
                &__runtime_of_gateway_home_gateway::std::convert::Into::into(params),
            ),
        )
    }
    /// Everything that is callable, with the JSON Schema of every parameter and result.
    #[must_use]
    pub fn describe() -> __runtime_of_gateway_home_gateway::Description {
        <HomeGateway as __runtime_of_gateway_home_gateway::Gateway>::catalogue()
            .describe()
    }
    /// Compares what is linked with what is listed.
    ///
    /// # Errors
    /// Every operation of a linked interface that is in no interface of this gateway, with its place.
    pub fn verify_registry() -> __runtime_of_gateway_home_gateway::std::result::Result<
        (),
        __runtime_of_gateway_home_gateway::Unlisted,
    > {
        <HomeGateway as __runtime_of_gateway_home_gateway::Gateway>::catalogue()
            .verify_registry()
    }
}
