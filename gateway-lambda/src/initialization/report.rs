//! What was built, and what should have been built earlier.

use std::cmp::Reverse;
use std::time::SystemTime;

use gateway_runtime::{BuildRecord, BuildTrigger};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::progress::milliseconds;

/// Which cores are there, since when, and which are not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Report {
    /// The cores that have been built, in order.
    pub built: Vec<CoreBuild>,
    /// The cores of the gateway that nobody has needed so far.
    pub unused: Vec<String>,
    /// What to [`preload`](super::preload): the cores that a request had to wait for, the slowest first.
    pub suggestion: Vec<String>,
}

/// How a core came to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CoreBuild {
    /// The name of its struct.
    pub core: String,
    /// When that began, in UTC with milliseconds (RFC 3339), as the log writes its times: `2026-11-23T10:04:53.650Z`.
    pub at: String,
    /// How long it took in milliseconds, with the cores that it needed first.
    pub milliseconds: f64,
    /// What asked for it.
    pub by: BuiltBy,
}

/// What asked for a core that was not there yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BuiltBy {
    /// Another core, of this name.
    Core(String),
    /// A request, of this id: it waited.
    Request(String),
    /// [`preload`](super::preload), or [`initialize`](super::initialize).
    Preload,
    /// A call outside any request, such as one in `main`.
    Outside,
}

impl From<BuildTrigger> for BuiltBy {
    fn from(trigger: BuildTrigger) -> Self {
        match trigger {
            BuildTrigger::Core(name) => Self::Core(name.to_owned()),
            BuildTrigger::Request(id) => Self::Request(id),
            BuildTrigger::Preload => Self::Preload,
            _ => Self::Outside,
        }
    }
}

impl Report {
    /// Of the cores that are known by name, these were built.
    pub(super) fn of(known: &[&str], builds: Vec<BuildRecord>) -> Self {
        let unused = known.iter().filter(|core| builds.iter().all(|build| build.core != **core));
        let unused = unused.map(|core| (*core).to_owned()).collect();
        let mut waited: Vec<_> =
            builds.iter().filter(|build| matches!(build.trigger, BuildTrigger::Request(_))).collect();
        waited.sort_by_key(|build| Reverse(build.duration));
        let suggestion = waited.iter().map(|build| build.core.to_owned()).collect();
        let built = builds.into_iter().map(|build| CoreBuild {
            core: build.core.to_owned(),
            at: timestamp(build.at),
            milliseconds: milliseconds(build.duration),
            by: build.trigger.into(),
        });
        Self { built: built.collect(), unused, suggestion }
    }
}

fn timestamp(at: SystemTime) -> String {
    let at = OffsetDateTime::from(at);
    let (date, (hour, minute, second, milli)) = (at.date(), at.time().as_hms_milli());
    format!("{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use gateway_runtime::{BuildRecord, BuildTrigger};

    use super::{BuiltBy, Report};

    #[test]
    fn what_requests_waited_for_is_suggested_the_slowest_first() {
        let at = UNIX_EPOCH + Duration::from_millis(1_709_210_096_007);
        let build = |core, micros, trigger| BuildRecord { core, at, duration: Duration::from_micros(micros), trigger };
        let request = || BuildTrigger::Request("8476a536".to_owned());
        let report = Report::of(
            &["Cache", "Client", "Logger", "Stock", "Table"],
            vec![
                build("Logger", 10, BuildTrigger::Outside),
                build("Cache", 20, request()),
                build("Client", 90, BuildTrigger::Core("Table")),
                build("Table", 1_500, request()),
            ],
        );
        assert_eq!(report.suggestion, ["Table", "Cache"], "what another core needs comes with it");
        assert_eq!(report.unused, ["Stock"]);
        let table = report.built.last().unwrap();
        assert_eq!((table.core.as_str(), &table.by), ("Table", &BuiltBy::Request("8476a536".to_owned())));
        assert_eq!(table.at, "2024-02-29T12:34:56.007Z");
        assert!((table.milliseconds - 1.5).abs() < f64::EPSILON);
    }
}
