//! What is stored, under what, and what it weighs.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quick_cache::{Equivalent, Lifecycle, Weighter};

/// Where an entry lives. The tenant is a part of its own and no prefix, so no choice of names can lead from one
/// tenant's entries to another's.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) tenant: Option<Arc<str>>,
    pub(super) name: Arc<str>,
}

/// A [`Key`] on loan: looking up allocates nothing.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct KeyRef<'a> {
    pub(super) tenant: Option<&'a str>,
    pub(super) name: &'a str,
}

impl Key {
    pub(super) fn lend(&self) -> KeyRef<'_> {
        KeyRef { tenant: self.tenant.as_deref(), name: &self.name }
    }

    fn bytes(&self) -> usize {
        self.name.len() + self.tenant.as_ref().map_or(0, |tenant| tenant.len())
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.lend().hash(state);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.lend() == other.lend()
    }
}

impl Eq for Key {}

impl Equivalent<Key> for KeyRef<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        *self == key.lend()
    }
}

/// A value in its stored form: compact JSON text, whose size is known to the byte.
pub(super) struct Entry {
    pub(super) text: Box<str>,
    /// Nanoseconds since the Unix epoch.
    pub(super) created: u64,
    /// Nanoseconds since the Unix epoch; from this instant on the entry is gone for every reader.
    expires: AtomicU64,
}

impl Entry {
    pub(super) fn new(text: String, created: u64, expires: u64) -> Arc<Self> {
        Arc::new(Self { text: text.into_boxed_str(), created, expires: AtomicU64::new(expires) })
    }

    pub(super) fn expires(&self) -> u64 {
        self.expires.load(Ordering::Relaxed)
    }

    pub(super) fn expire_at(&self, instant: u64) {
        self.expires.store(instant, Ordering::Relaxed);
    }

    pub(super) fn is_live(&self, now: u64) -> bool {
        now < self.expires()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

/// What one entry costs beside its key and its text: a slot of the table, which doubles as it grows, the counted
/// allocations of entry and key, and their heads. Taken for the worst moment, just after the table has doubled, so that
/// also a flood of tiny entries stays inside the budget.
pub(super) const OVERHEAD: u64 = 256;

#[derive(Clone)]
pub(super) struct ByStoredSize;

impl Weighter<Key, Arc<Entry>> for ByStoredSize {
    fn weight(&self, key: &Key, entry: &Arc<Entry>) -> u64 {
        OVERHEAD + (key.bytes() + entry.text.len()) as u64
    }
}

/// What one insertion pushed out of the table: the value it replaced, and what had to make room.
pub(super) type PushedOut = Vec<(Key, Arc<Entry>)>;

/// Collects what leaves, so that it is counted and freed after the table's lock.
#[derive(Clone)]
pub(super) struct Collect;

impl Lifecycle<Key, Arc<Entry>> for Collect {
    type RequestState = PushedOut;

    fn on_evict(&self, pushed_out: &mut PushedOut, key: Key, entry: Arc<Entry>) {
        pushed_out.push((key, entry));
    }
}
