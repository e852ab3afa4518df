//! Calls a core's `build` function with the cores that it asks for.

use std::convert::Infallible;
use std::error::Error;

use super::{Core, Failure};
use crate::error::GatewayError;

/// A function that builds the core `T`: its arguments are references to other cores.
#[diagnostic::on_unimplemented(
    message = "this is not how core `{T}` is built",
    label = "expected `fn build(..) -> Self` whose arguments are references to cores",
    note = "a `build` that can fail returns `Result<Self, E>`, and its core is marked `#[gateway_core(fallible)]`",
    note = "a core that is built from a fallible core is `fallible` itself"
)]
pub trait Build<T: Core, Arguments> {
    /// Gets the arguments and calls the function.
    ///
    /// # Errors
    /// The failure of an argument, or the function's own.
    fn call(self) -> Result<T, T::Failure>;
}

/// What a `build` function returns: the core, or a `Result` of it when the core is `fallible`.
pub trait BuildResult<T: Core> {
    /// As the core's own kind of failure.
    ///
    /// # Errors
    /// The function's own error.
    fn into_result(self) -> Result<T, T::Failure>;
}

impl<T: Core<Failure = Infallible>> BuildResult<T> for T {
    fn into_result(self) -> Result<T, Infallible> {
        Ok(self)
    }
}

impl<T: Core<Failure = GatewayError>, E: Into<Box<dyn Error + Send + Sync>>> BuildResult<T> for Result<T, E> {
    fn into_result(self) -> Result<T, GatewayError> {
        self.map_err(|error| GatewayError::core_failed(T::slot().info().name, error.into()))
    }
}

macro_rules! build {
    ($($core:ident),*) => {
        impl<F, R, T, $($core),*> Build<T, ($(&'static $core,)*)> for F
        where
            F: Fn($(&'static $core),*) -> R,
            R: BuildResult<T>,
            T: Core,
            T::Failure: Failure,
            $($core: Core, T::Failure: From<$core::Failure>,)*
        {
            fn call(self) -> Result<T, T::Failure> {
                self($($core::get()?),*).into_result()
            }
        }
    };
}

build!();
build!(A);
build!(A, B);
build!(A, B, C);
build!(A, B, C, D);
build!(A, B, C, D, E);
build!(A, B, C, D, E, G);
