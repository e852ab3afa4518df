//! Functions on the process's own cache that no JSON can call: they take a closure, or give a handle.

use std::time::Duration;

use gateway_runtime::{Context, Core};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::space::CacheSpace;
use super::store::Cache;

fn shared() -> &'static Cache {
    let Ok(cache) = Cache::get();
    cache
}

/// The part of the process's cache that belongs to the request's tenant; the function's own part for a request without
/// a tenant.
///
/// ```
/// use gateway_cores::cache::cache_for;
/// use gateway_runtime::Context;
///
/// let acme = Context::builder().tenant_id("acme").build();
/// let globex = Context::builder().tenant_id("globex").build();
/// cache_for(&acme).set("plan", "gold", None)?;
/// assert!(cache_for(&acme).exists("plan"));
/// assert!(!cache_for(&globex).exists("plan"));
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
pub fn cache_for(cx: &Context) -> CacheSpace<'static> {
    cx.tenant_id().map_or_else(|| shared().space(), |tenant| shared().tenant(tenant))
}

/// The part of the function's own cache whose keys start with `name:`. For a tenant's, see
/// [`CacheSpace::namespace`].
///
/// ```
/// use gateway_cores::cache::{cache_get, namespace};
///
/// namespace("users").set("42", "Ada", None)?;
/// assert_eq!(cache_get("users:42"), Some("Ada".into()));
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
pub fn namespace(name: &str) -> CacheSpace<'static> {
    shared().space().namespace(name)
}

/// Runs `f` unless its result for these parameters is cached; callers who come meanwhile wait for the one run.
///
/// See [`CacheSpace::memoize`] for the rules. For a tenant's own results call that on [`cache_for`].
///
/// # Errors
/// Those of `f`; they are never cached.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use std::time::Duration;
///
/// use gateway_cores::cache::memoize;
///
/// async fn fetch(city: &str) -> Result<u32, std::io::Error> {
///     Ok(city.len() as u32)
/// }
///
/// let inhabitants = memoize("inhabitants", "Riga", Duration::from_secs(60), || fetch("Riga")).await?;
/// assert_eq!(inhabitants, 4);
/// # Ok::<(), std::io::Error>(())
/// # }).unwrap();
/// ```
pub async fn memoize<T, E, F>(
    operation: &str,
    params: &(impl Serialize + Sync + ?Sized),
    ttl: Duration,
    f: impl FnOnce() -> F,
) -> Result<T, E>
where
    T: Serialize + DeserializeOwned,
    F: Future<Output = Result<T, E>>,
{
    shared().space().memoize(operation, params, ttl, f).await
}

/// [`memoize`] for code that is not async: waiting blocks the thread.
///
/// # Errors
/// Those of `f`; they are never cached.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_cores::cache::memoize_blocking;
///
/// let parsed = memoize_blocking("parse", "42", Duration::from_secs(60), || "42".parse::<u32>());
/// assert_eq!(parsed, Ok(42));
/// ```
pub fn memoize_blocking<T, E>(
    operation: &str,
    params: &(impl Serialize + ?Sized),
    ttl: Duration,
    f: impl FnOnce() -> Result<T, E>,
) -> Result<T, E>
where
    T: Serialize + DeserializeOwned,
{
    shared().space().memoize_blocking(operation, params, ttl, f)
}
