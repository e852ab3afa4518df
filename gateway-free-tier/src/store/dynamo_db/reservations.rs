//! What the functions had reserved: an item for each, beside those of the months.

use super::item::{IS_NEW, Item, KEY};
use super::update::Value;
use super::{DynamoDbStore, unknown};
use crate::control::Reservations;
use crate::store::StoreError;

/// The number; a function without a reservation has none here either.
const RESERVED: &str = "reserved";

impl DynamoDbStore {
    fn key_of(&self, function: &str) -> String {
        format!("was#{}#{function}", self.deployment)
    }
}

impl Reservations for DynamoDbStore {
    async fn keep(&self, function: &str, reserved: Option<u32>) -> Result<(), StoreError> {
        if reserved == Some(0) {
            return Ok(());
        }
        let mut item = Item::from([(KEY.to_owned(), Value::S(self.key_of(function)))]);
        if let Some(reserved) = reserved {
            item.insert(RESERVED.to_owned(), Value::number(reserved));
        }
        let kept = self.table.put(&item, IS_NEW, None).await;
        kept.map(drop).map_err(unknown)
    }

    async fn kept(&self, function: &str) -> Result<Option<Option<u32>>, StoreError> {
        let item = self.table.get(&self.key_of(function)).await.map_err(unknown)?;
        Ok(item.map(|item| item.get(RESERVED).and_then(Value::integer)))
    }

    async fn forget(&self, function: &str) -> Result<(), StoreError> {
        self.table.delete(&self.key_of(function)).await.map_err(unknown)
    }
}
