//! What the functions had reserved: an item for each, beside those of the months.

use super::item::{IS_NEW, Item, KEY};
use super::update::Value;
use super::{DynamoDbStore, failed, unknown};
use crate::control::Reservations;
use crate::protocol::Month;
use crate::store::StoreError;

/// The month in which it was kept.
const MONTH: &str = "kept_in";
/// The number; a function without a reservation has none here either.
const RESERVED: &str = "reserved";

impl DynamoDbStore {
    fn key_of(&self, function: &str) -> String {
        format!("was#{}#{function}", self.deployment)
    }
}

impl Reservations for DynamoDbStore {
    async fn keep(&self, function: &str, month: Month, reserved: Option<u32>) -> Result<(), StoreError> {
        if reserved == Some(0) {
            return Ok(());
        }
        let month_value = Value::S(month.to_string());
        let mut item =
            Item::from([(KEY.to_owned(), Value::S(self.key_of(function))), (MONTH.to_owned(), month_value.clone())]);
        if let Some(reserved) = reserved {
            item.insert(RESERVED.to_owned(), Value::number(reserved));
        }
        let condition = format!("{IS_NEW} OR {MONTH} <> :month");
        let values = Item::from([(":month".to_owned(), month_value)]);
        let kept = self.table.put(&item, &condition, Some(&values)).await;
        kept.map(drop).map_err(|error| failed(error, month))
    }

    async fn kept(&self, function: &str) -> Result<Option<Option<u32>>, StoreError> {
        let item = self.table.get(&self.key_of(function)).await.map_err(unknown)?;
        Ok(item.map(|item| item.get(RESERVED).and_then(Value::integer)))
    }

    async fn forget(&self, function: &str) -> Result<(), StoreError> {
        self.table.delete(&self.key_of(function)).await.map_err(unknown)
    }
}
