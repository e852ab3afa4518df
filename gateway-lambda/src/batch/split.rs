//! From an event to its records.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::record::Identifier;
use super::{Batch, Order, Record, notice, queue, stream};
use crate::source::{Source, Undecodable, payload};

impl<'a> Batch<'a> {
    /// Takes an event of a source that [is a batch](Source::is_batch) apart. Of any other source it is one record, with
    /// the [payload](crate::source::payload()) of the event.
    ///
    /// # Errors
    /// If the event is not JSON, is not as its source writes it, or has a record without the name by which the source
    /// wants to hear of its failure. A record whose content cannot be read fails alone: see [`Record::payload`].
    pub fn split(source: Source, event: &'a [u8]) -> Result<Self, Undecodable> {
        let json = |error| Undecodable::json(source, &error);
        let mut parts = Vec::new();
        if source.is_batch() {
            serde_json::from_slice::<Event<'_>>(event).map_err(json)?.parts(&mut parts);
        } else {
            parts.push(Part { whole: serde_json::from_slice(event).map_err(json)?, place: 0, queue: None });
        }
        let mut order = match source {
            Source::Kinesis | Source::DynamoDb | Source::DocumentDb => Order::Whole,
            Source::Kafka | Source::ActiveMq | Source::RabbitMq => Order::Groups,
            _ => Order::Free,
        };
        let mut records = Vec::with_capacity(parts.len());
        for part in parts {
            records.push(match source {
                Source::Sqs => {
                    let (record, is_fifo) = queue::sqs(&part)?;
                    if is_fifo {
                        order = Order::Groups;
                    }
                    record
                }
                Source::Kafka => queue::kafka(&part)?,
                Source::ActiveMq | Source::RabbitMq => queue::broker(source, &part)?,
                Source::Kinesis => stream::kinesis(&part)?,
                Source::DynamoDb => stream::dynamodb(&part)?,
                Source::DocumentDb | Source::Ses => notice::member(source, &part),
                Source::Sns => notice::sns(&part),
                Source::S3 => notice::s3(&part),
                _ => Record {
                    identifier: part.identifier(None),
                    group: None,
                    payload: payload(source, part.whole.get().as_bytes()),
                    whole: part.whole.get(),
                },
            });
        }
        Ok(Self { source, order, records })
    }
}

/// A record, where it stands in the event.
pub(super) struct Part<'a> {
    pub(super) whole: &'a RawValue,
    pub(super) place: usize,
    /// The partition or the queue, where records are sent by it.
    pub(super) queue: Option<String>,
}

impl Part<'_> {
    /// Its name, for a source that does not ask for it.
    pub(super) fn identifier(&self, name: Option<String>) -> Identifier {
        Identifier::Text(name.unwrap_or_else(|| self.place.to_string()))
    }
}

/// Where the sources put their records.
#[derive(Deserialize)]
struct Event<'a> {
    #[serde(rename = "Records", alias = "messages", alias = "events", borrow)]
    list: Option<Vec<&'a RawValue>>,
    #[serde(rename = "records", alias = "rmqMessagesByQueue", borrow)]
    by_queue: Option<BTreeMap<String, Vec<&'a RawValue>>>,
}

impl<'a> Event<'a> {
    fn parts(self, parts: &mut Vec<Part<'a>>) {
        for whole in self.list.into_iter().flatten() {
            parts.push(Part { whole, place: parts.len(), queue: None });
        }
        for (queue, list) in self.by_queue.into_iter().flatten() {
            for whole in list {
                parts.push(Part { whole, place: parts.len(), queue: Some(queue.clone()) });
            }
        }
    }
}
