//! What `#[inject]` hands to an operation.

use std::convert::Infallible;
use std::ops::Deref;

use super::{Core, CoreInfo, Failure};
use crate::catalogue::Catalogue;
use crate::context::Context;
use crate::error::GatewayError;

/// A type that an operation can take by `#[inject]`: a core, the [`Context`], the [`Catalogue`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be injected: it is not a core",
    label = "no core provides this",
    note = "mark the struct with `#[gateway_core]` and give it `fn build() -> Self`"
)]
pub trait Inject {
    /// What keeps it alive during the call.
    type Guard: Deref<Target = Self>;
    /// How getting it can fail.
    type Failure: Failure;

    /// Gets it.
    ///
    /// # Errors
    /// The start-up failure of a core.
    fn inject() -> Result<Self::Guard, Self::Failure>;

    /// The core behind it, if it is one.
    fn core() -> Option<&'static CoreInfo> {
        None
    }
}

#[diagnostic::do_not_recommend]
impl<C: Core> Inject for C {
    type Guard = &'static C;
    type Failure = C::Failure;

    #[inline]
    fn inject() -> Result<&'static C, C::Failure> {
        C::get()
    }

    fn core() -> Option<&'static CoreInfo> {
        Some(C::slot().info())
    }
}

/// Holds the context of one call.
#[derive(Debug)]
pub struct ContextGuard(Context);

impl Deref for ContextGuard {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.0
    }
}

impl Inject for Context {
    type Guard = ContextGuard;
    type Failure = Infallible;

    fn inject() -> Result<ContextGuard, Infallible> {
        Ok(ContextGuard(Self::current()))
    }
}

impl Inject for Catalogue {
    type Guard = &'static Self;
    type Failure = Infallible;

    fn inject() -> Result<&'static Self, Infallible> {
        Ok(Self::current())
    }
}

/// What a `hot` operation can take by `#[inject]`: it is the bare call, so nothing is looked up for it.
#[diagnostic::on_unimplemented(
    message = "a `hot` operation has no context: `{Self}` cannot be injected",
    label = "looked up at each call",
    note = "remove `hot`, or this parameter"
)]
pub trait InjectHot: Inject {
    /// Gets it.
    ///
    /// # Errors
    /// The start-up failure of a core.
    #[inline]
    fn inject_hot() -> Result<Self::Guard, Self::Failure> {
        Self::inject()
    }
}
#[diagnostic::do_not_recommend]
impl<C: Core> InjectHot for C {}
impl InjectHot for Catalogue {}

/// A return type that can carry the failure `F` of a core's start-up.
#[diagnostic::on_unimplemented(
    message = "this operation injects a fallible core, and `{Self}` cannot carry its start-up error",
    label = "cannot carry `GatewayError`",
    note = "return `Result<_, E>` with `E: From<GatewayError>`"
)]
pub trait Carries<F> {
    /// The failure as a return value.
    fn carry(failure: F) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T> Carries<Infallible> for T {
    #[inline]
    fn carry(failure: Infallible) -> Self {
        match failure {}
    }
}

#[diagnostic::do_not_recommend]
impl<T, E: From<GatewayError>> Carries<GatewayError> for Result<T, E> {
    fn carry(failure: GatewayError) -> Self {
        Err(failure.into())
    }
}
