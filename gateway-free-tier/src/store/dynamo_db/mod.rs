//! A store for every execution environment of an account.

mod call;
mod item;
mod metric_hours;
#[cfg(feature = "aws")]
mod reservations;
mod update;

use std::io::ErrorKind;
use std::time::Duration;

use gateway_http::aws::{AwsClient, AwsError};

use self::call::{CallError, Outcome, Table};
use self::item::{Dimension, Item, STATE, attribute_of};
use self::update::{Update, Value};
use super::{QuotaStore, Reach, StoreError};
use crate::protocol::{Amount, Ask, Balance, Denied, Epoch, Grant, Month, Record, State};

/// How long an answer is waited for, unless it is set.
const TIMEOUT: Duration = Duration::from_secs(1);

/// How often a reconciliation is begun anew, when something else was written between its read and its write.
const ATTEMPTS: u32 = 5;

/// Records in a table of `DynamoDB`, an item for each month.
///
/// Each change is one conditional write to one item of less than a kilobyte, so it costs one write unit, also when the
/// answer is no. What is left comes back with the answer; only a reconciliation reads before it writes.
///
/// No write that may have been carried out is made again. Whoever gets no answer in time, one second by default, does not
/// know whether it happened.
///
/// The table has a partition key `pk`, a string, and nothing else. Give it [provisioned capacity] without auto-scaling:
/// then it throttles where it would otherwise cost something.
///
/// [provisioned capacity]: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/provisioned-capacity-mode.html
///
/// ```no_run
/// use gateway_free_tier::protocol::{Amount, Record, ServiceTime};
/// use gateway_free_tier::store::{DynamoDbStore, QuotaStore};
/// use gateway_http::Client;
/// use gateway_http::aws::{AwsClient, AwsService};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let client = AwsClient::from_env(Client::new(), AwsService::DynamoDb)?;
/// let store = DynamoDbStore::new(client, "free-tier", "orders");
/// let month = ServiceTime::from_deadline(1_767_312_003_000, 3_000).epoch().month();
/// store.open(month, &Record::open(&Amount::ALWAYS_FREE)).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct DynamoDbStore {
    table: Table,
    deployment: String,
}

impl DynamoDbStore {
    /// Who shares it.
    pub const REACH: Reach = Reach::Account;

    /// The store in a table. Functions that are to share a budget name the same deployment.
    pub fn new(client: AwsClient, table: impl Into<String>, deployment: impl Into<String>) -> Self {
        Self { table: Table { client, name: table.into(), timeout: TIMEOUT }, deployment: deployment.into() }
    }

    /// How long an answer is waited for: one second by default. An invocation that has less time left waits no longer than
    /// that.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.table.timeout = timeout;
        self
    }

    /// What it asks with.
    pub(crate) fn client(&self) -> &AwsClient {
        &self.table.client
    }

    /// The key of a month's item.
    fn key(&self, month: Month) -> String {
        format!("q#{}#{month}", self.deployment)
    }

    async fn write(&self, month: Month, update: &Update) -> Result<Outcome, StoreError> {
        self.table.update(&self.key(month), update).await.map_err(|error| failed(error, month))
    }

    async fn read(&self, month: Month) -> Result<Option<Record>, StoreError> {
        let item = self.table.get(&self.key(month)).await.map_err(|error| failed(error, month))?;
        item.map(|item| record(&item, month)).transpose()
    }
}

fn record(item: &Item, month: Month) -> Result<Record, StoreError> {
    item::read(item).ok_or(StoreError::Corrupt { month })
}

fn failed(error: CallError, month: Month) -> StoreError {
    match error {
        CallError::Aws(error) => failed_call(error),
        CallError::Unreadable => StoreError::Corrupt { month },
    }
}

/// An item of no month.
fn unknown(error: CallError) -> StoreError {
    match error {
        CallError::Unreadable => StoreError::Io(ErrorKind::InvalidData.into()),
        CallError::Aws(error) => failed_call(error),
    }
}

fn failed_call(error: AwsError) -> StoreError {
    if error.is_throttled() { StoreError::Throttled } else { StoreError::DynamoDb(error) }
}

/// The month is open, and the epoch is not reconciled.
fn within(epoch: Epoch) -> Update {
    let mut update = Update::of_what_exists();
    let epoch = update.value(Value::number(epoch.0));
    update.only_if(format!("(attribute_not_exists({CLOSED}) OR {CLOSED} < {epoch})", CLOSED = item::CLOSED));
    update
}

impl QuotaStore for DynamoDbStore {
    async fn open(&self, month: Month, record: &Record) -> Result<bool, StoreError> {
        let item = item::new(&self.key(month), record);
        self.table.put(&item, item::IS_NEW, None).await.map_err(|error| failed(error, month))
    }

    async fn grant(&self, epoch: Epoch, ask: &Ask) -> Result<Result<Grant, Denied>, StoreError> {
        let month = epoch.month();
        let (taken, leased) = (ask.taken(), ask.leased());
        let mut update = within(epoch);
        if !ask.amount.is_zero() {
            let stopped = update.value(item::state(State::Stopped));
            update.only_if(format!("{STATE} <> {stopped}"));
        }
        for dimension in Dimension::ALL {
            let (taken, leased) = (dimension.of(&taken), dimension.of(&leased));
            if taken > 0 {
                // A debt alone may lead below nothing, but not below what a balance can hold.
                let least = if ask.amount.is_zero() { i128::from(i64::MIN) + i128::from(taken) } else { taken.into() };
                let least = update.value(Value::number(least));
                update.only_if(format!("{} >= {least}", dimension.avail()));
                update.add(dimension.avail(), -i128::from(taken));
            }
            // The first stands for the epoch, also if it is nothing.
            if leased > 0 || dimension == Dimension::Requests {
                update.add(&attribute_of(epoch, dimension), leased.into());
            }
        }
        Ok(match self.write(month, &update).await? {
            Outcome::Done(item) => {
                let record = record(&item, month)?;
                let unsettled = record.granted().first().map_or(epoch, |(oldest, _)| *oldest);
                Ok(Grant {
                    epoch,
                    amount: ask.amount,
                    avail: *record.avail(),
                    state: record.state(),
                    unsettled,
                    overdue: record.overdue(epoch),
                })
            }
            Outcome::Refused(None) => Err(Denied::NotOpen),
            // Why, says the same function that decides in every other store.
            Outcome::Refused(Some(item)) => match record(&item, month)?.grant(epoch, ask) {
                Err(denied) => Err(denied),
                Ok(_) => return Err(StoreError::Corrupt { month }),
            },
        })
    }

    async fn give_back(&self, epoch: Epoch, amount: &Amount) -> Result<bool, StoreError> {
        let mut update = Update::of_what_exists();
        for dimension in Dimension::ALL {
            let back = dimension.of(amount);
            if back > 0 || dimension == Dimension::Requests {
                let granted = attribute_of(epoch, dimension);
                let least = update.value(Value::number(back));
                update.only_if(format!("{granted} >= {least}"));
                update.add(&granted, -i128::from(back));
                update.add(dimension.avail(), back.into());
            }
        }
        Ok(matches!(self.write(epoch.month(), &update).await?, Outcome::Done(_)))
    }

    async fn reconcile(&self, epoch: Epoch, measured: &Amount) -> Result<bool, StoreError> {
        let month = epoch.month();
        let mut before = self.read(month).await?;
        for _ in 0..ATTEMPTS {
            let Some(seen) = before else { return Ok(false) };
            let mut after = seen.clone();
            if !after.reconcile(epoch, measured) {
                return Ok(false);
            }
            before = match self.write(month, &settlement(epoch, &seen, &after)).await? {
                Outcome::Done(_) => return Ok(true),
                Outcome::Refused(item) => item.map(|item| record(&item, month)).transpose()?,
            };
        }
        // Others write to it all the time; nothing was changed.
        Err(StoreError::Throttled)
    }

    async fn set_state(&self, month: Month, from: State, to: State) -> Result<bool, StoreError> {
        let mut update = Update::of_what_exists();
        let (from, to) = (update.value(item::state(from)), update.value(item::state(to)));
        update.only_if(format!("{STATE} = {from}"));
        update.set(STATE, &to);
        Ok(matches!(self.write(month, &update).await?, Outcome::Done(_)))
    }

    async fn record(&self, month: Month) -> Result<Option<Record>, StoreError> {
        self.read(month).await
    }
}

/// The write that turns one record into the other, if nobody has touched the epoch in between. Other epochs may have
/// been written to: what is left moves by a difference.
fn settlement(epoch: Epoch, seen: &Record, after: &Record) -> Update {
    let mut update = Update::of_what_exists();
    match seen.closed() {
        None => update.only_if(format!("attribute_not_exists({})", item::CLOSED)),
        Some(closed) => {
            let closed = update.value(Value::number(closed.0));
            update.only_if(format!("{} = {closed}", item::CLOSED));
        }
    }
    if let Some(closed) = after.closed().filter(|_| after.closed() != seen.closed()) {
        let closed = update.value(Value::number(closed.0));
        update.set(item::CLOSED, &closed);
    }
    let granted = seen.granted().iter().find(|(of, _)| *of == epoch).map(|(_, granted)| granted);
    for dimension in Dimension::ALL {
        let name = attribute_of(epoch, dimension);
        match granted.map(|granted| dimension.of(granted)) {
            Some(granted) if granted > 0 || dimension == Dimension::Requests => {
                let granted = update.value(Value::number(granted));
                update.only_if(format!("{name} = {granted}"));
                update.remove(&name);
            }
            // An attribute of nothing may be there, or not.
            Some(_) => {
                let nothing = update.value(Value::number(0));
                update.only_if(format!("(attribute_not_exists({name}) OR {name} = {nothing})"));
                update.remove(&name);
            }
            None => update.only_if(format!("attribute_not_exists({name})")),
        }
        let left = |balance: &Balance| i128::from(dimension.left(balance));
        let difference = left(after.avail()) - left(seen.avail());
        if difference != 0 {
            update.add(dimension.avail(), difference);
        }
    }
    update
}
