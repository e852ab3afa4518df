//! The mapped file, as atomic cells.
#![expect(
    unsafe_code,
    reason = "no crate hands out a shared mapping as atomics, and a journal in memory has no other way"
)]

use std::fs::File;
use std::io;
use std::slice;
use std::sync::atomic::AtomicU64;

use memmap2::{MmapOptions, MmapRaw};

/// How long the file is: one page on every platform that Lambda has.
pub(super) const BYTES: usize = 4_096;
/// How many cells it holds.
pub(super) const CELLS: usize = BYTES / size_of::<u64>();

/// One page of a file, shared with whoever maps it next.
#[derive(Debug)]
pub(super) struct Page {
    map: MmapRaw,
}

impl Page {
    /// Maps the beginning of a file that is [`BYTES`] long.
    pub(super) fn map(file: &File) -> io::Result<Self> {
        let map = MmapOptions::new().len(BYTES).map_raw(file)?;
        Ok(Self { map })
    }

    /// The cells. They change only by atomic operations, in this process and in any other.
    #[expect(clippy::cast_ptr_alignment, reason = "a page is aligned to more than a cell")]
    pub(super) fn cells(&self) -> &[AtomicU64] {
        // SAFETY: the mapping is readable and writable, begins at a page and so is aligned, has `CELLS` times eight bytes,
        // and lives as long as `self`. An `AtomicU64` may have any bits, and other processes may write to it.
        // Only a file that is truncated meanwhile would end the process, by SIGBUS; nothing in this crate does that, and
        // whoever may do it may as well kill the process.
        unsafe { slice::from_raw_parts(self.map.as_mut_ptr().cast::<AtomicU64>().cast_const(), CELLS) }
    }
}
