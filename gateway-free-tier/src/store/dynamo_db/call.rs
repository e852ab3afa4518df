//! The calls that a store makes.

use std::time::Duration;

use gateway_http::aws::{AwsClient, AwsError, AwsRequest};
use serde::{Deserialize, Serialize};

use super::item::{Item, KEY};
use super::update::{Update, Value};

/// A table, and how it is asked.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) client: AwsClient,
    pub(super) name: String,
    pub(super) timeout: Duration,
}

/// What became of a conditional write.
pub(super) enum Outcome {
    /// It happened; the item as it is now.
    Done(Item),
    /// Its condition does not hold, and nothing was changed; the item as it is, if there is one.
    Refused(Option<Item>),
}

/// Why a call has no outcome.
#[derive(Debug)]
pub(super) enum CallError {
    Aws(AwsError),
    /// The answer is none of this call.
    Unreadable,
}

const CONDITION_FAILED: &str = "ConditionalCheckFailedException";

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct UpdateItem<'a> {
    table_name: &'a str,
    key: Item,
    update_expression: String,
    condition_expression: String,
    expression_attribute_values: &'a Item,
    return_values: &'static str,
    return_values_on_condition_check_failure: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PutItem<'a> {
    table_name: &'a str,
    item: &'a Item,
    condition_expression: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression_attribute_values: Option<&'a Item>,
}

#[cfg(feature = "aws")]
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct DeleteItem<'a> {
    table_name: &'a str,
    key: Item,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GetItem<'a> {
    table_name: &'a str,
    key: Item,
    consistent_read: bool,
}

/// Of answers and refusals, what is looked at.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    attributes: Option<Item>,
    item: Option<Item>,
}

impl Table {
    /// Writes to an item, if the condition holds.
    ///
    /// The whole item comes back either way. That costs nothing, where a read would cost a read unit.
    pub(super) async fn update(&self, key: &str, update: &Update) -> Result<Outcome, CallError> {
        let parameters = UpdateItem {
            table_name: &self.name,
            key: key_of(key),
            update_expression: update.expression(),
            condition_expression: update.condition(),
            expression_attribute_values: &update.values,
            return_values: "ALL_NEW",
            return_values_on_condition_check_failure: "ALL_OLD",
        };
        match self.call("UpdateItem", &parameters).await {
            Ok(answer) => answer.attributes.map(Outcome::Done).ok_or(CallError::Unreadable),
            Err(CallError::Aws(AwsError::Refused(refusal))) if refusal.code() == Some(CONDITION_FAILED) => {
                let told: Answer = serde_json::from_slice(refusal.body()).map_err(|_| CallError::Unreadable)?;
                Ok(Outcome::Refused(told.item))
            }
            Err(error) => Err(error),
        }
    }

    /// Writes a whole item, if the condition holds. Returns whether it did.
    pub(super) async fn put(&self, item: &Item, condition: &str, values: Option<&Item>) -> Result<bool, CallError> {
        let parameters = PutItem {
            table_name: &self.name,
            item,
            condition_expression: condition,
            expression_attribute_values: values,
        };
        match self.call("PutItem", &parameters).await {
            Ok(_) => Ok(true),
            Err(CallError::Aws(error)) if error.code() == Some(CONDITION_FAILED) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Makes that there is no item of this key.
    #[cfg(feature = "aws")]
    pub(super) async fn delete(&self, key: &str) -> Result<(), CallError> {
        self.call("DeleteItem", &DeleteItem { table_name: &self.name, key: key_of(key) }).await.map(drop)
    }

    /// The item as the last write left it.
    pub(super) async fn get(&self, key: &str) -> Result<Option<Item>, CallError> {
        let parameters = GetItem { table_name: &self.name, key: key_of(key), consistent_read: true };
        Ok(self.call("GetItem", &parameters).await?.item)
    }

    async fn call(&self, operation: &'static str, parameters: &impl Serialize) -> Result<Answer, CallError> {
        let request = AwsRequest::json(operation, parameters).timeout(self.timeout);
        let response = self.client.send(request).await.map_err(CallError::Aws)?;
        response.json().map_err(|_| CallError::Unreadable)
    }
}

fn key_of(key: &str) -> Item {
    Item::from([(KEY.to_owned(), Value::S(key.to_owned()))])
}
