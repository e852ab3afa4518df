//! The interface `cache`: bounded, in-process, as long-lived as the execution environment.
//!
//! The plain wrappers work on the function's own entries; a request's tenant has entries of its own:
//!
//! ```
//! use gateway_cores::cache::{cache_for, cache_get, cache_set};
//! use gateway_runtime::Context;
//!
//! cache_set("motd", "hello".into(), None)?;
//! assert_eq!(cache_get("motd"), Some("hello".into()));
//!
//! let cx = Context::builder().tenant_id("acme").build();
//! assert_eq!(cache_for(&cx).get("motd"), None);
//! # Ok::<(), gateway_cores::cache::CacheError>(())
//! ```
//!
//! See [`Cache`] for the budget and what it counts.

mod budget;
mod encoding;
mod entry;
mod error;
mod flights;
mod glob;
mod memoize;
mod ops;
mod shared;
mod space;
mod store;
#[cfg(test)]
mod tests;

use std::time::Duration;

use gateway_runtime::gateway_interface;
use serde_json::Value;

pub use crate::key::{KeyError, MAX_KEY_BYTES};
pub use error::{BulkSetError, CacheError};
pub use ops::{
    CacheItem, bulk_get, bulk_set, cleanup_expired, clear, delete, exists, expire, get, keys, metadata, set, stats,
    validate_key,
};
pub use shared::{memoize, memoize_blocking, namespace};
pub use space::{CacheSpace, EntryMetadata};
pub use store::{Cache, CacheStats, DEFAULT_TTL};

gateway_interface! { pub cache {
    ops::get,
    #[deprecated(note = "use cache_get")]
    ops::get as cache_get_fast,
    ops::set,
    #[deprecated(note = "use cache_set")]
    ops::set as cache_set_fast,
    ops::delete,
    #[deprecated(note = "use cache_delete")]
    ops::delete as cache_delete_fast,
    ops::exists,
    ops::expire,
    ops::metadata,
    ops::keys,
    ops::bulk_get,
    ops::bulk_set,
    ops::clear,
    ops::cleanup_expired,
    ops::stats,
    ops::validate_key,
    fn shared::memoize,
    fn shared::memoize as cache_operation_result,
    fn shared::memoize_blocking,
    fn shared::namespace,
    fn shared::cache_for as cache_for,
} }
