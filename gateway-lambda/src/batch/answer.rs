//! Which records the source is to send again.

use std::error::Error;
use std::fmt;

use gateway_runtime::Json;
use serde::Serialize;

use super::record::Identifier;
use super::{Batch, Order};
use crate::source::Source;

impl Batch<'_> {
    /// The answer to the event, if `done` says of each record whether it was handled. One that was not started was not;
    /// one that `done` does not reach was not.
    ///
    /// | source | answer |
    /// |---|---|
    /// | SQS, a standard queue | each record that is not done |
    /// | SQS, a FIFO queue | each record from the first of its group on that is not done |
    /// | Kinesis, DynamoDB | the first record that is not done: the source goes on from there |
    /// | Kafka | the same, for each partition |
    /// | any other | `null` |
    ///
    /// The event source mapping has to ask for it with `FunctionResponseTypes: [ReportBatchItemFailures]`: if it does
    /// not, Lambda takes any answer for the success of all.
    ///
    /// Sources: partial batch responses of [SQS][sqs], [Kinesis][kinesis], [DynamoDB][dynamodb], [Kafka][kafka].
    ///
    /// [sqs]: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
    /// [kinesis]: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
    /// [dynamodb]: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
    /// [kafka]: https://docs.aws.amazon.com/lambda/latest/dg/services-msk-batchfailurereporting.html
    ///
    /// # Errors
    /// If a record is not done and the source takes no partial answer: then the invocation has to fail, so that the
    /// whole event comes again.
    ///
    /// # Panics
    /// Never: names are JSON.
    pub fn answer(&self, done: &[bool]) -> Result<Json, Incomplete> {
        let is_done = |place: &usize| done.get(*place).copied().unwrap_or(false);
        if !self.takes_partial_answer() {
            let left = (0..self.records.len()).filter(|place| !is_done(place)).count();
            return if left == 0 { Ok(null()) } else { Err(Incomplete { left, of: self.records.len() }) };
        }
        let mut failures = Vec::new();
        for run in self.runs() {
            let left = run.iter().skip_while(|place| is_done(place));
            let reported = if self.goes_on_from_the_first() { 1 } else { usize::MAX };
            failures.extend(left.take(reported).copied());
        }
        failures.sort_unstable();
        let batch_item_failures =
            failures.iter().map(|&place| Failure { item_identifier: &self.records[place].identifier }).collect();
        Ok(Json::of(&Answer { batch_item_failures }).expect("names are JSON"))
    }

    /// Whether [`answer`](Self::answer) can name single records.
    pub fn takes_partial_answer(&self) -> bool {
        matches!(self.source, Source::Sqs | Source::Kinesis | Source::DynamoDb | Source::Kafka)
    }

    fn goes_on_from_the_first(&self) -> bool {
        self.order == Order::Whole || self.source == Source::Kafka
    }
}

fn null() -> Json {
    Json::of(&()).expect("null is JSON")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    batch_item_failures: Vec<Failure<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure<'a> {
    item_identifier: &'a Identifier,
}

/// Records are left of an event whose source sends all of it again or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incomplete {
    left: usize,
    of: usize,
}

impl fmt::Display for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { left, of } = self;
        write!(f, "{left} of {of} records were not handled")
    }
}

impl Error for Incomplete {}
