//! The interface `cache`: bounded, in-process, as long-lived as the execution environment.

mod budget;
mod encoding;
mod entry;
mod error;
mod glob;
mod key;
mod memoize;
mod ops;
mod space;
mod store;
#[cfg(test)]
mod tests;

pub use error::{BulkSetError, CacheError};
pub use key::{KeyError, MAX_KEY_BYTES};
pub use ops::{
    CacheItem, bulk_get, bulk_set, cleanup_expired, clear, delete, exists, expire, get, keys, metadata, set, stats,
    validate_key,
};
pub use space::{CacheSpace, EntryMetadata};
pub use store::{Cache, CacheStats, DEFAULT_TTL};
