//! A store for one process.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{QuotaStore, Reach, StoreError};
use crate::protocol::{Amount, Ask, Denied, Epoch, Grant, Month, Record, State};

/// Records in memory: for tests, and for a program that only counts. They end with the process.
///
/// ```
/// use gateway_free_tier::protocol::{Amount, Record, ServiceTime};
/// use gateway_free_tier::store::{MemoryStore, QuotaStore};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let store = MemoryStore::default();
/// let month = ServiceTime(1_767_312_000_000).epoch().month();
/// let record = Record::open(&Amount::ALWAYS_FREE);
/// assert!(store.open(month, &record).await?);
/// assert!(!store.open(month, &record).await?, "it is open");
/// assert_eq!(store.record(month).await?.unwrap().avail().requests, 1_000_000);
/// # Ok::<(), gateway_free_tier::store::StoreError>(())
/// # }).unwrap();
/// ```
#[derive(Debug, Default)]
pub struct MemoryStore {
    months: Mutex<BTreeMap<Month, Record>>,
}

impl MemoryStore {
    /// Who shares it.
    pub const REACH: Reach = Reach::Process;

    fn change<T>(&self, month: Month, change: impl FnOnce(&mut Record) -> T) -> Option<T> {
        // A panic within a change is one of this crate, and no change leaves a record half done.
        let mut months = self.months.lock().unwrap_or_else(PoisonError::into_inner);
        months.get_mut(&month).map(change)
    }
}

impl QuotaStore for MemoryStore {
    async fn open(&self, month: Month, record: &Record) -> Result<bool, StoreError> {
        let mut months = self.months.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = !months.contains_key(&month);
        months.entry(month).or_insert_with(|| record.clone());
        Ok(is_new)
    }

    async fn grant(&self, epoch: Epoch, ask: &Ask) -> Result<Result<Grant, Denied>, StoreError> {
        Ok(self.change(epoch.month(), |record| record.grant(epoch, ask)).unwrap_or(Err(Denied::NotOpen)))
    }

    async fn give_back(&self, epoch: Epoch, amount: &Amount) -> Result<bool, StoreError> {
        Ok(self.change(epoch.month(), |record| record.give_back(epoch, amount)).unwrap_or(false))
    }

    async fn reconcile(&self, epoch: Epoch, measured: &Amount) -> Result<bool, StoreError> {
        Ok(self.change(epoch.month(), |record| record.reconcile(epoch, measured)).unwrap_or(false))
    }

    async fn set_state(&self, month: Month, from: State, to: State) -> Result<bool, StoreError> {
        Ok(self.change(month, |record| record.set_state(from, to)).unwrap_or(false))
    }

    async fn record(&self, month: Month) -> Result<Option<Record>, StoreError> {
        Ok(self.change(month, |record| record.clone()))
    }
}
