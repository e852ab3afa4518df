//! A store as `DynamoDB` would be: provisioned, a little slow, and now and then not there.

use gateway_free_tier::protocol::{Amount, Ask, Balance, Denied, Epoch, Grant, Month, Record, Return, State};

use crate::random::Random;
use crate::setting::MONTH_MS;

/// How long a write takes, in milliseconds.
pub(crate) const WRITE_MS: u64 = 8;
/// How long one takes to which no answer comes.
pub(crate) const TIMEOUT_MS: u64 = 1_000;

/// What a store does to those who use it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trouble {
    /// Writes a second; five minutes of them may be saved up.
    pub(crate) writes_per_second: u64,
    /// Of a hundred thousand writes, how many are lost on the way; as many answers are lost on the way back.
    pub(crate) lost: u64,
    /// How often a month it is not there for ten minutes.
    pub(crate) outages: u64,
}

pub(crate) struct Pool {
    pub(crate) record: Record,
    /// The months before and after, which have enough.
    neighbours: Record,
    month: Month,
    /// Writes that were answered, also with a no.
    pub(crate) writes: u64,
    trouble: Trouble,
    /// Thousandths of a write.
    saved: u64,
    filled_at: u64,
    outages: Vec<u64>,
}

impl Pool {
    pub(crate) fn new(month: Month, budget: &Amount, trouble: Trouble, random: &mut Random) -> Self {
        let outages = (0..trouble.outages).map(|_| random.below(MONTH_MS)).collect();
        Self {
            record: Record::open(budget),
            neighbours: Record::open(budget),
            month,
            writes: 0,
            trouble,
            saved: trouble.writes_per_second * 300_000,
            filled_at: 0,
            outages,
        }
    }

    /// May there be a write? If not, why.
    fn write(&mut self, at: u64, random: &mut Random) -> Result<(), Denied> {
        if self.is_away(at) || random.happens(self.trouble.lost) {
            return Err(Denied::Unreachable);
        }
        let rate = self.trouble.writes_per_second;
        self.saved = (self.saved + at.saturating_sub(self.filled_at) * rate).min(rate * 300_000);
        self.filled_at = self.filled_at.max(at);
        self.saved = self.saved.checked_sub(1_000).ok_or(Denied::Throttled)?;
        self.writes += 1;
        Ok(())
    }

    pub(crate) fn grant(&mut self, at: u64, epoch: Epoch, ask: &Ask, random: &mut Random) -> Result<Grant, Denied> {
        self.write(at, random)?;
        let answer = self.record_of(epoch).grant(epoch, ask);
        if random.happens(self.trouble.lost) { Err(Denied::Unreachable) } else { answer }
    }

    pub(crate) fn give_back(&mut self, at: u64, back: &Return, random: &mut Random) {
        if self.write(at, random).is_ok() {
            self.record_of(back.epoch).give_back(back.epoch, &back.amount);
        }
    }

    pub(crate) fn reconcile(
        &mut self,
        at: u64,
        epoch: Epoch,
        measured: &Amount,
        random: &mut Random,
    ) -> Result<bool, Denied> {
        self.write(at, random)?;
        let was_open = self.record.reconcile(epoch, measured);
        if random.happens(self.trouble.lost) { Err(Denied::Unreachable) } else { Ok(was_open) }
    }

    pub(crate) fn set_state(&mut self, at: u64, from: State, to: State, random: &mut Random) -> Result<bool, Denied> {
        self.write(at, random)?;
        let was = self.record.set_state(from, to);
        if random.happens(self.trouble.lost) { Err(Denied::Unreachable) } else { Ok(was) }
    }

    /// What is left, and the state.
    pub(crate) fn read(&mut self, at: u64, random: &mut Random) -> Result<(Balance, State), Denied> {
        if self.is_away(at) || random.happens(2 * self.trouble.lost) {
            return Err(Denied::Unreachable);
        }
        Ok((*self.record.avail(), self.record.state()))
    }

    fn is_away(&self, at: u64) -> bool {
        self.outages.iter().any(|start| (*start..start + 600_000).contains(&at))
    }

    fn record_of(&mut self, epoch: Epoch) -> &mut Record {
        if epoch.month() == self.month { &mut self.record } else { &mut self.neighbours }
    }

    /// Adds to what everybody has counted, and says what is left.
    pub(crate) fn count(&mut self, at: u64, counted: &Amount, random: &mut Random) -> Option<Balance> {
        self.write(at, random).ok()?;
        let ask = Ask { debt: *counted, ..Ask::default() };
        let told = self.record.grant(Epoch(0), &ask).ok()?;
        (!random.happens(self.trouble.lost)).then_some(told.avail)
    }
}
