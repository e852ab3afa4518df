//! Events of several records, each one's own work.
//!
//! [`Batch::split`] takes an event apart, [`Batch::runs`] says which records have to wait for which, and
//! [`Batch::answer`] tells the source which of them to send again:
//!
//! ```
//! use gateway_lambda::batch::Batch;
//! use gateway_lambda::source::Source;
//!
//! let event = br#"{"Records": [
//!     {"messageId": "1", "body": "{\"order\": 17}", "eventSource": "aws:sqs"},
//!     {"messageId": "2", "body": "{\"order\": 18}", "eventSource": "aws:sqs"}
//! ]}"#;
//! let batch = Batch::split(Source::Sqs, event).unwrap();
//! assert_eq!(batch.records()[0].payload().unwrap(), r#"{"order": 17}"#);
//! assert_eq!(batch.runs(), [[0], [1]]);
//! let answer = batch.answer(&[true, false]).unwrap();
//! assert_eq!(answer.as_str(), r#"{"batchItemFailures":[{"itemIdentifier":"2"}]}"#);
//! ```

#![expect(clippy::doc_markdown, reason = "the names of services are no code")]

mod answer;
mod attributes;
mod notice;
mod queue;
mod record;
mod split;
mod stream;

use std::collections::HashMap;

use crate::source::Source;

pub use answer::Incomplete;
pub use record::Record;

/// The records of one event.
#[derive(Clone, Debug)]
pub struct Batch<'a> {
    source: Source,
    order: Order,
    records: Vec<Record<'a>>,
}

/// Which records have to be handled one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// None.
    Free,
    /// Those of a group.
    Groups,
    /// All.
    Whole,
}

impl<'a> Batch<'a> {
    /// The records, in the event's order.
    pub fn records(&self) -> &[Record<'a>] {
        &self.records
    }

    /// The source of the event.
    pub fn source(&self) -> Source {
        self.source
    }

    /// The records by their places in [`records`](Self::records), in runs: those of one run are to be handled in this
    /// order, and no further after the first that fails; different runs may be handled at the same time.
    ///
    /// | source | a run is |
    /// |---|---|
    /// | SQS, a standard queue; SNS, S3, SES, CodeCommit | one record |
    /// | SQS, a FIFO queue | a message group |
    /// | Kafka, ActiveMQ, RabbitMQ | a partition, a queue |
    /// | Kinesis, DynamoDB, DocumentDB | the batch: what stands behind a failure comes again, and would be done twice |
    pub fn runs(&self) -> Vec<Vec<usize>> {
        match self.order {
            Order::Free => (0..self.records.len()).map(|place| vec![place]).collect(),
            Order::Whole => vec![(0..self.records.len()).collect()],
            Order::Groups => {
                let mut runs: Vec<Vec<usize>> = Vec::new();
                let mut run_of = HashMap::new();
                for (place, record) in self.records.iter().enumerate() {
                    let run = *run_of.entry(record.group()).or_insert(runs.len());
                    match runs.get_mut(run) {
                        Some(run) => run.push(place),
                        None => runs.push(vec![place]),
                    }
                }
                runs
            }
        }
    }
}
