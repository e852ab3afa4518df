//! Cores: the state behind an interface, one per process, built on first use.

mod build;
mod graph;
mod inject;
#[cfg(feature = "test-util")]
mod scope;
mod slot;

pub use build::{Build, BuildResult};
pub use graph::{BuildRecord, BuildTrigger, builds};
pub use inject::{Carries, Inject, InjectHot};
#[cfg(feature = "test-util")]
pub use scope::{CoreSet, with_cores};
pub use slot::{CoreInfo, CoreSlot, Failure};

/// The state behind an interface: `#[gateway_core]` implements this.
///
/// There is one instance per process. It is built by its `build` function when it is first needed, from other cores if
/// that function takes any, and lives as long as the process.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be injected: it is not a core",
    label = "no core provides this",
    note = "mark the struct with `#[gateway_core]` and give it `fn build() -> Self`"
)]
pub trait Core: Sized + Send + Sync + 'static {
    /// [`Infallible`](std::convert::Infallible), or [`GatewayError`](crate::GatewayError) for a `fallible` core.
    type Failure: Failure;

    #[doc(hidden)]
    fn slot() -> &'static CoreSlot<Self>;

    #[doc(hidden)]
    fn construct() -> Result<Self, Self::Failure>;

    /// The instance, built now if it is not there yet.
    ///
    /// # Errors
    /// What `build` returned, for a `fallible` core; the next call tries again.
    ///
    /// # Panics
    /// With the chain of names, if an infallible core needs itself in order to be built.
    #[inline]
    fn get() -> Result<&'static Self, Self::Failure> {
        #[cfg(feature = "test-util")]
        if let Some(found) = scope::find::<Self>() {
            return found;
        }
        Self::slot().get()
    }
}

/// Builds the named cores now, in the order given; cores that are there already cost nothing.
///
/// Names are those of the structs, looked up in what [`Catalogue::cores`](crate::Catalogue::cores) knows.
pub(crate) fn preload(known: &[&'static CoreInfo], names: &[&str]) -> Result<(), crate::GatewayError> {
    for name in names {
        let core = known.iter().find(|core| core.name == *name).ok_or_else(|| {
            let known: Vec<_> = known.iter().map(|core| core.name).collect();
            let hint = crate::suggest::closest(name, known.iter().copied())
                .map_or_else(|| format!("known are: {}", known.join(", ")), |name| format!("did you mean `{name}`?"));
            crate::GatewayError::invalid_request(format!("no core `{}`, {hint}", crate::error::shorten(name)))
        })?;
        graph::preloading(core.prepare)?;
    }
    Ok(())
}
