//! Which metrics have an hour: an item for each hour of the day, beside those of the months.
//!
//! | attribute | |
//! |---|---|
//! | `pk` | `mh#17`, for the hour from five to six in the afternoon, UTC |
//! | `of_hour` | which hour it is, since the Unix epoch |
//! | `series` | who has data in it, a set |
//!
//! A day later the item is that of another hour. So there are never more than twenty-four, and nothing has to be removed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::call::{CallError, Outcome};
use super::item::{IS_NEW, Item, KEY};
use super::update::{Update, Value};
use super::{DynamoDbStore, unknown};
use crate::store::StoreError;

const OF_HOUR: &str = "of_hour";
const SERIES: &str = "series";

/// The longest name that stands in the item as it is, in bytes: ten of them and the rest are half of a write unit.
const LONGEST: usize = 48;

/// What an item says of an hour.
enum Hour {
    /// Nothing yet: there is no item, or it is of a day that is over.
    NotBegun,
    /// Who has data in it.
    Of(BTreeSet<String>),
    /// It is over.
    Over,
}

impl DynamoDbStore {
    /// Leases hours of metrics, for all who share the table, whatever their deployment: says of each of `series` whether it
    /// may have data in an hour, which is counted from the Unix epoch on. Put the most urgent first. Who asks again gets the
    /// same answer.
    ///
    /// At most `most` have data in an hour, if all ask for that many. `kept` have it from its start on, as far as they are
    /// among so many: those of whoever asks first.
    ///
    /// It costs one read, and one write unit for each series that is new in the hour. Once the hour is full, or an environment
    /// wants what others have, it is the read alone.
    ///
    /// # Errors
    /// [`StoreError`]: it is not known who has data. Asking again does no harm.
    pub async fn lease_series(
        &self,
        hour: u64,
        series: &[String],
        kept: &[String],
        most: usize,
    ) -> Result<Vec<bool>, StoreError> {
        let mut held = match self.begun(hour, kept, most).await.map_err(unknown)? {
            Hour::Of(held) => held,
            Hour::NotBegun | Hour::Over => return Ok(vec![false; series.len()]),
        };
        let mut answers = Vec::with_capacity(series.len());
        for one in series {
            let name = stored(one);
            // Nobody ever leaves a set, so a full one stays full.
            if !held.contains(&*name) && held.len() < most {
                match self.include(hour, &name, most).await.map_err(unknown)? {
                    Hour::Of(now) => held = now,
                    Hour::NotBegun | Hour::Over => {}
                }
            }
            answers.push(held.contains(&*name));
        }
        Ok(answers)
    }

    /// The hour, which is made if it has not begun.
    async fn begun(&self, hour: u64, kept: &[String], most: usize) -> Result<Hour, CallError> {
        let key = key(hour);
        let found = read(self.table.get(&key).await?.as_ref(), hour)?;
        if !matches!(found, Hour::NotBegun) {
            return Ok(found);
        }
        let kept: BTreeSet<_> = kept.iter().take(most).map(|one| stored(one).into_owned()).collect();
        let of_hour = Value::number(hour);
        let mut item = Item::from([(KEY.to_owned(), Value::S(key.clone())), (OF_HOUR.to_owned(), of_hour.clone())]);
        if !kept.is_empty() {
            item.insert(SERIES.to_owned(), Value::Texts(kept.clone()));
        }
        let values = Item::from([(":hour".to_owned(), of_hour)]);
        if self.table.put(&item, &format!("{IS_NEW} OR {OF_HOUR} < :hour"), Some(&values)).await? {
            return Ok(Hour::Of(kept));
        }
        read(self.table.get(&key).await?.as_ref(), hour)
    }

    /// Puts one in, if there is room, and tells who is in it now.
    async fn include(&self, hour: u64, name: &str, most: usize) -> Result<Hour, CallError> {
        let mut update = Update::of_what_exists();
        let of_hour = update.value(Value::number(hour));
        update.only_if(format!("{OF_HOUR} = {of_hour}"));
        let (one, most) = (update.value(Value::S(name.to_owned())), update.value(Value::number(most)));
        update.only_if(format!(
            "(attribute_not_exists({SERIES}) OR contains({SERIES}, {one}) OR size({SERIES}) < {most})"
        ));
        update.include(SERIES, name);
        match self.table.update(&key(hour), &update).await? {
            Outcome::Done(item) => read(Some(&item), hour),
            Outcome::Refused(item) => read(item.as_ref(), hour),
        }
    }
}

fn key(hour: u64) -> String {
    format!("mh#{}", hour % 24)
}

/// The name under which a series stands in the item.
fn stored(series: &str) -> Cow<'_, str> {
    if series.len() <= LONGEST {
        return series.into();
    }
    let digest = format!("~{:08x}", crc32fast::hash(series.as_bytes()));
    let start = series.floor_char_boundary(LONGEST - digest.len());
    format!("{}{digest}", &series[..start]).into()
}

fn read(item: Option<&Item>, hour: u64) -> Result<Hour, CallError> {
    let Some(item) = item else { return Ok(Hour::NotBegun) };
    let of_hour: u64 = item.get(OF_HOUR).and_then(Value::integer).ok_or(CallError::Unreadable)?;
    Ok(match item.get(SERIES) {
        _ if of_hour < hour => Hour::NotBegun,
        _ if of_hour > hour => Hour::Over,
        None => Hour::Of(BTreeSet::new()),
        Some(Value::Texts(series)) => Hour::Of(series.clone()),
        Some(_) => return Err(CallError::Unreadable),
    })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, stored};

    #[test]
    fn long_names_are_cut_and_still_differ() {
        let fits = "n".repeat(LONGEST);
        assert_eq!(stored(&fits), fits);
        let long = |end: &str| format!("Shop/searches{{kind={}{end}}}", "ü".repeat(60));
        let (book, film) = (long("book"), long("film"));
        assert!(stored(&book).len() <= LONGEST, "{}", stored(&book));
        assert!(stored(&book).starts_with("Shop/searches{kind=ü"));
        assert_ne!(stored(&book), stored(&film));
    }
}
