//! The core behind the interface: one bounded table of JSON texts.

use std::cell::Cell;
use std::fmt;
use std::hash::RandomState;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gateway_runtime::{Core, gateway_core};
use quick_cache::sync::Cache as Table;
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entry::{ByStoredSize, Collect, Entry, Key, KeyRef, PushedOut};
use super::error::CacheError;
use super::flights::Flights;
use super::space::CacheSpace;
use super::{budget, encoding};
use crate::config::Config;

/// How long an entry lives unless the caller says otherwise: 300 seconds.
pub const DEFAULT_TTL: Duration = Duration::from_mins(5);

/// A bounded cache that lives as long as the execution environment.
///
/// - It holds JSON text and counts it to the byte, keys and a fixed cost per entry included. Once the budget is
///   reached, entries that were not used lately make room (an S3-FIFO kind of clock, constant time per eviction).
/// - The budget is 8 MiB, or what `cache.bytes` of the [configuration](crate::config) says, and never more than an eighth of the function's memory. One
///   entry may take half of it.
/// - Entries expire by the wall clock: an environment is frozen between invocations, and a monotonic clock would
///   stand still with it.
/// - All of it is shared and `Sync`; readers do not wait for one another.
///
/// Operations receive the process's own cache. A test builds one for itself:
///
/// ```
/// use gateway_cores::cache::{Cache, get, set};
/// use serde_json::json;
///
/// let cache = Cache::with_budget(1_000_000);
/// set(&cache, "greeting", json!("hello"), None)?;
/// assert_eq!(get(&cache, "greeting"), Some(json!("hello")));
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[gateway_core]
pub struct Cache {
    pub(super) table: Table<Key, Arc<Entry>, ByStoredSize, DefaultHashBuilder, Collect>,
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
    /// Names memoised calls: two keyed hashes, so that who chooses parameters cannot aim for a collision.
    pub(super) seeds: [RandomState; 2],
    evictions: AtomicU64,
    hits: AtomicU64,
    misses: AtomicU64,
    pub(super) flights: Flights,
}

impl Cache {
    /// The cache of this process, as large as it is configured, also when that changes.
    fn build(config: &Config) -> Self {
        config.on_change(|config| {
            let Ok(cache) = Self::get();
            cache.resize(budget::of(config));
        });
        Self::with_budget(budget::of(config))
    }

    /// Holds at most `bytes` from now on; what is too much goes at once.
    fn resize(&self, bytes: u64) {
        let before = self.table.len();
        self.table.set_capacity(bytes);
        self.evictions.fetch_add(before.saturating_sub(self.table.len()) as u64, Ordering::Relaxed);
    }

    /// A cache that holds at most `bytes`.
    ///
    /// ```
    /// let cache = gateway_cores::cache::Cache::with_budget(64 * 1024);
    /// assert_eq!(gateway_cores::cache::stats(&cache).budget_bytes, 65_536);
    /// ```
    #[expect(clippy::missing_panics_doc, reason = "the options lack nothing")]
    pub fn with_budget(bytes: u64) -> Self {
        // One shard: the budget is then one number that any entry may use, and readers share its lock anyway.
        // The estimate only sizes the memory of recently evicted keys.
        let options = OptionsBuilder::new()
            .shards(1)
            .estimated_items_capacity(usize::try_from(bytes / 1024).unwrap_or(usize::MAX))
            .weight_capacity(bytes)
            .build()
            .expect("both capacities are given");
        Self {
            table: Table::with_options(options, ByStoredSize, DefaultHashBuilder::default(), Collect),
            clock: Box::new(SystemTime::now),
            seeds: [RandomState::new(), RandomState::new()],
            evictions: AtomicU64::new(0),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
            flights: Flights::default(),
        }
    }

    /// The same cache with another clock: time in a test passes when the test says so.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// use gateway_cores::cache::{Cache, get, set};
    ///
    /// let seconds = Arc::new(AtomicU64::new(0));
    /// let clock = Arc::clone(&seconds);
    /// let cache = Cache::with_budget(100_000)
    ///     .with_clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)));
    /// set(&cache, "k", 1.into(), Some(Duration::from_secs(60)))?;
    /// seconds.store(60, Ordering::Relaxed);
    /// assert_eq!(get(&cache, "k"), None);
    /// # Ok::<(), gateway_cores::cache::CacheError>(())
    /// ```
    #[must_use]
    pub fn with_clock(self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self { clock: Box::new(now), ..self }
    }

    /// The function's own entries: what the plain operations work on.
    ///
    /// ```
    /// use gateway_cores::cache::{Cache, get};
    ///
    /// let cache = Cache::with_budget(100_000);
    /// cache.space().set("k", &[1, 2], None)?;
    /// assert_eq!(get(&cache, "k"), Some(vec![1, 2].into()));
    /// # Ok::<(), gateway_cores::cache::CacheError>(())
    /// ```
    pub fn space(&self) -> CacheSpace<'_> {
        CacheSpace::new(self, None)
    }

    /// The entries of one tenant, apart from every other tenant's and from the function's own.
    ///
    /// ```
    /// use gateway_cores::cache::{Cache, get};
    ///
    /// let cache = Cache::with_budget(100_000);
    /// cache.tenant("acme").set("plan", "gold", None)?;
    /// assert!(!cache.tenant("globex").exists("plan"));
    /// assert_eq!(get(&cache, "plan"), None);
    /// # Ok::<(), gateway_cores::cache::CacheError>(())
    /// ```
    pub fn tenant(&self, tenant: &str) -> CacheSpace<'_> {
        CacheSpace::new(self, Some(Arc::from(tenant)))
    }

    /// Nanoseconds since the Unix epoch; 0 before it.
    pub(super) fn now(&self) -> u64 {
        let since = (self.clock)().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    }

    /// The live entry under a key, counted as a hit or a miss.
    pub(super) fn read(&self, key: &KeyRef<'_>) -> Option<Arc<Entry>> {
        match self.table.get(key) {
            Some(entry) if entry.is_live(self.now()) => {
                self.count_hit();
                Some(entry)
            }
            found => {
                if found.is_some() {
                    self.remove_if_expired(key);
                }
                self.count_miss();
                None
            }
        }
    }

    /// The live entry under a key, without a trace in the statistics or in what is evicted next.
    pub(super) fn peek(&self, key: &KeyRef<'_>) -> Option<Arc<Entry>> {
        self.table.peek(key).filter(|entry| entry.is_live(self.now()))
    }

    pub(super) fn remove_if_expired(&self, key: &KeyRef<'_>) {
        let now = self.now();
        if self.table.peek(key).is_some_and(|entry| !entry.is_live(now)) {
            // Asked again under the lock: another value may have come in between.
            self.table.remove_if(key, |entry| !entry.is_live(now));
        }
    }

    pub(super) fn count_hit(&self) {
        self.hits.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_miss(&self) {
        self.misses.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn write(&self, key: &Key, text: String, ttl: Duration) -> Result<(), CacheError> {
        let entry = self.admit(key, text, ttl)?;
        if ttl.is_zero() {
            self.table.remove(key);
        } else {
            let mut pushed_out = PushedOut::new();
            self.table.insert_with_lifecycle(key.clone(), Arc::clone(&entry), &mut pushed_out);
            self.settle(key, entry, pushed_out);
        }
        Ok(())
    }

    /// Counts what an insertion pushed out, and takes care that it was not the very entry.
    pub(super) fn settle(&self, key: &Key, entry: Arc<Entry>, mut pushed_out: PushedOut) {
        if pushed_out.iter().any(|(_, gone)| Arc::ptr_eq(gone, &entry)) {
            // A key that the table knows enters before room is made, and may go again at once. Now it is a new key, for
            // which others make room first: who stores a value expects to read it.
            self.table.insert_with_lifecycle(key.clone(), entry, &mut pushed_out);
        }
        let evicted = pushed_out.iter().filter(|(gone, _)| gone != key).count();
        self.evictions.fetch_add(evicted as u64, Ordering::Relaxed);
    }

    /// The entry for a text that may be stored.
    pub(super) fn admit(&self, key: &Key, text: String, ttl: Duration) -> Result<Arc<Entry>, CacheError> {
        if encoding::is_too_deep(&text) {
            return Err(CacheError::TooDeep);
        }
        let now = self.now();
        let entry = Entry::new(text, now, after(now, ttl));
        let (bytes, limit) = (ByStoredSize.weight(key, &entry), self.table.capacity() / 2);
        if bytes > limit {
            return Err(CacheError::TooLarge { bytes, limit });
        }
        Ok(entry)
    }

    /// Removes what `doomed` names, also what is still being computed; returns how many of them had not expired yet.
    pub(super) fn remove_all(&self, doomed: impl Fn(&Key) -> bool) -> u64 {
        self.flights.revoke(&doomed);
        let (now, live) = (self.now(), Cell::new(0));
        self.table.retain(|key, entry| {
            let goes = doomed(key);
            live.set(live.get() + u64::from(goes && entry.is_live(now)));
            !goes
        });
        live.get()
    }

    pub(super) fn remove_expired(&self) -> u64 {
        let (now, removed) = (self.now(), Cell::new(0));
        self.table.retain(|_, entry| {
            let live = entry.is_live(now);
            removed.set(removed.get() + u64::from(!live));
            live
        });
        removed.get()
    }

    pub(super) fn stats(&self) -> CacheStats {
        CacheStats {
            hits: self.hits.load(Ordering::Relaxed),
            misses: self.misses.load(Ordering::Relaxed),
            evictions: self.evictions.load(Ordering::Relaxed),
            entries: self.table.len() as u64,
            bytes: self.table.weight(),
            budget_bytes: self.table.capacity(),
        }
    }
}

/// The instant a time to live ends; one that no clock reaches ends with the clock.
pub(super) fn after(now: u64, ttl: Duration) -> u64 {
    now.saturating_add(u64::try_from(ttl.as_nanos()).unwrap_or(u64::MAX))
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache").field("stats", &self.stats()).finish_non_exhaustive()
    }
}

/// How the cache is doing, since this execution environment started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CacheStats {
    /// Reads that found a live entry, and memoised calls that did not run.
    pub hits: u64,
    /// Reads that found none, and memoised calls that ran.
    pub misses: u64,
    /// Entries that made room for others.
    pub evictions: u64,
    /// Entries held now, expired ones included until a read or `cleanup_expired` meets them.
    pub entries: u64,
    /// Bytes held now, by the same measure as the budget.
    pub bytes: u64,
    /// The most bytes that are ever held.
    pub budget_bytes: u64,
}
