//! The core behind the interface: what is set, by whom, and who wants to know of changes.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use gateway_runtime::gateway_core;

use super::error::{BadSetting, ConfigError};
use super::layers::{Layers, Variables, View};
use super::parameters::{Fetched, ParameterSource, ParameterState, Parameters};
use super::preset::{Preset, Tier};
use super::reader::{self, Reading};
use super::report::{Change, Validation};
use super::section::{Section, SectionInfo, sections};
use super::settings::{BOOTSTRAP, ConfigSettings};
use super::{file, unknown};

/// The configuration of the program: defaults < preset < file < environment < parameter store < set in this process.
///
/// A core takes it to read its own [section](crate::settings):
///
/// ```standalone_crate
/// use gateway_cores::config::{Config, ConfigError};
/// use gateway_cores::settings;
/// use gateway_runtime::gateway_core;
///
/// settings! {
///     /// How the bridge reaches the house.
///     pub struct HouseSettings in "house" {
///         /// Where it is.
///         #[env("HOUSE_URL")]
///         pub url: String,
///     }
/// }
///
/// #[gateway_core(fallible)]
/// pub struct House {
///     pub url: String,
/// }
///
/// impl House {
///     fn build(config: &Config) -> Result<Self, ConfigError> {
///         let settings: HouseSettings = config.section()?;
///         Ok(Self { url: settings.url })
///     }
/// }
/// # fn main() {}
/// ```
#[gateway_core]
pub struct Config {
    environment: Environment,
    layers: RwLock<Arc<Layers>>,
    parameters: Parameters,
    listeners: Mutex<Vec<Listener>>,
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
}

type Listener = Arc<dyn Fn(&Config) + Send + Sync>;

/// The environment variables, as they were at the start.
struct Environment(Vec<(Cow<'static, str>, Cow<'static, str>)>);

impl Variables for Environment {
    fn variable(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone().into_owned())
    }
}

impl Environment {
    fn of_process() -> Self {
        Self(gateway_runtime::variables().map(|(name, value)| (name.into(), value.into())).collect())
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }
}

impl Config {
    /// The configuration of this process.
    fn build() -> Self {
        Self::new(Environment::of_process())
    }

    /// A configuration with these environment variables and no others, for tests.
    pub fn from_variables<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (name.to_owned().into(), value.to_owned().into()));
        Self::new(Environment(variables.collect()))
    }

    fn new(environment: Environment) -> Self {
        let mut layers = Layers::default();
        let settings = bootstrap(&environment, &mut layers);
        Self {
            parameters: Parameters::at(settings.parameter_path),
            layers: RwLock::new(Arc::new(layers)),
            environment,
            listeners: Mutex::default(),
            clock: Box::new(SystemTime::now),
        }
    }

    /// The same configuration with another clock: time in a test passes when the test says so.
    #[must_use]
    pub fn with_clock(self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self { clock: Box::new(now), ..self }
    }

    /// Reads a section.
    ///
    /// # Errors
    /// Every setting of it that cannot be read or is missing, and what is wrong with the file and the preset.
    #[expect(clippy::missing_panics_doc, reason = "what is missing is bad")]
    pub fn section<S: Section>(&self) -> Result<S, ConfigError> {
        let layers = self.layers();
        let (section, mut bad) = reader::read(self.view(&layers));
        bad.splice(..0, layers.faults.iter().cloned());
        if bad.is_empty() {
            Ok(section.expect("every setting has a value or is bad"))
        } else {
            Err(ConfigError::Bad(bad))
        }
    }

    /// Reads a section whose settings all have a default, which holds for what cannot be read; and what that is.
    pub(crate) fn section_or_defaults<S: Section>(&self) -> (S, Vec<BadSetting>) {
        let (section, bad) = reader::read(self.view(&self.layers()));
        (section.expect("every setting has a default"), bad)
    }

    /// An environment variable that AWS sets, not the user.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        self.environment.variable(name)
    }

    /// Has `listener` called after every change. Cores do this in their `build` and read their section anew.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    ///
    /// use gateway_cores::config::{self, Config};
    ///
    /// let config = Config::from_variables([]);
    /// let changes = Arc::new(AtomicU64::new(0));
    /// let count = Arc::clone(&changes);
    /// config.on_change(move |_| _ = count.fetch_add(1, Relaxed));
    /// config::set(&config, "cache.bytes", 65_536.into())?;
    /// assert_eq!(changes.load(Relaxed), 1);
    /// # Ok::<(), config::ConfigError>(())
    /// ```
    pub fn on_change(&self, listener: impl Fn(&Self) + Send + Sync + 'static) {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::new(listener));
    }

    /// Gives the program a parameter store to ask, by [`refresh`](Self::refresh).
    pub fn use_parameters(&self, source: impl ParameterSource) {
        self.parameters.connect(Arc::new(source));
    }

    /// Fetches the parameters if those that are there are 300 seconds old by the wall clock. Who comes while another
    /// fetches goes on with what is there.
    ///
    /// A host calls it while it starts, and before an invocation that must see new values soon. It does nothing without
    /// `GATEWAY_PARAMETER_PATH` and a [store](Self::use_parameters).
    ///
    /// # Errors
    /// The store did not answer, and there are no values from before. If there are, they go on, a warning is logged,
    /// and the store is asked again after 30 seconds.
    pub async fn refresh(&self) -> Result<(), ConfigError> {
        self.fetch(false).await.map(drop)
    }

    pub(super) async fn fetch(&self, at_once: bool) -> Result<Vec<Change>, ConfigError> {
        let Some(fetch) = self.parameters.begin(self.now(), at_once) else { return Ok(Vec::new()) };
        match fetch.run(self.now()).await {
            Fetched::New(texts) => Ok(self.change(|layers| layers.parameters = texts)),
            Fetched::Old(error) => {
                tracing::warn!(
                    error = &*error as &dyn std::error::Error,
                    "the parameters are not renewed, the last ones are used"
                );
                Ok(Vec::new())
            }
            Fetched::Nothing(error) => Err(ConfigError::Parameters(error)),
        }
    }

    /// Reads the file anew; if it cannot be read, what it said before goes on.
    pub(super) fn reread(&self) -> Result<Vec<Change>, ConfigError> {
        let mut layers = Layers::default();
        bootstrap(&self.environment, &mut layers);
        if !layers.faults.is_empty() {
            return Err(ConfigError::Bad(layers.faults));
        }
        Ok(self.change(|held| {
            held.file = layers.file;
            held.faults.clear();
        }))
    }

    fn now(&self) -> SystemTime {
        (self.clock)()
    }

    pub(super) fn layers(&self) -> Arc<Layers> {
        Arc::clone(&self.layers.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn view<'a>(&'a self, layers: &'a Layers) -> View<'a> {
        View { layers, environment: &self.environment }
    }

    /// Changes the sources; what came of it. Who wants to know is told after it holds, outside of any lock.
    pub(super) fn change(&self, change: impl FnOnce(&mut Layers)) -> Vec<Change> {
        let (before, after) = {
            let mut held = self.layers.write().unwrap_or_else(PoisonError::into_inner);
            let before = Arc::clone(&held);
            change(Arc::make_mut(&mut held));
            (before, Arc::clone(&held))
        };
        let (before, after) = (self.readings(&before), self.readings(&after));
        let mut changes = Vec::new();
        for (before, after) in before.into_iter().zip(after).filter(|(before, after)| !before.agrees(after)) {
            changes.push(Change { key: after.key, from: before.value, to: after.value });
        }
        if !changes.is_empty() {
            let listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner).clone();
            for listener in listeners {
                listener(self);
            }
        }
        changes
    }

    /// Every setting of every section.
    pub(super) fn readings(&self, layers: &Layers) -> Vec<Reading> {
        sections().into_iter().flat_map(|section| self.readings_of(section, layers)).collect()
    }

    pub(super) fn readings_of(&self, section: &SectionInfo, layers: &Layers) -> Vec<Reading> {
        reader::probe(self.view(layers), *section)
    }

    /// Names that set nothing.
    pub(crate) fn warnings(&self) -> Vec<String> {
        self.warnings_in(&self.layers())
    }

    fn warnings_in(&self, layers: &Layers) -> Vec<String> {
        let sections = sections();
        [unknown::variables(self.environment.names(), &sections), unknown::keys(layers, &sections)].concat()
    }

    pub(super) fn validation(&self, layers: &Layers) -> Validation {
        let readings = self.readings(layers);
        let memory_bytes = memory(&readings);
        // What is wrong with the sources is known since they were read.
        let bad = readings.into_iter().filter(|reading| reading.section != BOOTSTRAP).filter_map(|it| it.bad);
        let bad: Vec<_> = layers.faults.iter().cloned().chain(bad).collect();
        Validation { valid: bad.is_empty(), bad, warnings: self.warnings_in(layers), memory_bytes }
    }

    pub(super) fn parameter_state(&self) -> Option<ParameterState> {
        self.parameters.state(self.now())
    }
}

/// Every setting as it is under the preset of a tier, if nobody says anything.
pub(super) fn at_tier(tier: Tier) -> Vec<Reading> {
    let layers = Layers { preset: Preset::of(tier), ..Layers::default() };
    let view = View { layers: &layers, environment: &|_: &str| None };
    sections().into_iter().flat_map(|section| reader::probe(view, *section)).collect()
}

/// Bytes that the settings which bound memory let it come to.
pub(super) fn memory(readings: &[Reading]) -> u64 {
    readings.iter().map(Reading::memory).fold(0, u64::saturating_add)
}

/// Reads what decides where the rest is read from, and the file.
fn bootstrap(environment: &Environment, layers: &mut Layers) -> ConfigSettings {
    let (settings, faults) = reader::read(View { layers: &Layers::default(), environment });
    let settings: ConfigSettings = settings.expect("every setting has a default");
    (layers.preset, layers.faults) = (settings.preset, faults);
    if let Some(path) = &settings.file {
        match file::read("GATEWAY_CONFIG_FILE", path) {
            Ok(texts) => layers.file = texts,
            Err(fault) => layers.faults.push(fault),
        }
    }
    settings
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("preset", &self.layers().preset.name).finish_non_exhaustive()
    }
}
