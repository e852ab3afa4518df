//! What generated code names. Nothing here is stable: the macros and the runtime are released together.

pub use std;

#[cfg(feature = "registry")]
pub use inventory;
pub use serde;

pub use crate::catalogue::{Catalogue, catalogue};
pub use crate::const_check::{belongs, count, distinct, named};
pub use crate::core::{Build, BuildResult, Carries, Core, CoreSlot, Failure, Inject, InjectHot};
pub use crate::describe::Description;
pub use crate::engine::{run, run_async};
pub use crate::error::GatewayError;
pub use crate::execution::{Execution, execute};
pub use crate::gateway::{Gateway, now, unknown_interface};
pub use crate::interface::{Interface, call_in};
pub use crate::json::Json;
pub use crate::names::{UnknownName, deserialize_name};
pub use crate::operation::{Location, Operation, OperationInfo, ParameterInfo};
#[cfg(feature = "schema")]
pub use crate::output::{DescribeFallible, DescribeNothing, DescribePlain};
pub use crate::output::{FallibleProbe, Kind, PlainProbe, Probe};
pub use crate::params::{Arguments, Base64, OptionalBase64, OptionalText, Parameter, Params, Text};
#[cfg(feature = "registry")]
pub use crate::registry::Registered;
pub use crate::registry::Unlisted;
pub use crate::{
    __gateway_location as location, __gateway_register as register, __gateway_schema_of as schema_of,
    __gateway_stub as stub,
};

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
                const NAME: &'static $crate::__private::std::primitive::str = $name;
                const INTERFACE: &'static $crate::__private::std::primitive::str = $interface;
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
