//! The request that is being served, as a value.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

/// The request that is being served: its id, its deadline, its tenant.
///
/// An operation takes it as `#[inject] cx: &Context`. It comes from an ambient scope that is set whenever a future is
/// polled, so parallel requests never see one another's; outside a request it is the empty context. A spawned task
/// inherits it only through [`scope`](Self::scope).
///
/// ```
/// use gateway_runtime::Context;
///
/// let cx = Context::builder().request_id("8476a536").tenant_id("blue").build();
/// cx.enter(|| assert_eq!(Context::current().request_id(), Some("8476a536")));
/// assert_eq!(Context::current().request_id(), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Context(Option<Arc<Request>>);

#[derive(Debug, Default)]
#[expect(clippy::struct_field_names, reason = "a request id is what it is called")]
struct Request {
    request_id: Option<Arc<str>>,
    /// The host learns it when it reads the event, and by then others hold the context.
    correlation_id: OnceLock<Arc<str>>,
    tenant_id: Option<Arc<str>>,
    trace_id: Option<Arc<str>>,
    deadline: Option<SystemTime>,
    /// The machine's, which is not the platform's.
    clock_is_wrong: bool,
    cold_start: bool,
    function_name: Option<Arc<str>>,
    function_version: Option<Arc<str>>,
    function_arn: Option<Arc<str>>,
    memory_limit_mb: Option<u32>,
    /// A few: to go through them is cheaper than to hash.
    slots: Mutex<Vec<Slot>>,
}

type Slot = (TypeId, Arc<dyn Any + Send + Sync>);

fn find(slots: &[Slot], id: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
    slots.iter().find(|(other, _)| *other == id).map(|(_, slot)| Arc::clone(slot))
}

/// The slot that was put in first: this one, or another thread's.
fn keep(slots: &Mutex<Vec<Slot>>, id: TypeId, fresh: Arc<dyn Any + Send + Sync>) -> Arc<dyn Any + Send + Sync> {
    let mut slots = lock(slots);
    if let Some(first) = find(&slots, id) {
        return first;
    }
    slots.push((id, Arc::clone(&fresh)));
    fresh
}

thread_local! {
    static CURRENT: RefCell<Context> = const { RefCell::new(Context(None)) };
}

impl Context {
    /// Starts an empty one.
    pub fn builder() -> ContextBuilder {
        ContextBuilder(Request::default())
    }

    /// The context of the request that is being served here; the empty one outside.
    pub fn current() -> Self {
        CURRENT.with_borrow(Self::clone)
    }

    /// What a core keeps for this one request: made on first use, shared by all clones of the context, dropped with the
    /// last of them. `None` in the empty context.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    /// use gateway_runtime::Context;
    ///
    /// #[derive(Default)]
    /// struct Lines(AtomicU32);
    ///
    /// let cx = Context::builder().request_id("1").build();
    /// cx.slot::<Lines>().unwrap().0.fetch_add(1, Relaxed);
    /// assert_eq!(cx.clone().slot::<Lines>().unwrap().0.load(Relaxed), 1);
    /// ```
    #[expect(clippy::missing_panics_doc, reason = "a slot is stored under its own type")]
    pub fn slot<T: Any + Default + Send + Sync>(&self) -> Option<Arc<T>> {
        let request = self.0.as_deref()?;
        // `T::default()` runs outside the lock, as it may ask for a slot itself; the first to put its own in wins.
        let id = TypeId::of::<T>();
        let found = find(&lock(&request.slots), id);
        let slot = match found {
            Some(slot) => slot,
            None => keep(&request.slots, id, Arc::new(T::default())),
        };
        Some(slot.downcast().expect("a slot is stored under its own type"))
    }

    /// Runs `f` inside this context.
    pub fn enter<T>(&self, f: impl FnOnce() -> T) -> T {
        /// Puts the former context back, also after a panic.
        struct Restore(Context);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(std::mem::take(&mut self.0));
            }
        }
        let _restore = Restore(CURRENT.replace(self.clone()));
        f()
    }

    /// Runs a future inside this context: it is current whenever the future is polled.
    pub async fn scope<F: Future>(self, future: F) -> F::Output {
        let mut future = pin!(future);
        poll_fn(|task| self.enter(|| future.as_mut().poll(task))).await
    }

    /// Whether this is the empty context: no request is being served.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    fn get<'a, T>(&'a self, field: impl FnOnce(&'a Request) -> Option<T>) -> Option<T> {
        self.0.as_deref().and_then(field)
    }

    /// The platform's id of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.get(|request| request.request_id.as_deref())
    }

    /// The id that ties this request to others; the request id unless the event had one of its own.
    pub fn correlation_id(&self) -> Option<&str> {
        self.get(|request| request.correlation_id.get().or(request.request_id.as_ref()).map(|id| &**id))
    }

    /// Says which id of its own the event has, for [`correlation_id`](Self::correlation_id). The first one that is said
    /// holds; the empty context takes none.
    ///
    /// ```
    /// use gateway_runtime::Context;
    ///
    /// let cx = Context::builder().request_id("8476a536").build();
    /// assert_eq!(cx.correlation_id(), Some("8476a536"));
    /// cx.correlate("1-5759e988");
    /// cx.clone().correlate("another");
    /// assert_eq!(cx.correlation_id(), Some("1-5759e988"));
    /// ```
    pub fn correlate(&self, id: impl Into<Arc<str>>) {
        if let Some(request) = &self.0 {
            let _ = request.correlation_id.set(id.into());
        }
    }

    /// The tenant that the platform isolates the request for.
    pub fn tenant_id(&self) -> Option<&str> {
        self.get(|request| request.tenant_id.as_deref())
    }

    /// The X-Ray trace header.
    pub fn trace_id(&self) -> Option<&str> {
        self.get(|request| request.trace_id.as_deref())
    }

    /// When the platform stops the request.
    pub fn deadline(&self) -> Option<SystemTime> {
        self.get(|request| request.deadline)
    }

    /// How long is left until the [`deadline`](Self::deadline), by the machine's clock: zero when it has passed, `None` without
    /// one, or where that clock is known to be wrong.
    pub fn remaining_time(&self) -> Option<Duration> {
        let deadline = self.get(|request| request.deadline.filter(|_| !request.clock_is_wrong))?;
        Some(deadline.duration_since(SystemTime::now()).unwrap_or_default())
    }

    /// Whether this is the first request of the execution environment.
    pub fn cold_start(&self) -> bool {
        self.0.as_ref().is_some_and(|request| request.cold_start)
    }

    /// The name of the function that runs.
    pub fn function_name(&self) -> Option<&str> {
        self.get(|request| request.function_name.as_deref())
    }

    /// The version of the function that runs.
    pub fn function_version(&self) -> Option<&str> {
        self.get(|request| request.function_version.as_deref())
    }

    /// The ARN that the function was invoked by.
    pub fn function_arn(&self) -> Option<&str> {
        self.get(|request| request.function_arn.as_deref())
    }

    /// The memory of the execution environment, in MB of 1,048,576 bytes.
    pub fn memory_limit_mb(&self) -> Option<u32> {
        self.get(|request| request.memory_limit_mb)
    }
}

/// Nothing panics while it holds the lock, so a poisoned one is intact.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Collects what a host knows of a request. See [`Context::builder`].
#[derive(Debug, Default)]
pub struct ContextBuilder(Request);

macro_rules! text {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        impl ContextBuilder {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(mut self, $name: impl Into<Arc<str>>) -> Self {
                self.0.$name = Some($name.into());
                self
            })*
        }
    };
}

text! {
    /// The platform's id of the request.
    request_id,
    /// The tenant that the platform isolates the request for.
    tenant_id,
    /// The X-Ray trace header.
    trace_id,
    /// The name of the function.
    function_name,
    /// The version of the function.
    function_version,
    /// The ARN that the function was invoked by.
    function_arn,
}

impl ContextBuilder {
    /// An id that ties this request to others.
    #[must_use]
    pub fn correlation_id(mut self, correlation_id: impl Into<Arc<str>>) -> Self {
        self.0.correlation_id = OnceLock::from(correlation_id.into());
        self
    }

    /// When the platform stops the request.
    #[must_use]
    pub fn deadline(mut self, deadline: SystemTime) -> Self {
        self.0.deadline = Some(deadline);
        self
    }

    /// The machine's clock is not that of the platform, so that nobody knows how long is left until the deadline.
    #[must_use]
    pub fn clock_is_wrong(mut self) -> Self {
        self.0.clock_is_wrong = true;
        self
    }

    /// Whether this is the first request of the execution environment.
    #[must_use]
    pub fn cold_start(mut self, cold_start: bool) -> Self {
        self.0.cold_start = cold_start;
        self
    }

    /// The memory of the execution environment, in MB of 1,048,576 bytes.
    #[must_use]
    pub fn memory_limit_mb(mut self, megabytes: u32) -> Self {
        self.0.memory_limit_mb = Some(megabytes);
        self
    }

    /// The finished context.
    pub fn build(self) -> Context {
        Context(Some(Arc::new(self.0)))
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context as Task, Poll, Waker};

    use super::Context;

    fn id() -> Option<String> {
        Context::current().request_id().map(str::to_owned)
    }

    #[test]
    fn interleaved_futures_keep_their_own_context() {
        async fn twice() -> (Option<String>, Option<String>) {
            let before = id();
            let mut yielded = false;
            std::future::poll_fn(
                |_| if std::mem::replace(&mut yielded, true) { Poll::Ready(()) } else { Poll::Pending },
            )
            .await;
            (before, id())
        }
        let scoped = |name: &str| Context::builder().request_id(name).build().scope(twice());
        let (mut a, mut b) = (pin!(scoped("a")), pin!(scoped("b")));
        let mut task = Task::from_waker(Waker::noop());
        assert!(a.as_mut().poll(&mut task).is_pending());
        assert!(b.as_mut().poll(&mut task).is_pending());
        assert_eq!(id(), None);
        let both = |name: &str| Poll::Ready((Some(name.to_owned()), Some(name.to_owned())));
        assert_eq!(a.as_mut().poll(&mut task), both("a"));
        assert_eq!(b.as_mut().poll(&mut task), both("b"));
    }

    #[test]
    fn is_restored_after_a_panic() {
        let outer = Context::builder().request_id("outer").build();
        outer.enter(|| {
            let inner = Context::builder().request_id("inner").build();
            std::panic::catch_unwind(|| inner.enter(|| panic!("expected by the test"))).unwrap_err();
            assert_eq!(id().as_deref(), Some("outer"));
        });
    }
}
