//! Which operation an invocation has called, for which record, and where it panicked.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gateway_runtime::Context;

use crate::Event;

/// Hangs on the invocation's [`Context`], so that parallel ones cannot meet.
#[derive(Default)]
pub(crate) struct Serving(Mutex<State>);

#[derive(Default)]
struct State {
    event: Option<Event>,
    operation: Option<Operation>,
    record: Option<Arc<str>>,
    panicked_at: Option<String>,
}

/// The names of an operation: `cache.get` where it is shown.
#[derive(Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) interface: &'static str,
    pub(crate) operation: &'static str,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.interface, self.operation)
    }
}

impl Serving {
    /// Keeps the event of the current invocation.
    pub(crate) fn keep(event: &Event) {
        Self::with(|state| state.event = Some(event.clone()));
    }

    /// The event of the current invocation.
    pub(crate) fn event() -> Option<Event> {
        Self::with(|state| state.event.clone()).flatten()
    }

    /// Remembers which operation the current invocation calls now.
    pub(crate) fn note(interface: &'static str, operation: &'static str) {
        Self::with(|state| state.operation = Some(Operation { interface, operation }));
    }

    /// The operation that the current invocation called last.
    pub(crate) fn operation() -> Option<Operation> {
        Self::with(|state| state.operation).flatten()
    }

    /// Handles one record of the current invocation's batch. Those of a batch run side by side, so the record is the
    /// current one for no longer than a poll.
    pub(crate) async fn record<F: Future>(id: Arc<str>, handle: F) -> F::Output {
        let mut handle = pin!(handle);
        poll_fn(|task| {
            Self::with(|state| state.record = Some(Arc::clone(&id)));
            let polled = handle.as_mut().poll(task);
            Self::with(|state| state.record = None);
            polled
        })
        .await
    }

    /// The record that the current invocation handles now.
    pub(crate) fn current_record() -> Option<Arc<str>> {
        Self::with(|state| state.record.clone()).flatten()
    }

    /// Remembers where the current invocation panicked.
    pub(crate) fn note_panic(place: &str) {
        Self::with(|state| state.panicked_at = Some(place.to_owned()));
    }

    /// Where the current invocation panicked last.
    pub(crate) fn panicked_at() -> Option<String> {
        Self::with(|state| state.panicked_at.clone()).flatten()
    }

    /// `None` outside of an invocation.
    fn with<T>(look: impl FnOnce(&mut State) -> T) -> Option<T> {
        let serving: Arc<Self> = Context::current().slot()?;
        // Nothing panics while it holds the lock, so a poisoned one is intact.
        let mut state: MutexGuard<'_, State> = serving.0.lock().unwrap_or_else(PoisonError::into_inner);
        Some(look(&mut state))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gateway_runtime::Context;

    use super::Serving;

    #[tokio::test]
    async fn records_side_by_side_are_told_apart() {
        async fn handle() -> [Option<Arc<str>>; 2] {
            let before = Serving::current_record();
            tokio::task::yield_now().await;
            [before, Serving::current_record()]
        }
        let both = async {
            let [a, b] = ["a", "b"].map(|id| Serving::record(id.into(), handle()));
            let both = tokio::join!(a, b);
            assert_eq!(Serving::current_record(), None);
            both
        };
        let (a, b) = Context::builder().build().scope(both).await;
        assert_eq!((a, b), (["a"; 2].map(|id| Some(id.into())), ["b"; 2].map(|id| Some(id.into()))));
    }

    #[test]
    fn each_invocation_has_its_own() {
        let [a, b] = ["a", "b"].map(|id| Context::builder().request_id(id).build());
        a.enter(|| Serving::note("cache", "get"));
        b.enter(|| Serving::note_panic("src/main.rs:1"));
        let seen = |cx: &Context| cx.enter(|| (Serving::operation().map(|it| it.to_string()), Serving::panicked_at()));
        assert_eq!(seen(&a), (Some("cache.get".to_owned()), None));
        assert_eq!(seen(&b), (None, Some("src/main.rs:1".to_owned())));
        Serving::note("cache", "get");
        assert!(Serving::operation().is_none(), "there is no invocation here");
    }
}
