//! Values from a parameter store: fetched together, kept for a while, and kept longer if the store does not answer.

use std::error::Error;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use gateway_runtime::Secret;
use schemars::JsonSchema;
use serde::Serialize;

use super::layers::Texts;

/// How long fetched values are taken for good.
const LIFE: Duration = Duration::from_mins(5);

/// How long a store that did not answer is left alone: each attempt makes an invocation wait.
const PAUSE: Duration = Duration::from_secs(30);

/// What [`ParameterSource::below`] gives: names with their values.
pub type ParameterFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<(String, Secret)>, Box<dyn Error + Send + Sync>>> + Send + 'a>>;

/// A parameter store, such as that of [AWS Systems Manager].
///
/// All values are asked for at once, by the path that they lie below: with `GetParametersByPath`, recursive and decrypted,
/// that is one request for ten of them.
///
/// [AWS Systems Manager]: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
///
/// ```
/// use gateway_cores::config::{Config, ParameterFuture, ParameterSource};
///
/// struct Fixed;
///
/// impl ParameterSource for Fixed {
///     fn below<'a>(&'a self, path: &'a str) -> ParameterFuture<'a> {
///         Box::pin(async move { Ok(vec![(format!("{path}/cache/bytes"), "65536".into())]) })
///     }
/// }
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let config = Config::from_variables([("GATEWAY_PARAMETER_PATH", "/shop")]);
/// config.use_parameters(Fixed);
/// config.refresh().await?;
/// assert_eq!(gateway_cores::config::get(&config, "cache.bytes")?, 65_536);
/// # Ok::<(), gateway_cores::config::ConfigError>(())
/// # }).unwrap();
/// ```
pub trait ParameterSource: Send + Sync + 'static {
    /// Every parameter below `path`, by its whole name.
    ///
    /// # Errors
    /// Whatever the store says; the text is logged and told by the state, so it must not hold a value.
    fn below<'a>(&'a self, path: &'a str) -> ParameterFuture<'a>;
}

/// How the values from the parameter store are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ParameterState {
    /// The path that they lie below.
    pub path: String,
    /// Whether the program has a store to ask.
    pub connected: bool,
    /// How many seconds ago they were fetched; absent if they never were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_seconds: Option<u64>,
    /// Why the last attempt failed, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
}

/// The store, and when it was asked.
#[derive(Default)]
pub(super) struct Parameters {
    path: Option<String>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    source: Option<Arc<dyn ParameterSource>>,
    /// By the wall clock, since a monotonic one stands still while the environment is frozen.
    fetched: Option<SystemTime>,
    failed: Option<(SystemTime, String)>,
    is_fetching: bool,
}

impl State {
    fn is_due(&self, now: SystemTime) -> bool {
        // A clock that was set back tells no age.
        let since = |then: SystemTime| now.duration_since(then).unwrap_or(Duration::MAX);
        let is_old = self.fetched.is_none_or(|fetched| since(fetched) >= LIFE);
        is_old && self.failed.as_ref().is_none_or(|(failed, _)| since(*failed) >= PAUSE)
    }
}

impl Parameters {
    pub(super) fn at(path: Option<String>) -> Self {
        let path = path.map(|path| path.trim_end_matches('/').to_owned());
        Self { path, state: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Whole between any two statements, also after a panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn connect(&self, source: Arc<dyn ParameterSource>) {
        self.lock().source = Some(source);
    }

    /// The right to ask now, for one caller at a time; none if nothing is to be asked.
    pub(super) fn begin(&self, now: SystemTime, at_once: bool) -> Option<Fetch<'_>> {
        let path = self.path.as_deref()?;
        let mut state = self.lock();
        let source = Arc::clone(state.source.as_ref()?);
        if state.is_fetching || !(at_once || state.is_due(now)) {
            return None;
        }
        state.is_fetching = true;
        Some(Fetch { parameters: self, source, path })
    }

    pub(super) fn state(&self, now: SystemTime) -> Option<ParameterState> {
        let state = self.lock();
        Some(ParameterState {
            path: self.path.clone()?,
            connected: state.source.is_some(),
            age_seconds: state.fetched.map(|fetched| now.duration_since(fetched).unwrap_or_default().as_secs()),
            last_error: state.failed.as_ref().map(|(_, error)| error.clone()),
        })
    }
}

/// One request to the store. Dropped half-way, it leaves everything as it was.
pub(super) struct Fetch<'a> {
    parameters: &'a Parameters,
    source: Arc<dyn ParameterSource>,
    path: &'a str,
}

/// What a [`Fetch`] came to.
pub(super) enum Fetched {
    New(Texts),
    /// The store did not answer, and values from before go on.
    Old(Box<dyn Error + Send + Sync>),
    Nothing(Box<dyn Error + Send + Sync>),
}

impl Fetch<'_> {
    pub(super) async fn run(self, now: SystemTime) -> Fetched {
        let answer = self.source.below(self.path).await;
        let mut state = self.parameters.lock();
        match answer {
            Ok(values) => {
                (state.fetched, state.failed) = (Some(now), None);
                Fetched::New(values.into_iter().map(|(name, value)| (self.key(&name), trimmed(value))).collect())
            }
            Err(error) => {
                state.failed = Some((now, error.to_string()));
                if state.fetched.is_some() { Fetched::Old(error) } else { Fetched::Nothing(error) }
            }
        }
    }

    /// `/shop/cache/bytes` is `cache.bytes` below `/shop`.
    fn key(&self, name: &str) -> String {
        name.strip_prefix(self.path).unwrap_or(name).trim_matches('/').replace('/', ".")
    }
}

impl Drop for Fetch<'_> {
    fn drop(&mut self) {
        self.parameters.lock().is_fetching = false;
    }
}

fn trimmed(value: Secret) -> Secret {
    let text = value.expose();
    if text.trim().len() == text.len() { value } else { text.trim().into() }
}
