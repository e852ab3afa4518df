//! What generated code names. Nothing here is stable: the macros and the runtime are released together.

pub use std;

#[cfg(feature = "registry")]
pub use inventory;
pub use serde;

pub use crate::catalogue::{Catalogue, catalogue};
pub use crate::const_check::{belongs, count, distinct, named};
pub use crate::core::{Build, BuildResult, Carries, Core, CoreSlot, Failure, Inject, InjectHot};
pub use crate::describe::Description;
pub use crate::engine::{Call, Counted, Statistics, UNCOUNTED};
pub use crate::error::GatewayError;
pub use crate::execution::{Execution, execute};
pub use crate::gateway::{Gateway, now, unknown_interface};
pub use crate::interface::{Interface, call_in};
pub use crate::json::Json;
pub use crate::names::{UnknownName, deserialize_name};
pub use crate::operation::{Adapter, Location, Operation, OperationInfo, ParameterInfo};
#[cfg(feature = "schema")]
pub use crate::output::{DescribeFallible, DescribeNothing, DescribePlain};
pub use crate::output::{FallibleProbe, Kind, PlainProbe, Probe};
pub use crate::params::{Arguments, Base64, OptionalBase64, OptionalText, Parameter, Params, Text};
pub use crate::registry::Unlisted;
#[cfg(feature = "registry")]
pub use crate::registry::{Registered, RegisteredGateway};
pub use crate::{
    __gateway_default as default, __gateway_location as location, __gateway_operation as operation,
    __gateway_register as register, __gateway_register_gateway as register_gateway, __gateway_schema_of as schema_of,
    __gateway_statistics as statistics, __gateway_stub as stub,
};

/// What is the same for every operation. The attribute hands over what differs, since rustc expands a `macro_rules!` much
/// faster than a procedural macro can emit the same tokens.
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_operation {
    (
        $twin:ident, $interface:literal, $name:literal, $docs:expr, $statistics:ident, $asynchronous:literal,
        $returns:literal, [$output:ty], [$(($parameter:literal $kind:literal $($default:literal)?))*], [$($core:ty),*],
        $lifetime:lifetime, $arguments:ty, $pattern:tt => $call:block
    ) => {
        #[automatically_derived]
        #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic)]
        impl $crate::__private::Operation for $twin {
            const PATH: (
                &'static $crate::__private::std::primitive::str,
                &'static $crate::__private::std::primitive::str,
            ) = ($interface, $name);
            type Arguments<$lifetime> = $arguments;

            fn info() -> &'static $crate::__private::OperationInfo {
                static INFO: $crate::__private::OperationInfo = $crate::__private::OperationInfo {
                    interface: $interface,
                    name: $name,
                    docs: $docs,
                    hot: $crate::__private::statistics!(is_hot $statistics),
                    asynchronous: $asynchronous,
                    parameters: &[$($crate::__private::ParameterInfo {
                        name: $parameter,
                        kind: $kind,
                        default: $crate::__private::default!($($default)?),
                    }),*],
                    returns: $returns,
                    location: $crate::__private::location!(),
                    cores: &[$(<$core as $crate::__private::Inject>::core),*],
                    statistics: $crate::__private::statistics!($statistics),
                    adapter: $crate::__private::Adapter::of::<$twin>(),
                    schema: $crate::__private::schema_of!($output),
                };
                &INFO
            }

            #[inline]
            fn call(arguments: Self::Arguments<'_>) -> $crate::__private::Execution {
                #[allow(unused_imports)]
                use $crate::__private::{FallibleProbe as _, PlainProbe as _};
                let $pattern = arguments;
                $call
            }
        }
        $crate::__private::register!($twin);
    };
}

/// Where calls are counted: a place of the operation's own, unless it is hot.
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_statistics {
    (hot) => {
        &$crate::__private::UNCOUNTED
    };
    (counted) => {{
        static STATISTICS: $crate::__private::Statistics = $crate::__private::Statistics::new();
        &STATISTICS
    }};
    (is_hot hot) => {
        true
    };
    (is_hot counted) => {
        false
    };
}

/// The expression that stands for an absent parameter, as text.
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_default {
    () => {
        $crate::__private::std::option::Option::None
    };
    ($default:literal) => {
        $crate::__private::std::option::Option::Some($default)
    };
}

/// Where the attribute stands.
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_location {
    () => {
        $crate::__private::Location { file: ::core::file!(), line: ::core::line!() }
    };
}

/// Submits an operation to the index of what is linked.
#[cfg(feature = "registry")]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_register {
    ($operation:ty) => {
        $crate::__private::inventory::submit! {
            $crate::__private::Registered(<$operation as $crate::__private::Operation>::info)
        }
    };
}

/// Submits a gateway, for operations that ask for the catalogue.
#[cfg(feature = "registry")]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_register_gateway {
    ($gateway:ty) => {
        $crate::__private::inventory::submit! {
            $crate::__private::RegisteredGateway(<$gateway as $crate::__private::Gateway>::catalogue)
        }
    };
}

/// There is no index.
#[cfg(not(feature = "registry"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_register_gateway {
    ($gateway:ty) => {};
}

/// There is no index.
#[cfg(not(feature = "registry"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_register {
    ($operation:ty) => {};
}

/// How to describe a result.
#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_schema_of {
    ($output:ty) => {
        |generator| {
            #[allow(unused_imports)]
            use $crate::__private::{DescribeFallible as _, DescribeNothing as _, DescribePlain as _};
            (&&&$crate::__private::Probe::<$output>::NEW).describe(generator)
        }
    };
}

/// Nothing is described.
#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_schema_of {
    ($output:ty) => {
        ()
    };
}

/// The operation of an annotation that has been refused: it is there for a list, and does nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_stub {
    ($twin:ident, $name:literal, $interface:literal) => {
        const _: () = {
            impl $crate::__private::Operation for $twin {
                const PATH: (
                    &'static $crate::__private::std::primitive::str,
                    &'static $crate::__private::std::primitive::str,
                ) = ($interface, $name);
                type Arguments<'a> = ();

                fn info() -> &'static $crate::__private::OperationInfo {
                    $crate::__private::std::unreachable!()
                }

                fn call((): ()) -> $crate::__private::Execution {
                    $crate::__private::std::unreachable!()
                }
            }
        };
    };
}
