//! An answer before Lambda ends the process.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use gateway_runtime::{Context, Json};

use crate::Failure;
use crate::serving::Serving;

/// Waits for `answer` until so long before the current invocation's deadline; then drops it.
pub(crate) async fn in_time(
    margin: Duration,
    answer: impl Future<Output = Result<Json, Failure>>,
) -> Result<Json, Failure> {
    let late = |limit| Err(Failure::deadline_exceeded(Serving::operation().as_ref(), limit));
    within(margin, answer).await.unwrap_or_else(late)
}

/// The same for whatever is to be done. If it is too late for it, tells how long it had.
///
/// A call that does not come back from where it blocks cannot be ended like this: Lambda ends it, with the process.
pub(crate) async fn within<T>(margin: Duration, work: impl Future<Output = T>) -> Result<T, Duration> {
    let mut work = pin!(work);
    // What does not wait is done now, and needs no timer.
    if let Poll::Ready(done) = poll_fn(|task| Poll::Ready(work.as_mut().poll(task))).await {
        return Ok(done);
    }
    let Some(remaining) = Context::current().remaining_time() else { return Ok(work.await) };
    // One that began late gets at least half of what is left.
    let limit = remaining.saturating_sub(margin.min(remaining / 2));
    tokio::time::timeout(limit, work).await.map_err(|_| limit)
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::time::{Duration, SystemTime};

    use gateway_runtime::{Context, Json};

    use super::in_time;
    use crate::Failure;
    use crate::serving::Serving;

    async fn hang() -> Result<Json, Failure> {
        Serving::note("shop", "wait");
        pending().await
    }

    fn left(remaining: Duration) -> Context {
        Context::builder().deadline(SystemTime::now() + remaining).build()
    }

    #[tokio::test(start_paused = true)]
    async fn what_takes_too_long_is_answered_before_the_deadline() {
        for (remaining, limit) in [(3_000, 2_900), (150, 75), (0, 0)] {
            let remaining = Duration::from_millis(remaining);
            let began = tokio::time::Instant::now();
            let failure = left(remaining).scope(in_time(Duration::from_millis(100), hang())).await.unwrap_err();
            assert_eq!(failure.error_type(), "Gateway.DeadlineExceeded");
            assert!(failure.message().starts_with("operation `shop.wait`: "), "{failure}");
            // The context's clock goes on meanwhile, and the timer's is in whole milliseconds.
            let took = began.elapsed();
            assert!(took <= Duration::from_millis(limit + 1), "{took:?}");
            assert!(took + Duration::from_millis(50) >= Duration::from_millis(limit), "{took:?}");
        }
    }

    #[tokio::test]
    async fn without_a_deadline_and_in_time_there_is_the_answer() {
        let answer = async || Ok(Json::of(&1)?);
        for cx in [Context::default(), left(Duration::from_mins(1)), left(Duration::ZERO)] {
            assert_eq!(cx.scope(in_time(Duration::ZERO, answer())).await.unwrap().as_str(), "1");
        }
    }
}
