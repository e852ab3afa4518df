//! Events of several records.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::{StreamExt, stream};
use gateway_runtime::{Context, Json};
use tokio::time::{Instant, timeout_at};

use super::params::Reading;
use super::{Dispatcher, event};
use crate::Failure;
use crate::batch::{Batch, Record};
use crate::router::Target;
use crate::serving::Serving;
use crate::source::Source;

impl Dispatcher {
    /// Calls the operation once for each record: several at a time, those of one run one after the other.
    pub(super) async fn batch(&self, source: Source, event: &[u8]) -> Result<Json, Failure> {
        let target = self.taker(source)?;
        let batch = Batch::split(source, event).map_err(|error| Failure::bad_event(error.to_string()))?;
        // One line of the log, and not one for each record.
        if self.check_priority(target).is_err() {
            return batch
                .answer(&vec![true; batch.records().len()])
                .map_err(|incomplete| failed(incomplete.to_string()));
        }
        let done = self.handle(target, &batch).await;
        let handled = done.iter().filter(|done| **done).count();
        tracing::debug!(source = %source, records = done.len(), handled, "a batch was handled");
        // The same records come again as if all were reported. But an alarm sees it, and it also holds where the event
        // source mapping does not ask for reports.
        if handled == 0 && !done.is_empty() {
            return Err(failed(format!("none of {} records was handled", done.len())));
        }
        batch.answer(&done).map_err(|incomplete| failed(incomplete.to_string()))
    }

    /// Says of each record whether it was handled before the deadline.
    async fn handle(&self, target: &Target, batch: &Batch<'_>) -> Vec<bool> {
        let deadline = deadline(self.settings.deadline_margin);
        let done = Mutex::new(vec![false; batch.records().len()]);
        let runs = stream::iter(batch.runs()).for_each_concurrent(self.settings.batch_parallelism, |run| {
            let done = &done;
            async move {
                for place in run {
                    // Operations that never wait never let the timer below speak.
                    let is_late = deadline.is_some_and(|deadline| Instant::now() >= deadline);
                    if is_late || !self.record(target, &batch.records()[place]).await {
                        break;
                    }
                    done.lock().unwrap_or_else(PoisonError::into_inner)[place] = true;
                }
            }
        });
        match deadline {
            // What is still running when the time is over is dropped, and comes again.
            Some(deadline) => drop(timeout_at(deadline, runs).await),
            None => runs.await,
        }
        done.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the record is not to come again.
    async fn record(&self, target: &Target, record: &Record<'_>) -> bool {
        let id = record.id();
        let Err(failure) = Serving::record(id.as_str().into(), self.try_record(target, record)).await else {
            return true;
        };
        if failure.is_refusal() {
            return true;
        }
        // The hook of the panic has logged it, with the record.
        if failure.is_panic() {
            return false;
        }
        tracing::error!(
            operation = format!("{}.{}", target.interface, target.operation.name),
            record = id,
            exception = &*failure.chain(),
            exception_name = failure.error_type(),
            "a record was not handled"
        );
        false
    }

    async fn try_record(&self, target: &Target, record: &Record<'_>) -> Result<(), Failure> {
        let payload = record.payload().map_err(|error| Failure::bad_event(error.to_string()))?;
        let params = Reading::of_payload(target, payload).map_err(|kind| event::not_taken(target, kind))?;
        self.call(target, &params).await?;
        Ok(())
    }
}

/// Earlier than the host answers for an invocation that has no answer: then every record would come again.
fn deadline(margin: Duration) -> Option<Instant> {
    let left = Context::current().remaining_time()?;
    Some(Instant::now() + left.saturating_sub(margin.saturating_mul(2).min(left * 3 / 4)))
}

fn failed(message: String) -> Failure {
    Failure::new("Gateway.BatchFailed", message)
}
