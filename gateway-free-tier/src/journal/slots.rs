//! What the cells of a journal mean, and in which order they are written.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::protocol::{Amount, Epoch, Word, Words};

/// One slot for each of two neighbouring epochs.
const SLOTS: usize = 2;
/// The tag of a slot, then its work, then its telemetry.
const SLOT_CELLS: usize = 3;
/// Cells of all slots.
pub(super) const CELLS: usize = SLOTS * SLOT_CELLS;

/// A cell that several threads, and the next process, see.
pub(super) trait Cell {
    fn load(&self) -> u64;
    fn store(&self, value: u64);
    fn compare_exchange(&self, current: u64, new: u64) -> Result<u64, u64>;
}

impl Cell for AtomicU64 {
    fn load(&self) -> u64 {
        self.load(Ordering::Acquire)
    }

    /// Releases what was stored before: whoever sees a tag also sees that its words were emptied.
    fn store(&self, value: u64) {
        self.store(value, Ordering::Release);
    }

    fn compare_exchange(&self, current: u64, new: u64) -> Result<u64, u64> {
        self.compare_exchange_weak(current, new, Ordering::AcqRel, Ordering::Acquire)
    }
}

/// The tags of a log stream's slots.
#[derive(Debug)]
pub(super) struct Tags {
    /// The checksum of the name, as the beginning of every tag's.
    name: crc32fast::Hasher,
    /// The latest that was made for each slot: a checksum takes longer than all else that an invocation does here.
    known: [AtomicU64; SLOTS],
}

impl Tags {
    pub(super) fn of(log_stream: &str) -> Self {
        let mut name = crc32fast::Hasher::new();
        name.update(log_stream.as_bytes());
        Self { name, known: [const { AtomicU64::new(0) }; SLOTS] }
    }

    fn tag(&self, epoch: Epoch) -> u64 {
        let known = &self.known[epoch.0 as usize % SLOTS];
        let tag = known.load(Ordering::Relaxed);
        if tag != 0 && tag >> 32 == u64::from(epoch.0) {
            return tag;
        }
        let mut hasher = self.name.clone();
        hasher.update(&epoch.0.to_le_bytes());
        let tag = u64::from(epoch.0) << 32 | u64::from(hasher.finalize());
        known.store(tag, Ordering::Relaxed);
        tag
    }
}

/// The leases in the cells.
///
/// A tag is an epoch and the checksum of it and the log stream's name, in one word, so it is never half written.
/// A slot is emptied before it is tagged anew and filled after it, so at each instant what is in it was granted
/// for the epoch of its tag. Who takes or puts back looks at the tag first: by the time the same slot serves another
/// epoch, twelve hours later, no invocation of the old one runs.
pub(super) struct Slots<'a, C> {
    cells: &'a [C],
    tags: &'a Tags,
}

impl<'a, C: Cell> Slots<'a, C> {
    /// The slots at the beginning of `cells`.
    pub(super) fn new(cells: &'a [C], tags: &'a Tags) -> Self {
        Self { cells, tags }
    }

    pub(super) fn left(&self, epoch: Epoch) -> Amount {
        let Some([_, work, telemetry]) = self.lease(epoch) else { return Amount::ZERO };
        Words { work: Word::from_bits(work.load()), telemetry: Word::from_bits(telemetry.load()) }.amount()
    }

    pub(super) fn take(&self, epoch: Epoch, amount: &Amount, floor: &Amount) -> bool {
        if !Words::can_hold(amount) {
            return false;
        }
        let Some([_, work, telemetry]) = self.lease(epoch) else { return amount.is_zero() };
        if !Words::can_hold(floor) {
            return false;
        }
        let (amount, floor) = (Words::of(amount), Words::of(floor));
        if !take(work, amount.work, floor.work) {
            return false;
        }
        let taken = take(telemetry, amount.telemetry, floor.telemetry);
        if !taken {
            put(work, amount.work);
        }
        taken
    }

    pub(super) fn put(&self, epoch: Epoch, amount: &Amount) {
        if let Some([_, work, telemetry]) = self.lease(epoch) {
            let amount = Words::of(amount);
            put(work, amount.work);
            put(telemetry, amount.telemetry);
        }
    }

    pub(super) fn hold(&self, epoch: Epoch, amount: &Amount) {
        let [tag, work, telemetry] = self.slot(epoch);
        if tag.load() != self.tags.tag(epoch) {
            if self.epoch_of(tag).is_some_and(|held| held > epoch) {
                return;
            }
            empty([tag, work, telemetry]);
            tag.store(self.tags.tag(epoch));
        }
        self.put(epoch, amount);
    }

    pub(super) fn clear(&self) {
        empty(self.slot(Epoch(0)));
        empty(self.slot(Epoch(1)));
    }

    fn slot(&self, epoch: Epoch) -> [&'a C; SLOT_CELLS] {
        let start = epoch.0 as usize % SLOTS * SLOT_CELLS;
        [&self.cells[start], &self.cells[start + 1], &self.cells[start + 2]]
    }

    /// The slot of an epoch, if it holds that epoch's lease.
    fn lease(&self, epoch: Epoch) -> Option<[&'a C; SLOT_CELLS]> {
        Some(self.slot(epoch)).filter(|[tag, ..]| tag.load() == self.tags.tag(epoch))
    }

    /// The epoch that a tag is of, if it is one of this log stream.
    fn epoch_of(&self, tag: &C) -> Option<Epoch> {
        let bits = tag.load();
        u32::try_from(bits >> 32).ok().map(Epoch).filter(|epoch| self.tags.tag(*epoch) == bits)
    }
}

fn empty<C: Cell>([tag, work, telemetry]: [&C; SLOT_CELLS]) {
    tag.store(0);
    work.store(0);
    telemetry.store(0);
}

fn take(cell: &impl Cell, amount: Word, floor: Word) -> bool {
    let mut bits = cell.load();
    loop {
        let Some(rest) = Word::from_bits(bits).take(amount).filter(|rest| rest.take(floor).is_some()) else {
            return false;
        };
        if amount == Word::ZERO {
            return true;
        }
        match cell.compare_exchange(bits, rest.to_bits()) {
            Ok(_) => return true,
            Err(found) => bits = found,
        }
    }
}

fn put(cell: &impl Cell, amount: Word) {
    let mut bits = cell.load();
    while let Err(found) = cell.compare_exchange(bits, Word::from_bits(bits).put(amount).to_bits()) {
        bits = found;
    }
}
