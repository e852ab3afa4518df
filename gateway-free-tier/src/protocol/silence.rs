//! When the pool is not asked.

use super::{Epoch, Month, Refusal, ServiceTime};

/// A time in which the pool is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Silence {
    pub(super) until: ServiceTime,
    pub(super) why: Refusal,
    pub(super) month: Month,
    /// How long it is; it may be over.
    pub(super) length_ms: u64,
}

/// One for each month that is charged at present. Near midnight of a month's last day there are two, and neither says anything of
/// the other: whoever kept one alone would ask both in turn without an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Silences([Option<Silence>; 2]);

impl Silences {
    /// That of a month, also if it is over.
    pub(super) fn last(&self, month: Month) -> Option<Silence> {
        self.0.into_iter().flatten().find(|silence| silence.month == month)
    }

    /// That of an epoch's month, unless it is over.
    pub(super) fn now(&self, now: ServiceTime, epoch: Epoch) -> Option<Silence> {
        self.0.into_iter().flatten().find(|silence| now < silence.until && silence.month == epoch.month())
    }

    /// It takes the place of its month's, or of the earlier month's.
    pub(super) fn begin(&mut self, silence: Silence) {
        let [one, other] = &mut self.0;
        let month = |it: &Option<Silence>| it.map(|it| it.month);
        let is_others = month(other) == Some(silence.month) || month(one) > month(other);
        let place = if month(one) != Some(silence.month) && is_others { other } else { one };
        *place = Some(silence);
    }

    /// The pool of a month has granted something.
    pub(super) fn end(&mut self, month: Month) {
        for silence in &mut self.0 {
            *silence = silence.filter(|silence| silence.month != month);
        }
    }
}
