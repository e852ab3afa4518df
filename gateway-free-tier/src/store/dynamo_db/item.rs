//! A record as an item.
//!
//! | attribute | |
//! |---|---|
//! | `pk` | `q#<deployment>#2026-11` |
//! | `avail_r`, `_g`, `_l`, `_c` | what is left: requests, MB-ms, bytes of logs, API calls |
//! | `st` | `open`, `gliding:7`, `stopped` |
//! | `closed` | the latest epoch that was reconciled |
//! | `e82045_r`, .. | what was granted in an epoch that is not; the first is always there, the others if they are not 0 |

use std::collections::BTreeMap;

use super::update::Value;
use crate::protocol::{Amount, Balance, Epoch, Record, State};

pub(super) type Item = BTreeMap<String, Value>;

pub(super) const KEY: &str = "pk";
/// The condition that there is no item of this key.
pub(super) const IS_NEW: &str = "attribute_not_exists(pk)";
pub(super) const STATE: &str = "st";
pub(super) const CLOSED: &str = "closed";

/// A count of an [`Amount`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dimension {
    Requests,
    MbMs,
    LogBytes,
    CwCalls,
}

impl Dimension {
    pub(super) const ALL: [Self; 4] = [Self::Requests, Self::MbMs, Self::LogBytes, Self::CwCalls];

    /// The attribute of what is left.
    pub(super) fn avail(self) -> &'static str {
        match self {
            Self::Requests => "avail_r",
            Self::MbMs => "avail_g",
            Self::LogBytes => "avail_l",
            Self::CwCalls => "avail_c",
        }
    }

    pub(super) fn of(self, amount: &Amount) -> u64 {
        match self {
            Self::Requests => amount.requests,
            Self::MbMs => amount.mb_ms,
            Self::LogBytes => amount.log_bytes,
            Self::CwCalls => amount.cw_calls,
        }
    }

    pub(super) fn left(self, balance: &Balance) -> i64 {
        match self {
            Self::Requests => balance.requests,
            Self::MbMs => balance.mb_ms,
            Self::LogBytes => balance.log_bytes,
            Self::CwCalls => balance.cw_calls,
        }
    }

    fn within(self, amount: &mut Amount) -> &mut u64 {
        match self {
            Self::Requests => &mut amount.requests,
            Self::MbMs => &mut amount.mb_ms,
            Self::LogBytes => &mut amount.log_bytes,
            Self::CwCalls => &mut amount.cw_calls,
        }
    }

    /// The last letter of its attributes.
    fn letter(self) -> &'static str {
        &self.avail()["avail_".len()..]
    }
}

/// The attribute of what was granted in an epoch.
pub(super) fn attribute_of(epoch: Epoch, dimension: Dimension) -> String {
    format!("e{}_{}", epoch.0, dimension.letter())
}

pub(super) fn state(state: State) -> Value {
    Value::S(match state {
        State::Open => "open".to_owned(),
        State::Gliding { concurrency } => format!("gliding:{concurrency}"),
        State::Stopped => "stopped".to_owned(),
    })
}

/// The item of a month in which nothing was granted yet.
pub(super) fn new(key: &str, record: &Record) -> Item {
    let avail =
        Dimension::ALL.map(|dimension| (dimension.avail().to_owned(), Value::number(dimension.left(record.avail()))));
    let rest = [(KEY.to_owned(), Value::S(key.to_owned())), (STATE.to_owned(), state(record.state()))];
    let closed = record.closed().map(|closed| (CLOSED.to_owned(), Value::number(closed.0)));
    let granted = record.granted().iter().flat_map(|(epoch, granted)| {
        Dimension::ALL.map(|dimension| (attribute_of(*epoch, dimension), Value::number(dimension.of(granted))))
    });
    avail.into_iter().chain(rest).chain(closed).chain(granted).collect()
}

/// The record that an item is; `None` if it is none. Attributes that mean nothing here are somebody else's.
pub(super) fn read(item: &Item) -> Option<Record> {
    let left = |dimension: Dimension| item.get(dimension.avail())?.integer();
    let avail = Balance {
        requests: left(Dimension::Requests)?,
        mb_ms: left(Dimension::MbMs)?,
        log_bytes: left(Dimension::LogBytes)?,
        cw_calls: left(Dimension::CwCalls)?,
    };
    let Value::S(state) = item.get(STATE)? else { return None };
    let state = match (state.as_str(), state.strip_prefix("gliding:")) {
        ("open", _) => State::Open,
        ("stopped", _) => State::Stopped,
        (_, concurrency) => State::Gliding { concurrency: concurrency?.parse().ok()? },
    };
    let closed = match item.get(CLOSED) {
        Some(closed) => Some(Epoch(closed.integer()?)),
        None => None,
    };
    let mut granted: BTreeMap<Epoch, Amount> = BTreeMap::new();
    for (name, value) in item {
        if let Some((epoch, dimension)) = epoch_of(name) {
            *dimension.within(granted.entry(epoch).or_default()) = value.integer()?;
        }
    }
    Some(Record::restore(avail, state, granted, closed))
}

fn epoch_of(name: &str) -> Option<(Epoch, Dimension)> {
    let (epoch, letter) = name.strip_prefix('e')?.split_once('_')?;
    let dimension = Dimension::ALL.into_iter().find(|dimension| dimension.letter() == letter)?;
    Some((Epoch(epoch.parse().ok()?), dimension))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name and value of each attribute in bytes, numbers two digits to a byte and one more:
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>.
    fn size(item: &Item) -> usize {
        let value = |value: &Value| match value {
            Value::S(text) => text.len(),
            Value::N(digits) => digits.len().div_ceil(2) + 2,
            Value::Texts(texts) => texts.iter().map(|text| text.len() + 1).sum(),
        };
        item.iter().map(|(name, it)| name.len() + value(it)).sum()
    }

    #[test]
    fn a_month_with_three_open_epochs_is_one_write_unit() {
        let mut item = new(&format!("q#{}#2026-11", "d".repeat(64)), &Record::open(&Amount::ALWAYS_FREE));
        item.insert(STATE.to_owned(), state(State::Gliding { concurrency: 1_000 }));
        item.insert(CLOSED.to_owned(), Value::number(82_042));
        for epoch in 82_043..82_046 {
            for dimension in Dimension::ALL {
                let granted = dimension.of(&Amount::ALWAYS_FREE);
                item.insert(attribute_of(Epoch(epoch), dimension), Value::number(granted));
            }
        }
        assert!(size(&item) <= 512, "{} bytes", size(&item));
        assert_eq!(read(&item).unwrap().granted().len(), 3);
    }

    #[test]
    fn what_is_no_record_is_not_guessed_at() {
        let whole = new("q#a#2026-11", &Record::open(&Amount::ALWAYS_FREE));
        assert_eq!(read(&whole), Some(Record::open(&Amount::ALWAYS_FREE)));
        for (name, value) in [
            ("avail_r", Value::S("7".to_owned())),
            ("avail_g", Value::N("1.5".to_owned())),
            ("avail_c", Value::N("9223372036854775808".to_owned())),
            ("st", Value::S("gliding".to_owned())),
            ("st", Value::S("ajar".to_owned())),
            ("st", Value::number(0)),
            ("closed", Value::number(-1)),
            ("e7_r", Value::number(-1)),
        ] {
            let mut item = whole.clone();
            item.insert(name.to_owned(), value);
            assert_eq!(read(&item), None, "{item:?}");
        }
        let mut item = whole.clone();
        item.remove("avail_l");
        assert_eq!(read(&item), None);
        let mut item = whole;
        item.insert("expires".to_owned(), Value::number(7));
        item.insert("e7_x".to_owned(), Value::number(7));
        assert_eq!(read(&item), Some(Record::open(&Amount::ALWAYS_FREE)));
    }
}
