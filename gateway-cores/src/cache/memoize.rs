//! Single flight: of many callers who want the same result at once, one computes it.

use std::hash::BuildHasher;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::Saving;
use quick_cache::DefaultHashBuilder;
use quick_cache::sync::{GuardResult, PlaceholderGuard};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entry::{ByStoredSize, Collect, Entry, Key, PushedOut};
use super::error::CacheError;
use super::flights::Permit;
use super::space::CacheSpace;

/// The right, and the duty, to compute a value that others wait for. Dropped without a value, it passes to the next.
type Flight<'a> = PlaceholderGuard<'a, Key, Arc<Entry>, ByStoredSize, DefaultHashBuilder, Collect>;

impl CacheSpace<'_> {
    /// Runs `f` unless its result for these parameters is cached; callers who come meanwhile wait for the one run.
    ///
    /// `operation` and `params` together name the result. An error is passed on and never cached. If `f` fails,
    /// panics, or its future is dropped, the next waiting caller runs its own `f`. What is memoised can be removed
    /// by `clear(Some("memo:OPERATION:*"))`; a run whose result a `clear` would have removed gives it to its caller,
    /// but leaves nothing in the cache.
    ///
    /// A result that cannot be cached (no JSON, too large, or parameters that are no JSON) is computed each time.
    ///
    /// `f` must not memoise the same operation and parameters again: it would wait for itself.
    ///
    /// # Errors
    /// Those of `f`.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use std::convert::Infallible;
    /// use std::time::Duration;
    ///
    /// use gateway_cores::cache::Cache;
    ///
    /// let cache = Cache::with_budget(1_000_000);
    /// let minute = Duration::from_secs(60);
    /// for _ in 0..2 {
    ///     let length = cache.space().memoize("length", "word", minute, async || Ok::<_, Infallible>("word".len())).await;
    ///     assert_eq!(length, Ok(4));
    /// }
    /// assert_eq!(gateway_cores::cache::stats(&cache).hits, 1);
    /// # });
    /// ```
    pub async fn memoize<T, E, F>(
        &self,
        operation: &str,
        params: &(impl Serialize + Sync + ?Sized),
        ttl: Duration,
        f: impl FnOnce() -> F,
    ) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned,
        F: Future<Output = Result<T, E>>,
    {
        let Some(key) = self.memo_key(operation, params) else {
            return f().await;
        };
        loop {
            self.cache.remove_if_expired(&key.lend());
            match self.cache.table.get_value_or_guard_async(&key).await {
                Ok(entry) => {
                    if let Some(value) = self.accept(&key, &entry) {
                        return Ok(value);
                    }
                }
                Err(flight) => {
                    let permit = self.cache.flights.depart(&key);
                    let value = f().await?;
                    self.land(flight, permit, &key, &value, ttl);
                    return Ok(value);
                }
            }
        }
    }

    /// [`memoize`](Self::memoize) for code that is not async: waiting blocks the thread.
    ///
    /// Inside an async task prefer `memoize`: a thread that waits here cannot run the task it waits for.
    ///
    /// # Errors
    /// Those of `f`.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use gateway_cores::cache::Cache;
    ///
    /// let cache = Cache::with_budget(1_000_000);
    /// let parsed = cache.space().memoize_blocking("parse", "42", Duration::from_secs(60), || "42".parse::<u32>());
    /// assert_eq!(parsed, Ok(42));
    /// ```
    pub fn memoize_blocking<T, E>(
        &self,
        operation: &str,
        params: &(impl Serialize + ?Sized),
        ttl: Duration,
        f: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned,
    {
        let Some(key) = self.memo_key(operation, params) else {
            return f();
        };
        loop {
            self.cache.remove_if_expired(&key.lend());
            match self.cache.table.get_value_or_guard(&key, None) {
                GuardResult::Value(entry) => {
                    if let Some(value) = self.accept(&key, &entry) {
                        return Ok(value);
                    }
                }
                GuardResult::Timeout => {}
                GuardResult::Guard(flight) => {
                    let permit = self.cache.flights.depart(&key);
                    let value = f()?;
                    self.land(flight, permit, &key, &value, ttl);
                    return Ok(value);
                }
            }
        }
    }

    /// The key of a memoised result: the operation to be recognised and cleared by, and a hash of operation and
    /// parameters. Parameters themselves stay out of it: they may be long, and may be secrets.
    fn memo_key(&self, operation: &str, params: &(impl Serialize + ?Sized)) -> Option<Key> {
        // Through a tree, because the members of a map come sorted out of it.
        let params = match serde_json::to_value(params) {
            Ok(params) => params.to_string(),
            Err(error) => {
                tracing::warn!(operation, %error, "not memoized: the parameters are no JSON");
                return None;
            }
        };
        let label: String =
            operation.chars().filter(|c| c.is_ascii_alphanumeric() || "_./-".contains(*c)).take(200).collect();
        let [high, low] = self.cache.seeds.each_ref().map(|seed| seed.hash_one((operation, &params)));
        Some(self.key(&format!("memo:{label}:{high:016x}{low:016x}")))
    }

    /// A cached result as the caller's type. One of another shape is removed, so that the caller computes its own.
    fn accept<T: DeserializeOwned>(&self, key: &Key, entry: &Arc<Entry>) -> Option<T> {
        let value = serde_json::from_str(&entry.text).ok();
        if value.is_some() {
            self.cache.count_hit();
        } else {
            self.cache.table.remove_if(key, |current| Arc::ptr_eq(current, entry));
        }
        value
    }

    /// Hands a computed value to those who wait and to the cache, if it can be stored and was not cleared meanwhile.
    fn land<T: Serialize>(&self, flight: Flight<'_>, permit: Permit<'_>, key: &Key, value: &T, ttl: Duration) {
        self.cache.count_miss();
        // What it saves is another computation, such as a request.
        let ttl = if Saving::LongerCaching.is_on() { ttl.saturating_mul(2) } else { ttl };
        let entry =
            serde_json::to_string(value).map_err(CacheError::Encode).and_then(|text| self.cache.admit(key, text, ttl));
        match entry {
            Ok(entry) => permit.store(|| {
                let mut pushed_out = PushedOut::new();
                // Refused if the key was set or deleted meanwhile: then that stands.
                if flight.insert_with_lifecycle(Arc::clone(&entry), &mut pushed_out).is_ok() {
                    self.cache.settle(key, entry, pushed_out);
                }
            }),
            Err(error) => tracing::warn!(key = %key.name, %error, "not memoized"),
        }
    }
}
