//! Where the pool's record of a month is kept.
//!
//! | store | shared by |
//! |---|---|
//! | [`MemoryStore`] | the threads of one process |
//! | [`FileStore`] | the processes of one host |
//! | `DynamoDbStore` (feature `aws`) | every execution environment |
//!
//! A budget is guaranteed only if every environment that spends it shares the store: see [`Mode::check`].

#[cfg(feature = "aws")]
mod dynamo_db;
mod error;
mod file;
mod memory;
mod reach;

use std::future::Future;

#[cfg(feature = "aws")]
pub use dynamo_db::DynamoDbStore;
pub use error::StoreError;
pub use file::FileStore;
pub use memory::MemoryStore;
pub use reach::{Mode, NotGuaranteed, Reach};

use crate::protocol::{Amount, Ask, Denied, Epoch, Grant, Month, Record, State};

/// A place that keeps one [`Record`] for each month, and changes it as the functions of [`Record`] say.
///
/// Each change happens wholly or not at all, and all changes of a record happen one after the other. Whoever got an error
/// does not know whether the change happened, and must not repeat a grant: what was granted twice is leased once.
///
/// The month of an epoch is known ([`Epoch::month`]), so an epoch is enough to find the record.
pub trait QuotaStore {
    /// Opens a month with a record, mostly [`Record::open`], unless it is open. Returns whether this call opened it.
    ///
    /// # Errors
    ///
    /// [`StoreError`]
    fn open(&self, month: Month, record: &Record) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// As [`Record::grant`]. A month that is not open denies with [`Denied::NotOpen`].
    ///
    /// # Errors
    ///
    /// [`StoreError`]; to an environment that is [`StoreError::denied`].
    fn grant(&self, epoch: Epoch, ask: &Ask) -> impl Future<Output = Result<Result<Grant, Denied>, StoreError>> + Send;

    /// As [`Record::give_back`]; false if the month is not open.
    ///
    /// # Errors
    ///
    /// [`StoreError`]
    fn give_back(&self, epoch: Epoch, amount: &Amount) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// As [`Record::reconcile`]; false if the month is not open.
    ///
    /// # Errors
    ///
    /// [`StoreError`]
    fn reconcile(&self, epoch: Epoch, measured: &Amount) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// As [`Record::set_state`]; false if the month is not open.
    ///
    /// # Errors
    ///
    /// [`StoreError`]
    fn set_state(&self, month: Month, from: State, to: State) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The record of a month, if it is open.
    ///
    /// # Errors
    ///
    /// [`StoreError`]
    fn record(&self, month: Month) -> impl Future<Output = Result<Option<Record>, StoreError>> + Send;
}
