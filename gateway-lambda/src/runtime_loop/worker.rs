//! Asks for one event after the other.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use gateway_runtime::{Context, Json};
use tracing::{Instrument as _, Span};

use super::backoff::Backoff;
use super::event::Function;
use super::runtime_api::RuntimeApi;
use super::service::{Post, post};
use super::trouble::Trouble;
use crate::host::AfterInvocation;
use crate::panic::{Panicked, caught};
use crate::serving::Serving;
use crate::{Event, Failure, deadline, initialization};

/// Lambda takes no answer that is longer, in bytes: 6 MB, and a hundred for what is around it.
///
/// Source: AWS's runtime interface emulator, and
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>.
const LONGEST_ANSWER: usize = 6 * 1024 * 1024 + 100;

/// One of as many as there may be invocations at once.
#[derive(Clone)]
pub(super) struct Worker<P, H, M, S> {
    pub(super) api: RuntimeApi,
    pub(super) function: Function,
    /// Whether nobody has served an event yet.
    pub(super) cold: Arc<AtomicBool>,
    pub(super) post: P,
    pub(super) handle: H,
    /// Answers in the handler's stead, where there is an answer to a failure.
    pub(super) mend: M,
    pub(super) after_invocation: Option<AfterInvocation>,
    /// The last that is done before the next event is asked for; it is told how long the hook took.
    pub(super) settle: S,
    pub(super) deadline_margin: Duration,
}

impl<P, H, F, M, S, T> Worker<P, H, M, S>
where
    P: Post,
    H: Fn(Event) -> F + Clone + Send + 'static,
    F: Future<Output = Result<Json, Failure>> + Send + 'static,
    M: Fn(Failure) -> Result<Json, Failure> + Clone + Send + 'static,
    S: Fn(Duration) -> T + Clone + Send + Sync + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    /// Serves events until the environment ends. After trouble it pauses.
    ///
    /// It never gives up, also after a 500, of which AWS says that the runtime should exit: where that holds, the
    /// environment ends anyway, and where it passes, other workers have invocations under way.
    pub(super) async fn run(mut self) -> Infallible {
        let mut backoff = Backoff::default();
        loop {
            // It is pinned where it is made: what serves an event is too large to be moved for each.
            let mut served = pin!(self.serve_next());
            let Err(trouble) = caught(served.as_mut()).await.unwrap_or(Err(Trouble::Panicked)) else {
                backoff.reset();
                continue;
            };
            let pause = backoff.pause();
            if !trouble.is_logged() {
                let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
                tracing::warn!(error = %trouble, pause_ms, "the Runtime API gave no event");
            }
            tokio::time::sleep(pause).await;
        }
    }

    async fn serve_next(&mut self) -> Result<(), Trouble> {
        let received = self.api.next().await?;
        let event = Event::from(received.body.clone());
        let (cx, broken) = received.context(&self.function, self.cold.swap(false, Ordering::Relaxed));
        let is_broken = broken.is_some();
        initialization::served();
        let span = span(&cx);
        let invocation = received.into_invocation();
        let (handle, mend) = (self.handle.clone(), self.mend.clone());
        let (poster, margin, after) = (&mut self.post, self.deadline_margin, self.after_invocation.as_ref());
        let settle = &self.settle;
        let serve = pin!(async move {
            let answer = match broken {
                Some(failure) => Err(failure),
                None => answer(handle, event, margin).await,
            };
            let answer = answer.map_err(told).or_else(|failure| mended(mend, failure));
            post(poster, invocation, answer).await.map_err(|_| Trouble::Answer)?;
            let mut followed = Duration::ZERO;
            if let Some(hook) = after {
                let since = Instant::now();
                follow(async { hook().await }, margin).await;
                followed = since.elapsed();
            }
            follow(settle(followed), margin).await;
            Ok(())
        });
        cx.scope(serve.instrument(span)).await?;
        if is_broken { Err(Trouble::Unreadable) } else { Ok(()) }
    }
}

/// What the handler makes of an event: in time, without a panic, and of a size that can be sent.
async fn answer<F>(handle: impl Fn(Event) -> F, event: Event, margin: Duration) -> Result<Json, Failure>
where
    F: Future<Output = Result<Json, Failure>>,
{
    // Each is pinned where it is made: what handles an event is too large to be moved once for each that is around it.
    let handled = pin!(async move { handle(event).await });
    let answer = pin!(deadline::in_time(margin, handled));
    let answer = caught(answer).await.unwrap_or_else(|panicked| Err(panicked.into()));
    let (size, limit) = match &answer {
        Ok(answer) => (answer.as_bytes().len(), LONGEST_ANSWER),
        // In JSON a character may take six.
        Err(failure) => (failure.message().len(), LONGEST_ANSWER / 6),
    };
    if size > limit {
        let operation = Serving::operation();
        return Err(Failure::response_too_large(operation.as_ref(), size, limit));
    }
    answer
}

/// What is done when the answer is posted, and before Lambda may freeze the environment.
async fn follow(work: impl Future<Output = ()>, margin: Duration) {
    // The hook of a panic has logged it.
    let done = caught(work);
    if let Err(limit) = deadline::within(margin, done).await {
        let limit_ms = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
        tracing::warn!(limit_ms, "what follows the invocation was given up: the deadline is near");
    }
}

/// What is answered in the handler's stead, if anything is.
#[cold]
fn mended(mend: impl Fn(Failure) -> Result<Json, Failure>, failure: Failure) -> Result<Json, Failure> {
    // It reads the event once more, and that may be what panicked.
    catch_unwind(AssertUnwindSafe(|| mend(failure))).unwrap_or_else(|_| Err(Panicked.into()))
}

/// As `lambda_runtime` calls it and what it holds. By the target `logging` knows that its own keys say the same.
fn span(cx: &Context) -> Span {
    tracing::info_span!(
        target: "gateway::invocation",
        "Lambda runtime invoke",
        requestId = cx.request_id(),
        xrayTraceId = cx.trace_id(),
        tenantId = cx.tenant_id()
    )
}

/// Logs why an invocation failed, unless it was a panic, which the hook has logged: that one gets the place.
fn told(failure: Failure) -> Failure {
    if failure.is_panic()
        && let Some(place) = Serving::panicked_at()
    {
        return failure.at(&place);
    }
    tracing::error!(
        operation = Serving::operation().map(|operation| operation.to_string()),
        exception = &*failure.chain(),
        exception_name = failure.error_type(),
        "the invocation failed"
    );
    failure
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, SystemTime};

    use gateway_runtime::{Context, Json};

    use super::{LONGEST_ANSWER, answer, follow, mended};
    use crate::host::AfterInvocation;
    use crate::serving::Serving;
    use crate::{Event, Failure};

    const MARGIN: Duration = Duration::from_millis(100);

    async fn sized(size: usize) -> Result<Json, Failure> {
        let handle = |_: Event| async move {
            Serving::note("shop", "list");
            Ok(Json::of(&"x".repeat(size - 2))?)
        };
        let cx = Context::builder().request_id("id").build();
        cx.scope(answer(handle, Event::from("{}"), MARGIN)).await
    }

    #[tokio::test]
    async fn an_answer_is_refused_from_one_byte_over_the_limit_on() {
        assert_eq!(sized(LONGEST_ANSWER).await.unwrap().as_bytes().len(), LONGEST_ANSWER);
        let failure = sized(LONGEST_ANSWER + 1).await.unwrap_err();
        assert_eq!(
            failure.to_string(),
            "Gateway.ResponseTooLarge: operation `shop.list`: its answer has 6291557 bytes, and Lambda takes 6291556: \
             answer with a part, or with where the rest is"
        );
    }

    #[test]
    fn what_speaks_in_the_handlers_stead_may_panic_too() {
        let late = || Failure::new("Gateway.DeadlineExceeded", "late");
        assert_eq!(mended(|_| Ok(Json::of(&504)?), late()).unwrap().as_str(), "504");
        assert_eq!(mended(Err, late()).unwrap_err(), late());
        let failure = mended(|_| panic!("secret"), late()).unwrap_err();
        assert_eq!((failure.error_type(), failure.message()), ("Gateway.Panicked", "panicked"));
    }

    #[tokio::test(start_paused = true)]
    async fn what_follows_an_answer_ends_by_itself_or_before_the_deadline() {
        let cx = Context::builder().deadline(SystemTime::now() + Duration::from_secs(3)).build();
        let hooks: [AfterInvocation; 3] = [
            Arc::new(|| panic!("before there is a future")),
            Arc::new(|| Box::pin(async { panic!("within it") })),
            Arc::new(|| Box::pin(std::future::pending())),
        ];
        let began = tokio::time::Instant::now();
        for hook in &hooks {
            cx.clone().scope(follow(async { hook().await }, MARGIN)).await;
        }
        let took = began.elapsed();
        assert!(took > Duration::from_secs(2) && took < Duration::from_secs(3), "{took:?}");
    }

    #[tokio::test]
    async fn a_panic_is_a_typed_failure_also_before_there_is_a_future() {
        let sync = |_: Event| {
            assert!(MARGIN.is_zero(), "secret");
            std::future::pending()
        };
        let failure = answer(sync, Event::from("{}"), MARGIN).await.unwrap_err();
        assert_eq!((failure.error_type(), failure.message()), ("Gateway.Panicked", "panicked"));
        let asynchronous = |_: Event| async { panic!("secret") };
        let failure = answer(asynchronous, Event::from("{}"), MARGIN).await.unwrap_err();
        assert_eq!((failure.error_type(), failure.message()), ("Gateway.Panicked", "panicked"));
    }
}
