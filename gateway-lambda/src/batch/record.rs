//! One record of a batch.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::source::Undecodable;

/// One record of a [`Batch`](super::Batch).
///
/// It prints its identifier, not what it holds.
#[derive(Clone)]
pub struct Record<'a> {
    pub(super) identifier: Identifier,
    pub(super) group: Option<String>,
    pub(super) payload: Result<Cow<'a, str>, Undecodable>,
    pub(super) whole: &'a str,
}

/// How a record is named to its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Identifier {
    Text(String),
    /// Kafka's: `orders-0` is partition 0 of the topic `orders`.
    Offset {
        partition: String,
        offset: i64,
    },
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Offset { partition, offset } => write!(f, "{partition}@{offset}"),
        }
    }
}

impl Record<'_> {
    /// The record's name, for logs: the message id, the sequence number, partition and offset; its place in the event
    /// if the source gives it no name.
    pub fn id(&self) -> String {
        self.identifier.to_string()
    }

    /// What has to be handled in order within: the message group of a FIFO queue, the partition key or the keys of the
    /// item of a stream, the partition of a topic, the queue.
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// The JSON that the operation is called with.
    ///
    /// | source | payload |
    /// |---|---|
    /// | SQS | the body if it is JSON, else the text |
    /// | SNS | the message, likewise |
    /// | Kinesis, Kafka, ActiveMQ, RabbitMQ | the data if it is JSON, else base64, as an operation's `&[u8]` takes it |
    /// | DynamoDB | `{"event": "MODIFY", "keys": {..}, "new": {..}, "old": {..}}`, in plain JSON; without what the stream does not have |
    /// | S3 | `{"event": "ObjectCreated:Put", "region", "bucket", "key", "size", "etag", "version", "sequencer"}`, the key decoded; without what the event does not have |
    /// | SES | the member `ses` |
    /// | DocumentDB | the member `event` |
    /// | CodeCommit | the whole record |
    ///
    /// # Errors
    /// If the record is not as its source writes them. The others of the batch may be.
    pub fn payload(&self) -> Result<&str, Undecodable> {
        match &self.payload {
            Ok(payload) => Ok(payload),
            Err(error) => Err(*error),
        }
    }

    /// The record as Lambda sent it.
    pub fn whole(&self) -> &str {
        self.whole
    }
}

impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({}, {} bytes)", self.identifier, self.whole.len())
    }
}
