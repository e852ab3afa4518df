//! A store for the processes of one host.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{QuotaStore, Reach, StoreError};
use crate::protocol::{Amount, Ask, Balance, Denied, Epoch, Grant, Month, Record, State};

/// Records in a folder, a file of JSON for each month.
///
/// Processes exclude each other by the lock of a file, which ends with its holder however that ends. A record is written
/// beside the old one and then renamed over it, so whoever is killed in between has changed nothing. A power cut may
/// undo changes that were answered, or damage a file: nothing waits for the disk.
///
/// Each call reads and writes files, less than a millisecond, and blocks the thread for that long.
///
/// ```
/// use gateway_free_tier::protocol::{Amount, Ask, ServiceTime};
/// use gateway_free_tier::store::{FileStore, QuotaStore};
/// # let folder = std::env::temp_dir().join(format!("store-doc-{}", std::process::id()));
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let store = FileStore::new(&folder)?;
/// let epoch = ServiceTime(1_767_312_000_000).epoch();
/// store.open(epoch.month(), &Amount::ALWAYS_FREE).await?;
///
/// let ask = Ask { amount: Amount { requests: 64, ..Amount::ZERO }, ..Ask::default() };
/// let grant = FileStore::new(&folder)?.grant(epoch, &ask).await?.unwrap();
/// assert_eq!(grant.avail.requests, 999_936);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), gateway_free_tier::store::StoreError>(())
/// # }).unwrap();
/// ```
#[derive(Debug)]
pub struct FileStore {
    folder: PathBuf,
}

/// A record as it stands in its file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    avail: Balance,
    state: State,
    granted: Vec<(Epoch, Amount)>,
    closed: Option<Epoch>,
}

impl FileStore {
    /// Who shares it.
    pub const REACH: Reach = Reach::Host;

    /// The store in a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// The folder cannot be made.
    pub fn new(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let folder = folder.into();
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// Waits until no other process is within a change.
    fn lock(&self) -> io::Result<File> {
        let path = self.folder.join("lock");
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        file.lock()?;
        Ok(file)
    }

    fn path(&self, month: Month) -> PathBuf {
        self.folder.join(format!("{month}.json"))
    }

    fn read(&self, month: Month) -> Result<Option<Record>, StoreError> {
        let text = match fs::read(self.path(month)) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let page = serde_json::from_slice(&text).map_err(|source| StoreError::Corrupt { month, source })?;
        let Page { avail, state, granted, closed } = page;
        Ok(Some(Record::restore(avail, state, granted, closed)))
    }

    fn write(&self, month: Month, record: &Record) -> Result<(), StoreError> {
        let page = Page {
            avail: *record.avail(),
            state: record.state(),
            granted: record.granted().to_vec(),
            closed: record.closed(),
        };
        let text = serde_json::to_vec(&page).map_err(|source| StoreError::Corrupt { month, source })?;
        let (beside, path): (_, &Path) = (self.folder.join("new"), &self.path(month));
        fs::write(&beside, text)?;
        fs::rename(&beside, path)?;
        Ok(())
    }

    fn change<T>(&self, month: Month, change: impl FnOnce(&mut Record) -> T) -> Result<Option<T>, StoreError> {
        let _lock = self.lock()?;
        let Some(mut record) = self.read(month)? else { return Ok(None) };
        let before = record.clone();
        let result = change(&mut record);
        if record != before {
            self.write(month, &record)?;
        }
        Ok(Some(result))
    }
}

impl QuotaStore for FileStore {
    async fn open(&self, month: Month, budget: &Amount) -> Result<bool, StoreError> {
        let _lock = self.lock()?;
        let is_new = self.read(month)?.is_none();
        if is_new {
            self.write(month, &Record::open(budget))?;
        }
        Ok(is_new)
    }

    async fn grant(&self, epoch: Epoch, ask: &Ask) -> Result<Result<Grant, Denied>, StoreError> {
        let granted = self.change(epoch.month(), |record| record.grant(epoch, ask))?;
        Ok(granted.unwrap_or(Err(Denied::NotOpen)))
    }

    async fn give_back(&self, epoch: Epoch, amount: &Amount) -> Result<bool, StoreError> {
        Ok(self.change(epoch.month(), |record| record.give_back(epoch, amount))?.unwrap_or(false))
    }

    async fn reconcile(&self, epoch: Epoch, measured: &Amount) -> Result<bool, StoreError> {
        Ok(self.change(epoch.month(), |record| record.reconcile(epoch, measured))?.unwrap_or(false))
    }

    async fn set_state(&self, month: Month, from: State, to: State) -> Result<bool, StoreError> {
        Ok(self.change(month, |record| record.set_state(from, to))?.unwrap_or(false))
    }

    async fn record(&self, month: Month) -> Result<Option<Record>, StoreError> {
        // Without the lock: a rename shows the old record or the new one.
        self.read(month)
    }
}
