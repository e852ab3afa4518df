//! A store for the processes of one host.

mod slots;

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use self::slots::Found;
use super::{QuotaStore, Reach, StoreError};
use crate::protocol::{Amount, Ask, Denied, Epoch, Grant, Month, Record, State};

/// Records in a folder, a file for each month.
///
/// Processes exclude each other by the lock of a file, which ends with its holder however that ends. Whoever is killed
/// within a change has changed nothing. A power cut may undo changes that were answered, or damage a file: nothing waits
/// for the disk.
///
/// Each call reads and writes a file, some tens of microseconds, and blocks the thread for that long.
///
/// ```
/// use gateway_free_tier::protocol::{Amount, Ask, Record, ServiceTime};
/// use gateway_free_tier::store::{FileStore, QuotaStore};
/// # let folder = std::env::temp_dir().join(format!("store-doc-{}", std::process::id()));
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let store = FileStore::new(&folder)?;
/// let epoch = ServiceTime(1_767_312_000_000).epoch();
/// store.open(epoch.month(), &Record::open(&Amount::ALWAYS_FREE)).await?;
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

    fn file(&self, month: Month, options: &OpenOptions) -> io::Result<File> {
        options.open(self.folder.join(month.to_string()))
    }

    fn change<T>(&self, month: Month, change: impl FnOnce(&mut Record) -> T) -> Result<Option<T>, StoreError> {
        let _lock = self.lock()?;
        let file = match self.file(month, OpenOptions::new().read(true).write(true)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let (sequence, mut record) = match slots::read(&file)? {
            Found::Nothing => return Ok(None),
            Found::Damage => return Err(StoreError::Corrupt { month }),
            Found::Record(sequence, record) => (sequence, record),
        };
        let before = record.clone();
        let result = change(&mut record);
        if record != before {
            slots::write(&file, sequence + 1, &record)?;
        }
        Ok(Some(result))
    }
}

impl QuotaStore for FileStore {
    async fn open(&self, month: Month, record: &Record) -> Result<bool, StoreError> {
        let _lock = self.lock()?;
        let file = self.file(month, OpenOptions::new().read(true).write(true).create(true))?;
        match slots::read(&file)? {
            Found::Nothing => slots::write(&file, 0, record)?,
            Found::Damage => return Err(StoreError::Corrupt { month }),
            Found::Record(..) => return Ok(false),
        }
        Ok(true)
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
        self.change(month, |record| record.clone())
    }
}
