//! The host of one gateway, and what can be set.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::mem;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::{Gateway, Guard, Unguarded};

use crate::dispatch::Sheds;
use crate::http::Cors;
#[cfg(feature = "local")]
use crate::local;
use crate::serving::Serving;
use crate::{Dispatcher, Event, Failure, StartError, on_lambda, runtime_loop, start_failed};

/// The host of a gateway: it leads events to the operations that have triggers for them.
///
/// [`run`](crate::run) is a host as it is by default.
///
/// ```
/// use gateway_lambda::Host;
/// use gateway_lambda::http::Cors;
/// use gateway_runtime::gateway;
///
/// mod greeting {
///     use gateway_runtime::{gateway_interface, gateway_op};
///
///     /// Greets.
///     #[gateway_op(interface = "greeting", http = "GET /hello/{name}")]
///     pub fn hello(name: &str) -> String {
///         format!("hello, {name}")
///     }
///
///     gateway_interface! { pub greeting { hello } }
/// }
///
/// gateway! { pub Gateway { greeting } }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let host = Host::<gateway::Gateway>::new().cors(Cors::any_origin()).batch_parallelism(4);
/// // On AWS: `host.run()`. In a test:
/// let event = br#"{
///     "rawPath": "/hello/ada", "headers": {"origin": "https://shop.example"},
///     "requestContext": {"http": {"method": "GET"}, "domainName": "id.lambda-url.eu-west-1.on.aws"}
/// }"#;
/// let answer = host.build().unwrap().answer(&event[..].into()).await.unwrap().to_value();
/// assert_eq!(answer["statusCode"], 200);
/// assert_eq!(answer["body"], "\"hello, ada\"");
/// assert_eq!(answer["headers"]["access-control-allow-origin"], "*");
/// # }
/// ```
#[must_use = "it serves nothing until it runs"]
pub struct Host<G, B = Unguarded> {
    settings: Settings,
    hooks: Hooks,
    guard: B,
    gateway: PhantomData<fn() -> G>,
}

/// How long a [warm-up](Host::warm_up) may take.
pub const WARM_UP_LIMIT: Duration = Duration::from_secs(2);

/// What a function of the program does beside the answers.
#[derive(Default)]
pub(crate) struct Hooks {
    pub(crate) warm_up: Option<WarmUp>,
    pub(crate) after_invocation: Option<AfterInvocation>,
}

/// See [`Host::warm_up`].
pub(crate) type WarmUp = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// See [`Host::after_invocation`].
pub(crate) type AfterInvocation = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) cors: Option<Cors>,
    pub(crate) security_headers: bool,
    pub(crate) batch_parallelism: usize,
    pub(crate) max_body: usize,
    pub(crate) deadline_margin: Duration,
    pub(crate) development: bool,
    /// None without a guard.
    pub(crate) sheds: Option<Arc<Sheds>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cors: None,
            security_headers: true,
            batch_parallelism: 10,
            max_body: 6 << 20,
            deadline_margin: runtime_loop::DEADLINE_MARGIN,
            development: is_development(),
            sheds: None,
        }
    }
}

/// Under the local runtime, or by `GATEWAY_DEV`, or else `POWERTOOLS_DEV`, as the Powertools of other languages read it.
fn is_development() -> bool {
    #[cfg(feature = "local")]
    if local::is_local() {
        return true;
    }
    let set = ["GATEWAY_DEV", "POWERTOOLS_DEV"].into_iter().find_map(gateway_runtime::variable);
    set.is_some_and(|value| ["1", "true", "t", "yes", "y", "on"].contains(&value.to_ascii_lowercase().as_str()))
}

impl<G: Gateway> Host<G> {
    /// A host as it is by default.
    pub fn new() -> Self {
        Self { settings: Settings::default(), hooks: Hooks::default(), guard: Unguarded, gateway: PhantomData }
    }
}

impl<G: Gateway, B: Guard + Clone> Host<G, B> {
    /// Has `guard` stand before every invocation: what it refuses is answered by [`Dispatcher::refuse`].
    ///
    /// A [`Dispatcher`] of this host asks it what is shed, and nothing else: the rest is [`run`](Self::run)'s.
    pub fn guard<N: Guard + Clone>(self, guard: N) -> Host<G, N> {
        let Self { mut settings, hooks, guard: _, gateway } = self;
        let asked = guard.clone();
        settings.sheds = Some(Arc::new(move |priority| asked.sheds(priority)));
        Host { settings, hooks, guard, gateway }
    }

    /// Lets pages of other origins read the answers. By default none may.
    pub fn cors(mut self, cors: Cors) -> Self {
        self.settings.cors = Some(cors);
        self
    }

    /// Whether responses have the headers of
    /// [`with_security_headers`](crate::http::Response::with_security_headers). By default they have.
    pub fn security_headers(mut self, on: bool) -> Self {
        self.settings.security_headers = on;
        self
    }

    /// How many records of a batch are handled at the same time: 10 by default, and 1 at least. Records whose order
    /// counts are handled one after the other all the same.
    pub fn batch_parallelism(mut self, records: usize) -> Self {
        self.settings.batch_parallelism = records.max(1);
        self
    }

    /// How many bytes the body of a request may have, once it is decoded: 6 MiB by default, which is as much as Lambda
    /// hands over. A larger one is answered with `413`.
    ///
    /// Source: [quotas of Lambda](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// How long before its deadline an invocation is answered that has no answer yet: 100 ms by default. A batch is
    /// answered twice as long before, with what is done by then.
    pub fn deadline_margin(mut self, margin: Duration) -> Self {
        self.settings.deadline_margin = margin;
        self
    }

    /// Whether who sends requests is helped to mend them: the path that was probably meant, the text of an operation's
    /// error. By default under the local runtime, and if `GATEWAY_DEV`, or else
    /// `POWERTOOLS_DEV`, is `true`.
    pub fn development(mut self, on: bool) -> Self {
        self.settings.development = on;
        self
    }

    /// Has `hook` run before the first event is asked for: what a first request would wait for, such as a connection, is
    /// made during `INIT`, which has a whole processor. After [2 s](WARM_UP_LIMIT) the function starts without it; what it
    /// cannot do, and its panic, are no failure of the start.
    ///
    /// It is left out where `AWS_LAMBDA_INITIALIZATION_TYPE` is `snap-start`: a connection does not outlive a snapshot.
    ///
    /// ```no_run
    /// # mod greeting {
    /// #     #[gateway_runtime::gateway_op(interface = "greeting", direct)]
    /// #     pub fn hello() {}
    /// #     gateway_runtime::gateway_interface! { pub greeting { hello } }
    /// # }
    /// # gateway_runtime::gateway! { pub Gateway { greeting } }
    /// # fn main() {
    /// gateway_lambda::Host::<gateway::Gateway>::new().warm_up(|| async { tracing::info!("connecting") }).run();
    /// # }
    /// ```
    pub fn warm_up<F>(mut self, hook: impl FnOnce() -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.hooks.warm_up = Some(Box::new(|| Box::pin(hook())));
        self
    }

    /// Has `hook` run after each invocation: when its answer is posted, and before the next event is asked for. Nobody waits
    /// for it but whoever would send that next event; and since Lambda freezes the environment when it is asked for the next,
    /// what the hook does is done by then.
    ///
    /// [It is billed][billed] like the invocation itself. It runs within the invocation's context, and outside of the
    /// [`guard`](Self::guard). At the [margin](Self::deadline_margin) before the invocation's deadline it is dropped; its panic
    /// is a record of the log. Where an answer could not be posted it does not run.
    ///
    /// [billed]: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    ///
    /// ```no_run
    /// # mod greeting {
    /// #     #[gateway_runtime::gateway_op(interface = "greeting", direct)]
    /// #     pub fn hello() {}
    /// #     gateway_runtime::gateway_interface! { pub greeting { hello } }
    /// # }
    /// # gateway_runtime::gateway! { pub Gateway { greeting } }
    /// # fn main() {
    /// gateway_lambda::Host::<gateway::Gateway>::new().after_invocation(|| async { tracing::info!("answered") }).run();
    /// # }
    /// ```
    pub fn after_invocation<F>(mut self, hook: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.hooks.after_invocation = Some(Arc::new(move || Box::pin(hook())));
        self
    }

    /// Builds the routes from the triggers of the gateway's operations.
    ///
    /// # Errors
    /// Every trigger that is malformed, and every two operations that would answer the same.
    pub fn build(self) -> Result<Dispatcher, StartError> {
        Dispatcher::new::<G>(self.settings)
    }

    /// Runs the function until its environment ends.
    ///
    /// Each event is answered within its own [`Context`](gateway_runtime::Context), also in parallel, where
    /// `AWS_LAMBDA_MAX_CONCURRENCY` allows it. One thread does it all: on the fraction of a processor that a small Lambda
    /// has, more threads only cost more. The panic hook is replaced: a panic is one record of the log, and an error of its
    /// invocation.
    ///
    /// If this is not a Lambda (see [`on_lambda`]), the feature `local` makes it one, as `LocalRuntime::new().run()` does, and
    /// says what calls the operations;
    /// without it the exit code is 1, and standard error says why.
    pub fn run(mut self) -> ExitCode {
        let is_lambda = on_lambda();
        if is_lambda {
            runtime_loop::begin();
        }
        let deadline_margin = self.settings.deadline_margin;
        let hooks = mem::take(&mut self.hooks);
        let guard = self.guard.clone();
        let dispatcher = match self.build() {
            Ok(dispatcher) => Arc::new(dispatcher),
            Err(error) => return start_failed(&Failure::new("Gateway.StartFailed", error.to_string())),
        };
        if !is_lambda {
            #[cfg(feature = "local")]
            return local::LocalRuntime::new().triggers_of::<G>().run();
            #[cfg(not(feature = "local"))]
            return off_lambda();
        }
        #[cfg(feature = "local")]
        local::follow_parent::<G>();
        let speaker = Arc::clone(&dispatcher);
        // No event is kept of a call from the console, which is told all of a failure.
        let mend = move |failure| match Event::current() {
            Some(event) => speaker.answer_failed(&event, failure),
            None => Err(failure),
        };
        let settling = guard.clone();
        let settle = move |followed| {
            let guard = settling.clone();
            async move { guard.settle(followed).await }
        };
        let handle = move |event: Event| {
            let (dispatcher, guard) = (Arc::clone(&dispatcher), guard.clone());
            async move {
                #[cfg(feature = "local")]
                if let Some(call) = local::called::<G>(&event) {
                    return Ok(call.await?);
                }
                // Also for who speaks in the stead of a guard that waits for too long.
                Serving::keep(&event);
                match guard.guard(dispatcher.answer(&event)).await {
                    Ok(answer) => answer,
                    Err(refused) => dispatcher.refuse(&event, &refused),
                }
            }
        };
        runtime_loop::run(deadline_margin, hooks, handle, mend, settle)
    }
}

#[cfg(feature = "local")]
pub(crate) fn off_lambda() -> ExitCode {
    local::LocalRuntime::new().run()
}

#[cfg(not(feature = "local"))]
pub(crate) fn off_lambda() -> ExitCode {
    eprintln!(
        "error: AWS_LAMBDA_RUNTIME_API is not set: this program is a Lambda function\n  \
         help: to run it here, build it with the feature `local` of `gateway-lambda`"
    );
    ExitCode::FAILURE
}

pub(crate) fn current_thread() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cors, security_headers, batch_parallelism, max_body, deadline_margin, development, sheds } = self;
        f.debug_struct("Settings")
            .field("cors", cors)
            .field("security_headers", security_headers)
            .field("batch_parallelism", batch_parallelism)
            .field("max_body", max_body)
            .field("deadline_margin", deadline_margin)
            .field("development", development)
            .field("guarded", &sheds.is_some())
            .finish()
    }
}

impl<G: Gateway> Default for Host<G> {
    fn default() -> Self {
        Self::new()
    }
}

impl<G, B> fmt::Debug for Host<G, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Host").field(&self.settings).finish()
    }
}
