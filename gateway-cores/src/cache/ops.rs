//! The operations: plain functions over a cache, each as testable with a cache of one's own.

use std::time::Duration;

use gateway_runtime::gateway_op;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::{BulkSetError, CacheError};
use super::space::EntryMetadata;
use super::store::{Cache, CacheStats};
use crate::key::{self, KeyError};

/// Looks a value up.
///
/// ```
/// use gateway_cores::cache::{Cache, get};
///
/// assert_eq!(get(&Cache::with_budget(100_000), "nobody"), None);
/// ```
#[gateway_op(interface = "cache", hot)]
pub fn get(#[inject] cache: &Cache, key: &str) -> Option<Value> {
    cache.space().get(key)
}

/// Stores a value for `ttl`, 300 s unless given; what was there is replaced. A `ttl` of zero removes it.
///
/// # Errors
/// A key that `validate_key` refuses; a value nested deeper than 127 levels, or larger than half of the budget.
/// Nothing has changed then.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_cores::cache::{Cache, get, set};
/// use serde_json::json;
///
/// let cache = Cache::with_budget(100_000);
/// set(&cache, "user:42", json!({"name": "Ada"}), Some(Duration::from_secs(60)))?;
/// assert_eq!(get(&cache, "user:42"), Some(json!({"name": "Ada"})));
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[gateway_op(interface = "cache", hot)]
pub fn set(#[inject] cache: &Cache, key: &str, value: Value, ttl: Option<Duration>) -> Result<(), CacheError> {
    cache.space().set(key, &value, ttl)
}

/// Removes the value under a key; says whether there was one.
///
/// ```
/// use gateway_cores::cache::{Cache, delete, set};
///
/// let cache = Cache::with_budget(100_000);
/// set(&cache, "k", 1.into(), None)?;
/// assert!(delete(&cache, "k"));
/// assert!(!delete(&cache, "k"));
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[gateway_op(interface = "cache", hot)]
pub fn delete(#[inject] cache: &Cache, key: &str) -> bool {
    cache.space().delete(key)
}

/// Whether there is a value under a key. It counts as no use of the entry.
///
/// ```
/// use gateway_cores::cache::{Cache, exists, set};
///
/// let cache = Cache::with_budget(100_000);
/// set(&cache, "k", 1.into(), None)?;
/// assert!(exists(&cache, "k"));
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[gateway_op(interface = "cache")]
pub fn exists(#[inject] cache: &Cache, key: &str) -> bool {
    cache.space().exists(key)
}

/// Lets the value under a key live `ttl` from now on; zero removes it. Says whether there was a value.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_cores::cache::{Cache, expire, metadata, set};
///
/// let cache = Cache::with_budget(100_000);
/// set(&cache, "k", 1.into(), None)?;
/// assert!(expire(&cache, "k", Duration::from_secs(3600)));
/// assert!(metadata(&cache, "k").unwrap().remaining_ms > 3_000_000);
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[gateway_op(interface = "cache")]
pub fn expire(#[inject] cache: &Cache, key: &str, ttl: Duration) -> bool {
    cache.space().expire(key, ttl)
}

/// What is known of the entry under a key, without its value: size, times.
///
/// ```
/// use gateway_cores::cache::{Cache, metadata, set};
///
/// let cache = Cache::with_budget(100_000);
/// set(&cache, "k", 1.into(), None)?;
/// let entry = metadata(&cache, "k").unwrap();
/// assert_eq!(entry.expires_at_ms - entry.created_at_ms, 300_000);
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[gateway_op(interface = "cache")]
pub fn metadata(#[inject] cache: &Cache, key: &str) -> Option<EntryMetadata> {
    cache.space().metadata(key)
}

/// The keys that hold a value, sorted; all, or those that match a pattern (`*` any run of characters, `?` any one).
///
/// ```
/// use gateway_cores::cache::{Cache, keys, set};
///
/// let cache = Cache::with_budget(100_000);
/// for key in ["user:2", "user:1", "order:1"] {
///     set(&cache, key, true.into(), None)?;
/// }
/// assert_eq!(keys(&cache, Some("user:?")), ["user:1", "user:2"]);
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[gateway_op(interface = "cache")]
pub fn keys(#[inject] cache: &Cache, pattern: Option<&str>) -> Vec<String> {
    cache.space().keys(pattern)
}

/// Looks many values up; the answers are in the order of the keys.
///
/// ```
/// use gateway_cores::cache::{Cache, bulk_get, set};
/// use serde_json::json;
///
/// let cache = Cache::with_budget(100_000);
/// set(&cache, "b", json!(2), None)?;
/// assert_eq!(bulk_get(&cache, vec!["a".into(), "b".into()]), [None, Some(json!(2))]);
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[gateway_op(interface = "cache")]
pub fn bulk_get(#[inject] cache: &Cache, keys: Vec<String>) -> Vec<Option<Value>> {
    keys.iter().map(|key| get(cache, key)).collect()
}

/// One item of a `bulk_set`.
///
/// ```
/// use gateway_cores::cache::CacheItem;
///
/// let item = CacheItem::from(("user:42", "Ada"));
/// assert_eq!(item.key, "user:42");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CacheItem {
    /// The key to store the value under.
    pub key: String,
    /// The value.
    pub value: Value,
}

impl<K: Into<String>, V: Into<Value>> From<(K, V)> for CacheItem {
    fn from((key, value): (K, V)) -> Self {
        Self { key: key.into(), value: value.into() }
    }
}

/// Stores many values in order, as so many calls of `set` would; of two items with one key the later stands.
///
/// # Errors
/// Every item that could not be stored, by its place; all others were.
///
/// ```
/// use gateway_cores::cache::{Cache, bulk_set, keys};
///
/// let cache = Cache::with_budget(100_000);
/// bulk_set(&cache, vec![("a", 1).into(), ("b", 2).into()], None)?;
/// assert_eq!(keys(&cache, None), ["a", "b"]);
/// # Ok::<(), gateway_cores::cache::BulkSetError>(())
/// ```
#[gateway_op(interface = "cache")]
pub fn bulk_set(#[inject] cache: &Cache, items: Vec<CacheItem>, ttl: Option<Duration>) -> Result<(), BulkSetError> {
    let failures: Vec<_> = items
        .into_iter()
        .enumerate()
        .filter_map(|(index, item)| Some((index, set(cache, &item.key, item.value, ttl).err()?)))
        .collect();
    if failures.is_empty() { Ok(()) } else { Err(BulkSetError(failures)) }
}

/// Removes all entries, or those whose key matches a pattern (`*`, `?`); returns how many live ones went.
///
/// Tenants' entries stay.
///
/// ```
/// use gateway_cores::cache::{Cache, clear, keys, set};
///
/// let cache = Cache::with_budget(100_000);
/// set(&cache, "user:1", 1.into(), None)?;
/// set(&cache, "order:1", 1.into(), None)?;
/// assert_eq!(clear(&cache, Some("user:*")), 1);
/// assert_eq!(keys(&cache, None), ["order:1"]);
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[gateway_op(interface = "cache")]
pub fn clear(#[inject] cache: &Cache, pattern: Option<&str>) -> u64 {
    cache.space().clear(pattern)
}

/// Frees the room of expired entries, of all tenants; returns how many there were.
///
/// Reads never see an expired entry, and eviction makes room by itself: this only frees memory earlier.
///
/// ```
/// use gateway_cores::cache::{Cache, cleanup_expired};
///
/// assert_eq!(cleanup_expired(&Cache::with_budget(100_000)), 0);
/// ```
#[gateway_op(interface = "cache")]
pub fn cleanup_expired(#[inject] cache: &Cache) -> u64 {
    cache.remove_expired()
}

/// How the cache is doing: hits, misses, evictions, entries, bytes and budget, over all tenants.
///
/// ```
/// use gateway_cores::cache::{Cache, get, stats};
///
/// let cache = Cache::with_budget(100_000);
/// get(&cache, "nobody");
/// assert_eq!((stats(&cache).hits, stats(&cache).misses), (0, 1));
/// ```
#[gateway_op(interface = "cache")]
pub fn stats(#[inject] cache: &Cache) -> CacheStats {
    cache.stats()
}

/// Whether a text may be a key: 1 to 255 characters of `A-Z a-z 0-9 _ : . / -`.
///
/// # Errors
/// What is wrong with it.
///
/// ```
/// use gateway_cores::cache::validate_key;
///
/// assert!(validate_key("user:42/avatar.png").is_ok());
/// assert!(validate_key("user 42").is_err());
/// ```
#[gateway_op(interface = "cache")]
pub fn validate_key(key: &str) -> Result<(), KeyError> {
    key::check(key)
}
