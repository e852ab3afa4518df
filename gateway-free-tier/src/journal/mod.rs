//! A lease that survives its process.
//!
//! A process that panics, runs out of memory or into its timeout is replaced in the same sandbox, and
//! [Lambda keeps `/tmp`](https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html). So the lease
//! lives in a file that is mapped into memory: taking from it is one atomic instruction on the mapping, which is the
//! journal entry, written before the work, at the same time. No system call, and nothing is lost at `SIGKILL` that was
//! not taken before.

mod page;
mod slots;

#[cfg(test)]
mod interleavings;

use std::error::Error;
use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use self::page::{CELLS, Page};
use self::slots::{Slots, Tags};
use crate::protocol::{Amount, Epoch, Pocket};

/// The longest name of a log stream, in bytes
/// ([CloudWatch Logs](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html)).
const NAME_BYTES: usize = 512;
/// The cells of the name, whose length stands before it.
const NAME: std::ops::Range<usize> = 1..1 + NAME_BYTES / 8;

/// A [`Pocket`] in a file.
///
/// What an earlier process of the same sandbox left there is taken up again, if the name of the log stream is the same
/// and its epoch has not ended. A sandbox has one log stream from its start to its end.
///
/// One [`Environment`](crate::protocol::Environment) adds to it; any number of threads may
/// [take](Self::take) from it and [put back](Self::put) at the same time.
///
/// ```
/// use gateway_free_tier::journal::Journal;
/// use gateway_free_tier::protocol::{Amount, Epoch, Pocket};
/// # let folder = std::env::temp_dir().join(format!("journal-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
///
/// let path = folder.join("lease");
/// let requests = |requests| Amount { requests, ..Amount::ZERO };
///
/// let mut journal = Journal::open(&path, "2026/01/02/[$LATEST]5f3a")?;
/// journal.hold(Epoch(81_820), &requests(64));
/// assert!(journal.take(Epoch(81_820), &requests(1), &Amount::ZERO));
/// drop(journal);
///
/// let journal = Journal::open(&path, "2026/01/02/[$LATEST]5f3a")?;
/// assert_eq!(journal.left(Epoch(81_820)).requests, 63);
/// # drop(journal);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Journal {
    page: Page,
    tags: Tags,
    /// Holds the lock, which ends with the process.
    _file: File,
}

impl Journal {
    /// Opens the journal of a log stream, or begins one.
    ///
    /// # Errors
    ///
    /// [`JournalError`]: another process has it open, or the file cannot be made. An environment without a journal
    /// uses a [`Purse`](crate::protocol::Purse), and loses its lease with its process.
    pub fn open(path: &Path, log_stream: &str) -> Result<Self, JournalError> {
        if log_stream.len() > NAME_BYTES {
            return Err(JournalError::NameTooLong);
        }
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => JournalError::InUse,
            TryLockError::Error(error) => JournalError::Io(error),
        })?;
        if file.metadata()?.len() < page::BYTES as u64 {
            // Written rather than sized: a disk that is full says so here, and not by a signal when the page is touched.
            file.write_all_at(&[0; page::BYTES], 0)?;
        }
        let page = Page::map(&file)?;
        let journal = Self { page, tags: Tags::of(log_stream), _file: file };
        if !journal.is_of(log_stream) {
            journal.begin(log_stream);
        }
        Ok(journal)
    }

    fn slots(&self) -> Slots<'_, AtomicU64> {
        let cells = self.page.cells();
        Slots::new(&cells[NAME.end..], &self.tags)
    }

    fn is_of(&self, log_stream: &str) -> bool {
        let cells = self.page.cells();
        words_of(log_stream).zip(&cells[..NAME.end]).all(|(word, cell)| slots::Cell::load(cell) == word)
    }

    /// Forgets every lease, then takes the name.
    fn begin(&self, log_stream: &str) {
        self.slots().clear();
        let cells = self.page.cells();
        words_of(log_stream).zip(&cells[..NAME.end]).for_each(|(word, cell)| slots::Cell::store(cell, word));
    }
}

/// The length of a name, and its bytes, as the cells hold them.
fn words_of(name: &str) -> impl Iterator<Item = u64> {
    let bytes = name.as_bytes();
    let chunks = (0..NAME.len()).map(|index| {
        let mut word = [0; 8];
        let chunk = bytes.chunks(8).nth(index).unwrap_or_default();
        word[..chunk.len()].copy_from_slice(chunk);
        u64::from_ne_bytes(word)
    });
    // One more than the length, so that a new file, which is all zeros, belongs to nobody.
    std::iter::once(bytes.len() as u64 + 1).chain(chunks)
}

const _: () = assert!(NAME.end + slots::CELLS <= CELLS);

impl Pocket for Journal {
    fn left(&self, epoch: Epoch) -> Amount {
        self.slots().left(epoch)
    }

    fn take(&mut self, epoch: Epoch, amount: &Amount, floor: &Amount) -> bool {
        self.slots().take(epoch, amount, floor)
    }

    fn put(&mut self, epoch: Epoch, amount: &Amount) {
        self.slots().put(epoch, amount);
    }

    fn hold(&mut self, epoch: Epoch, amount: &Amount) {
        self.slots().hold(epoch, amount);
    }
}

/// Why there is no journal.
#[derive(Debug)]
#[non_exhaustive]
pub enum JournalError {
    /// Another process has it open, and spends from it.
    InUse,
    /// The name of the log stream has more than 512 bytes.
    NameTooLong,
    /// The file cannot be opened, sized or mapped.
    Io(io::Error),
}

impl From<io::Error> for JournalError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InUse => "another process uses the journal",
            Self::NameTooLong => "the name of the log stream has more than 512 bytes",
            Self::Io(_) => "the journal cannot be opened",
        })
    }
}

impl Error for JournalError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::InUse | Self::NameTooLong => None,
        }
    }
}
