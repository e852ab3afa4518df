//! What generated code names. Nothing here is stable: the macros and the runtime are released together.

pub use std;

#[cfg(feature = "registry")]
pub use inventory;
pub use serde;

pub use crate::catalogue::{Catalogue, catalogue};
pub use crate::const_check::{Listed, belongs, distinct, distinct_triggers, named, slots, trigger_slots};
pub use crate::core::{Build, BuildResult, Carries, Core, CoreSlot, Failure, Inject, InjectHot};
pub use crate::describe::Description;
pub use crate::engine::{Call, Counted, Statistics, UNCOUNTED};
pub use crate::error::GatewayError;
pub use crate::execution::{Execution, decode, execute};
pub use crate::gateway::{Gateway, now, unknown_interface};
pub use crate::guard::Priority;
pub use crate::interface::{Interface, call_in};
pub use crate::json::Json;
pub use crate::names::{UnknownName, deserialize_name, find};
pub use crate::operation::{Location, OperationInfo, Outside, Purpose};
#[cfg(feature = "schema")]
pub use crate::output::{DescribeFallible, DescribeNothing, DescribePlain};
pub use crate::output::{FallibleProbe, Kind, PlainProbe, Probe};
pub use crate::params::{Arguments, Base64, Object, OptionalBase64, OptionalText, Parameter, Params, Text};
pub use crate::registry::Unlisted;
#[cfg(feature = "registry")]
pub use crate::registry::{Registered, RegisteredGateway};
pub use crate::trigger::{Place, Trigger};
pub use crate::{
    __gateway_location as location, __gateway_names as names, __gateway_operation as operation,
    __gateway_register as register, __gateway_register_gateway as register_gateway, __gateway_schema_of as schema_of,
    __gateway_statistics as statistics,
};

/// The description of an operation, with the one function that the compiler has to make for it alone.
///
/// The attribute hands over what differs, since rustc expands a `macro_rules!` much faster than a procedural macro can emit
/// the same tokens.
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_operation {
    (
        $interface:literal, $name:literal, $docs:expr, $id:literal, $hot:ident, $asynchronous:literal, $returns:literal, [$output:ty],
        [$([$parameter:literal $kind:literal $default:literal])*], [$($core:ty),*],
        $outside:expr, $lifetime:lifetime, $arguments:ty, ($operation:ident, $pattern:tt) => $call:block
    ) => {{
        // Items in a macro are not hygienic: the user's own may have any other name.
        fn __gateway_enter<$lifetime>(
            $operation: &'static $crate::__private::OperationInfo,
            params: $crate::__private::std::option::Option<$crate::__private::Object<$lifetime>>,
            purpose: &mut $crate::__private::Purpose,
        ) -> $crate::__private::Execution {
            #[allow(unused_imports)]
            use $crate::__private::{FallibleProbe as _, PlainProbe as _};
            let $pattern = match $crate::__private::decode::<$arguments>($operation, params, purpose) {
                $crate::__private::std::result::Result::Ok(arguments) => arguments,
                $crate::__private::std::result::Result::Err(execution) => return execution,
            };
            $call
        }
        $crate::__private::OperationInfo {
            interface: $interface,
            name: $name,
            docs: $docs,
            hot: $hot,
            asynchronous: $asynchronous,
            parameters: &[$([$parameter, $kind, $default]),*],
            returns: $returns,
            location: $crate::__private::location!(),
            cores: &[$(<$core as $crate::__private::Inject>::core),*],
            interface_id: $id,
            statistics: $crate::__private::statistics!($hot),
            enter: __gateway_enter,
            outside: $outside,
            schema: $crate::__private::schema_of!($output),
        }
    }};
}

/// Where calls are counted: a place of the operation's own, unless it is hot.
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_statistics {
    (true) => {
        &$crate::__private::UNCOUNTED
    };
    (false) => {{
        static STATISTICS: $crate::__private::Statistics = $crate::__private::Statistics::NEW;
        &STATISTICS
    }};
}

/// Where the attribute stands.
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_location {
    () => {
        $crate::__private::Location { file: $crate::__private::std::file!(), line: $crate::__private::std::line!() }
    };
}

/// Submits the operations of an interface to the index of what is linked.
#[cfg(feature = "registry")]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_register {
    ($operations:path) => {
        $crate::__private::inventory::submit! {
            $crate::__private::Registered($operations)
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
    ($operations:path) => {};
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

/// What an enum of names has: that of an interface's operations, and that of a gateway's interfaces.
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_names {
    ($ident:ident of $what:literal: $([$($(#[$cfg:meta])+)?] $variant:ident = $name:literal,)*) => {
        #[automatically_derived]
        #[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic)]
        impl $ident {
            /// All of them, in the order of the list.
            pub const ALL: &'static [Self] = &[$($($(#[$cfg])+)? Self::$variant,)*];

            const NAMES: &'static [&'static $crate::__private::std::primitive::str] = &[$($($(#[$cfg])+)? $name,)*];

            /// The name in JSON.
            #[must_use]
            #[inline]
            pub const fn as_str(self) -> &'static $crate::__private::std::primitive::str {
                Self::NAMES[self as $crate::__private::std::primitive::usize]
            }
        }

        #[automatically_derived]
        impl $crate::__private::std::str::FromStr for $ident {
            type Err = $crate::__private::UnknownName;

            fn from_str(
                name: &$crate::__private::std::primitive::str,
            ) -> $crate::__private::std::result::Result<Self, Self::Err> {
                $crate::__private::find($what, name, Self::NAMES, Self::ALL)
            }
        }

        #[automatically_derived]
        impl $crate::__private::std::fmt::Display for $ident {
            fn fmt(
                &self,
                f: &mut $crate::__private::std::fmt::Formatter<'_>,
            ) -> $crate::__private::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
