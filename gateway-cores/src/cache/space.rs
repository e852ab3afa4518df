//! A handle on one tenant's, or the function's own, part of the cache.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::entry::{Key, KeyRef, OVERHEAD};
use super::error::CacheError;
use super::glob;
use super::store::{Cache, DEFAULT_TTL, after};
use crate::key;

/// One tenant's entries, or the function's own; narrowed to a namespace, if it was made by
/// [`namespace`](Self::namespace).
///
/// The handle is cheap and can be cloned. Everything it does stays inside its space: `clear` on a tenant's handle
/// leaves all other tenants alone.
///
/// ```
/// use gateway_cores::cache::Cache;
///
/// let cache = Cache::with_budget(1_000_000);
/// let orders = cache.tenant("acme").namespace("orders");
/// orders.set("42", "paid", None)?;
/// assert_eq!(orders.get_as::<String>("42")?.as_deref(), Some("paid"));
/// assert_eq!(cache.tenant("acme").keys(None), ["orders:42"]);
/// # Ok::<(), gateway_cores::cache::CacheError>(())
/// ```
#[derive(Clone)]
pub struct CacheSpace<'a> {
    pub(super) cache: &'a Cache,
    tenant: Option<Arc<str>>,
    /// Empty, or the namespaces with a colon after each.
    prefix: String,
}

impl<'a> CacheSpace<'a> {
    pub(super) fn new(cache: &'a Cache, tenant: Option<Arc<str>>) -> Self {
        Self { cache, tenant, prefix: String::new() }
    }

    /// The part of this space whose keys start with `name:`.
    ///
    /// Namespaces nest, and they are plain keys to who looks from outside: `42` in `orders` is `orders:42`.
    #[must_use]
    pub fn namespace(&self, name: &str) -> Self {
        Self { prefix: format!("{}{name}:", self.prefix), ..self.clone() }
    }

    /// The tenant this handle is bound to; `None` is the function's own space.
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    fn name<'k>(&self, key: &'k str) -> Cow<'k, str> {
        if self.prefix.is_empty() { Cow::Borrowed(key) } else { Cow::Owned(format!("{}{key}", self.prefix)) }
    }

    fn with_key<T>(&self, key: &str, f: impl FnOnce(&KeyRef<'_>) -> T) -> T {
        f(&KeyRef { tenant: self.tenant(), name: &self.name(key) })
    }

    pub(super) fn key(&self, name: &str) -> Key {
        Key { tenant: self.tenant.clone(), name: self.name(name).into() }
    }

    /// The key as this handle sees it, if the entry is in its space.
    fn own_name<'k>(&self, key: &'k Key) -> Option<&'k str> {
        if key.tenant != self.tenant {
            return None;
        }
        key.name.strip_prefix(&*self.prefix)
    }

    /// The value under a key, as a JSON tree.
    pub fn get(&self, key: &str) -> Option<Value> {
        let entry = self.with_key(key, |key| self.cache.read(key))?;
        serde_json::from_str(&entry.text).ok()
    }

    /// The value under a key, read straight into a type.
    ///
    /// # Errors
    /// [`CacheError::Decode`] if the stored value has another shape.
    pub fn get_as<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, CacheError> {
        match self.with_key(key, |key| self.cache.read(key)) {
            Some(entry) => serde_json::from_str(&entry.text).map(Some).map_err(CacheError::Decode),
            None => Ok(None),
        }
    }

    /// Stores a value for `ttl`, or for [`DEFAULT_TTL`]; what was there is replaced. A `ttl` of zero removes it.
    ///
    /// # Errors
    /// A key that [`validate_key`](super::validate_key) refuses, a value that is no JSON, too deep, or too large
    /// for the cache. Nothing has changed then.
    pub fn set<T: Serialize + ?Sized>(&self, key: &str, value: &T, ttl: Option<Duration>) -> Result<(), CacheError> {
        key::check(key)?;
        let key = self.key(key);
        key::check(&key.name)?;
        let text = serde_json::to_string(value).map_err(CacheError::Encode)?;
        self.cache.write(&key, text, ttl.unwrap_or(DEFAULT_TTL))
    }

    /// Removes the value under a key; says whether there was one.
    pub fn delete(&self, key: &str) -> bool {
        let now = self.cache.now();
        self.with_key(key, |key| self.cache.table.remove(key)).is_some_and(|(_, entry)| entry.is_live(now))
    }

    /// Whether there is a value under a key. Unlike a read it counts as no use of the entry.
    pub fn exists(&self, key: &str) -> bool {
        self.with_key(key, |key| self.cache.peek(key)).is_some()
    }

    /// Lets the value under a key live `ttl` from now on, shorter or longer than before; zero removes it. Says
    /// whether there was a value.
    pub fn expire(&self, key: &str, ttl: Duration) -> bool {
        if ttl.is_zero() {
            return self.delete(key);
        }
        let Some(entry) = self.with_key(key, |key| self.cache.peek(key)) else {
            return false;
        };
        entry.expire_at(after(self.cache.now(), ttl));
        true
    }

    /// What is known of the entry under a key, without its value.
    pub fn metadata(&self, key: &str) -> Option<EntryMetadata> {
        const NANOS_PER_MILLI: u64 = 1_000_000;
        let (entry, key_bytes) = self.with_key(key, |key| {
            let bytes = key.name.len() + key.tenant.map_or(0, str::len);
            Some((self.cache.peek(key)?, bytes))
        })?;
        let expires = entry.expires();
        Some(EntryMetadata {
            bytes: OVERHEAD + (key_bytes + entry.text.len()) as u64,
            created_at_ms: entry.created / NANOS_PER_MILLI,
            expires_at_ms: expires / NANOS_PER_MILLI,
            remaining_ms: expires.saturating_sub(self.cache.now()) / NANOS_PER_MILLI,
        })
    }

    /// The keys of the live entries, sorted; all of them, or those that match a pattern (`*` any run of characters,
    /// `?` any one).
    pub fn keys(&self, pattern: Option<&str>) -> Vec<String> {
        let now = self.cache.now();
        let mut keys: Vec<String> = self
            .cache
            .table
            .iter()
            .filter(|(_, entry)| entry.is_live(now))
            .filter_map(|(key, _)| self.own_name(&key).map(str::to_owned))
            .filter(|name| pattern.is_none_or(|pattern| glob::matches(pattern, name)))
            .collect();
        keys.sort_unstable();
        keys
    }

    /// Removes all entries, or those whose key matches a pattern; returns how many live ones went.
    pub fn clear(&self, pattern: Option<&str>) -> u64 {
        self.cache.remove_all(|key| {
            self.own_name(key).is_some_and(|name| pattern.is_none_or(|pattern| glob::matches(pattern, name)))
        })
    }
}

impl fmt::Debug for CacheSpace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CacheSpace").field("tenant", &self.tenant).field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

/// What is known of an entry beside its value. Times are milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EntryMetadata {
    /// What the entry takes of the budget: key, value and bookkeeping.
    pub bytes: u64,
    /// When the value was stored.
    pub created_at_ms: u64,
    /// When the entry expires.
    pub expires_at_ms: u64,
    /// How long it still lives, in milliseconds.
    pub remaining_ms: u64,
}
