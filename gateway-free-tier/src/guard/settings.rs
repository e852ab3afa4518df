//! What the guard is told by the environment's variables.

#[cfg(feature = "aws")]
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use super::shared::Shared;
use super::{FreeTierError, milliseconds};
#[cfg(feature = "aws")]
use crate::control::Function;
use crate::protocol::{Amount, Outage, Settings};
use crate::store::Mode;

/// What a start takes before any code of ours runs, in milliseconds, as assumed: the whole start of the app takes less than one
/// on a processor of its own. More would be wasted with each environment.
pub(super) const BEFORE_START_MS: u64 = 10;
/// The longest that a start is billed, in milliseconds
/// ([Lambda quotas](https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib)).
const LONGEST_START_MS: u64 = 10_000;
/// The log of an invocation, in bytes: Lambda's own lines of each are some 420, and the rest is a few records.
pub(super) const LOG_BYTES: u64 = 2_048;
/// What lets the functions in again costs so much, once an hour: two seconds at 256 MB.
#[cfg(feature = "aws")]
const CONTROLLER: Amount = Amount { requests: 1, mb_ms: 2_000 * 256, log_bytes: LOG_BYTES, cw_calls: 10 };
/// Of the longest month.
const HOURS: u64 = 31 * 24;
/// Clocks of the service that differ, in milliseconds, beside the timeout.
const GUARD_SLACK_MS: u64 = 5_000;
/// The longest timeout that there is, in milliseconds
/// ([Lambda quotas](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)).
pub(super) const LONGEST_TIMEOUT_MS: u64 = 900_000;

/// How the budget of a deployment is protected.
///
/// | variable | meaning | default |
/// |---|---|---|
/// | `GATEWAY_FREE_TIER_MODE` | `off`; `advisory`: it is counted and nothing is refused; `guarantee` | `off` on Lambda, else `advisory` |
/// | `GATEWAY_FREE_TIER_STORE` | `memory`, `file`, `dynamodb` | `dynamodb` if a table is named, else `file` |
/// | `GATEWAY_FREE_TIER_TABLE` | the table's name | |
/// | `GATEWAY_FREE_TIER_FOLDER` | where the store `file` is | `gateway-free-tier` in the folder for temporary files |
/// | `GATEWAY_FREE_TIER_DEPLOYMENT` | who shares the budget | the function's name, or `local` |
/// | `GATEWAY_FREE_TIER_SHARE` | how much of the account's allowance is for this deployment, in percent | 100 |
/// | `GATEWAY_FREE_TIER_FOREIGN` | how much of that others may use, in percent | 0 |
/// | `GATEWAY_FREE_TIER_MARGIN` | how much is never spent, in thousandths | 1 |
/// | `GATEWAY_FREE_TIER_FUNCTIONS` | who spends it: `name:memory`, or `name:memory:concurrency` where that is reserved; several with commas between | the function itself |
/// | `GATEWAY_FREE_TIER_REGIONS` | other regions in which the account is used, `us-east-1,eu-west-1`: AWS is asked what was used there | |
/// | `GATEWAY_FREE_TIER_CONCURRENCY` | the functions' concurrency together | 10 |
/// | `GATEWAY_FREE_TIER_TIMEOUT` | the function's timeout in seconds; needed for `guarantee` | 10 |
/// | `GATEWAY_FREE_TIER_OUTAGE` | how many invocations of a lease are kept for when the store is away, up to 255 | 0 |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardSettings {
    pub(super) mode: Option<Mode>,
    pub(super) store: StoreKind,
    pub(super) deployment: String,
    pub(super) share_percent: u16,
    pub(super) foreign_percent: u16,
    pub(super) margin_per_mille: u16,
    pub(super) concurrency: u32,
    timeout_seconds: Option<u64>,
    outage: u8,
    pub(super) memory_mb: u64,
    /// Who spends the budget, where that is not this function alone.
    #[cfg(feature = "aws")]
    functions: Vec<Function>,
    /// Of the sandbox: where the lease is kept for the next process of it.
    #[cfg(feature = "aws")]
    pub(super) regions: Vec<String>,
    #[cfg(feature = "aws")]
    log_group: Option<String>,
    pub(super) log_stream: Option<String>,
    pub(super) journal: PathBuf,
    on_lambda: bool,
    function: Option<String>,
    initialization: Option<String>,
    /// By the machine's clock: only until the service has told its own.
    pub(super) epoch_of_build_ms: u64,
}

/// Which store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StoreKind {
    Memory,
    File(PathBuf),
    #[cfg(feature = "aws")]
    DynamoDb {
        table: String,
    },
}

impl StoreKind {
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::File(_) => "file",
            #[cfg(feature = "aws")]
            Self::DynamoDb { .. } => "dynamodb",
        }
    }
}

/// A variable has a value that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingError {
    variable: &'static str,
    found: Option<String>,
    expected: String,
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { variable, found, expected } = self;
        match found {
            Some(found) => write!(f, "{variable}: expected {expected}, found `{found}`"),
            None => write!(f, "{variable} is not set: expected {expected}"),
        }
    }
}

impl Error for SettingError {}

impl GuardSettings {
    /// As the environment says.
    ///
    /// # Errors
    /// The first variable that is not what it should be.
    pub fn from_env() -> Result<Self, SettingError> {
        Self::from_variables(|name| gateway_runtime::variable(name).map(str::to_owned))
    }

    /// As `variable` says, which looks up a variable of the environment.
    ///
    /// # Errors
    /// As [`from_env`](Self::from_env).
    ///
    /// ```
    /// use gateway_free_tier::guard::GuardSettings;
    ///
    /// let error = GuardSettings::from_variables(|name| (name == "GATEWAY_FREE_TIER_SHARE").then(|| "120".to_owned()));
    /// assert_eq!(
    ///     error.unwrap_err().to_string(),
    ///     "GATEWAY_FREE_TIER_SHARE: expected a number from 1 to 100, found `120`"
    /// );
    /// ```
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, SettingError> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let function = set("AWS_LAMBDA_FUNCTION_NAME");
        // The local runtime is a Lambda to its function, and says so.
        let on_lambda = function.is_some() && set("GATEWAY_LOCAL_CONSOLE").is_none();
        let mode = match set("GATEWAY_FREE_TIER_MODE").as_deref() {
            None if on_lambda => None,
            None | Some("advisory") => Some(Mode::Advisory),
            Some("guarantee") => Some(Mode::Guarantee),
            Some("off") => None,
            Some(other) => {
                return Err(wrong("GATEWAY_FREE_TIER_MODE", other, "`off`, `advisory` or `guarantee`"));
            }
        };
        let off = Self {
            mode,
            store: StoreKind::Memory,
            deployment: String::new(),
            share_percent: 100,
            foreign_percent: 0,
            margin_per_mille: 1,
            concurrency: 10,
            timeout_seconds: None,
            outage: 0,
            memory_mb: 128,
            #[cfg(feature = "aws")]
            functions: Vec::new(),
            log_stream: None,
            #[cfg(feature = "aws")]
            regions: Vec::new(),
            #[cfg(feature = "aws")]
            log_group: None,
            journal: PathBuf::new(),
            initialization: None,
            on_lambda,
            function: None,
            epoch_of_build_ms: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, milliseconds),
        };
        // A start that protects nothing reads nothing more.
        if mode.is_none() {
            return Ok(off);
        }
        let number = |name: &'static str, default: u64, range: std::ops::RangeInclusive<u64>| match set(name) {
            None => Ok(default),
            Some(text) => match u64::from_str(text.trim()).ok().filter(|number| range.contains(number)) {
                Some(number) => Ok(number),
                None => Err(wrong(name, &text, &format!("a number from {} to {}", range.start(), range.end()))),
            },
        };
        let small = |name, default: u16, range| {
            number(name, default.into(), range).map(|number| u16::try_from(number).unwrap_or(u16::MAX))
        };
        Ok(Self {
            store: store(&set)?,
            deployment: set("GATEWAY_FREE_TIER_DEPLOYMENT")
                .or_else(|| function.clone())
                .unwrap_or_else(|| "local".to_owned()),
            function,
            share_percent: small("GATEWAY_FREE_TIER_SHARE", off.share_percent, 1..=100)?,
            foreign_percent: small("GATEWAY_FREE_TIER_FOREIGN", off.foreign_percent, 0..=99)?,
            margin_per_mille: small("GATEWAY_FREE_TIER_MARGIN", off.margin_per_mille, 0..=999)?,
            concurrency: u32::try_from(number("GATEWAY_FREE_TIER_CONCURRENCY", 10, 1..=100_000)?).unwrap_or(u32::MAX),
            timeout_seconds: match set("GATEWAY_FREE_TIER_TIMEOUT") {
                Some(_) => Some(number("GATEWAY_FREE_TIER_TIMEOUT", 0, 1..=LONGEST_TIMEOUT_MS / 1_000)?),
                None => None,
            },
            outage: u8::try_from(number("GATEWAY_FREE_TIER_OUTAGE", 0, 0..=255)?).unwrap_or(u8::MAX),
            memory_mb: number("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", off.memory_mb, 1..=1_000_000)?,
            #[cfg(feature = "aws")]
            functions: set("GATEWAY_FREE_TIER_FUNCTIONS").map_or(Ok(Vec::new()), |list| {
                let functions = list.split(',').map(function_of).collect::<Option<_>>();
                let expected = "`name:memory` or `name:memory:concurrency`, with commas between";
                functions.ok_or_else(|| wrong("GATEWAY_FREE_TIER_FUNCTIONS", &list, expected))
            })?,
            #[cfg(feature = "aws")]
            regions: set("GATEWAY_FREE_TIER_REGIONS").map_or(Ok(Vec::new()), |list| {
                let regions: Vec<_> = list.split(',').map(|region| region.trim().to_owned()).collect();
                let expected = "regions such as `eu-central-1`, with commas between";
                let is_wrong = regions.iter().any(|region| !is_region(region));
                if is_wrong { Err(wrong("GATEWAY_FREE_TIER_REGIONS", &list, expected)) } else { Ok(regions) }
            })?,
            #[cfg(feature = "aws")]
            log_group: set("AWS_LAMBDA_LOG_GROUP_NAME").filter(|_| on_lambda),
            log_stream: set("AWS_LAMBDA_LOG_STREAM_NAME").filter(|_| on_lambda),
            journal: std::env::temp_dir().join("gateway-free-tier.lease"),
            initialization: set("AWS_LAMBDA_INITIALIZATION_TYPE"),
            ..off
        })
    }

    /// What may be spent in a month: the share of the always-free allowance, less what others use of it, less the margin; and
    /// in a table less what its controller costs, which is the same however small the share is.
    pub fn budget(&self) -> Amount {
        self.ours().minus(&self.margin()).minus(&self.controller())
    }

    /// The share, less the part of others.
    fn ours(&self) -> Amount {
        let share = Amount::ALWAYS_FREE.per_mille(self.share_percent * 10);
        share.minus(&share.per_mille(self.foreign_percent * 10))
    }

    /// What is never spent.
    pub(super) fn margin(&self) -> Amount {
        self.ours().per_mille(self.margin_per_mille)
    }

    /// What may be used of the account by others, and by what lets the functions in again.
    pub(super) fn others(&self) -> Amount {
        Amount::ALWAYS_FREE.minus(&self.ours()).plus(&self.controller())
    }

    /// What lets the functions in again costs in a month.
    fn controller(&self) -> Amount {
        match self.store {
            StoreKind::Memory | StoreKind::File(_) => Amount::ZERO,
            #[cfg(feature = "aws")]
            StoreKind::DynamoDb { .. } => CONTROLLER.times(HOURS),
        }
    }

    /// What an invocation of so many milliseconds is billed.
    pub(super) fn billed(&self, ms: u64) -> Amount {
        Amount { requests: 1, mb_ms: ms.saturating_mul(self.memory_mb), log_bytes: LOG_BYTES, cw_calls: 0 }
    }

    pub(super) fn timeout_ms(&self) -> u64 {
        self.timeout_seconds.unwrap_or(10) * 1_000
    }

    /// Who spends the budget; nobody off Lambda, unless it is said.
    #[cfg(feature = "aws")]
    pub(super) fn spenders(&self) -> Vec<Function> {
        let this = self.function.as_ref().filter(|_| self.on_lambda && self.functions.is_empty());
        let this = this.map(|name| Function { name: name.clone(), memory_mb: self.memory_mb, reserved: None });
        self.functions.iter().cloned().chain(this).collect()
    }

    /// Where they write their logs: where Lambda has them write, and where this one does, which may be a group of its own.
    #[cfg(feature = "aws")]
    pub(super) fn log_groups(&self) -> Vec<String> {
        let groups = self.spenders().into_iter().map(|function| format!("/aws/lambda/{}", function.name));
        let groups: BTreeSet<String> = groups.chain(self.log_group.clone()).collect();
        groups.into_iter().collect()
    }

    /// What the start of an environment is billed that took so long until its first event.
    pub(super) fn billed_start(&self, took_ms: u64) -> Amount {
        let ms = took_ms.saturating_add(BEFORE_START_MS).min(LONGEST_START_MS);
        Amount { mb_ms: ms.saturating_mul(self.memory_mb), ..Amount::ZERO }
    }

    pub(super) fn protocol(&self) -> Settings {
        let guard_ms = u32::try_from(self.timeout_ms() + GUARD_SLACK_MS).expect("a timeout is at most 15 minutes");
        let outage = match self.outage {
            0 => Outage::Closed,
            requests => Outage::Bounded { requests },
        };
        let largest_lease = Settings::largest_lease(&self.budget());
        Settings { concurrency: self.concurrency, refusal: self.billed(2), guard_ms, largest_lease, outage }
    }

    /// Can the budget be guaranteed at all?
    pub(super) fn check_guarantee(&self, store: &Shared) -> Result<(), FreeTierError> {
        let lambda = |name: &str| (self.on_lambda && name == "AWS_LAMBDA_FUNCTION_NAME").then(String::new);
        Mode::Guarantee.check(store.reach(), lambda).map_err(FreeTierError::NotGuaranteed)?;
        match self.initialization.as_deref() {
            Some("provisioned-concurrency") => {
                return Err(FreeTierError::NotFree("the function has provisioned concurrency"));
            }
            Some("lambda-managed-instances") => {
                return Err(FreeTierError::NotFree("the function runs on managed instances"));
            }
            _ => {}
        }
        if self.budget().requests == 0 {
            return Err(FreeTierError::Setting(SettingError {
                variable: "GATEWAY_FREE_TIER_SHARE",
                found: Some(self.share_percent.to_string()),
                expected: format!(
                    "a share of which something is left beside the others' part and {HOURS} requests for the controller"
                ),
            }));
        }
        if self.on_lambda && self.timeout_seconds.is_none() {
            return Err(FreeTierError::Setting(SettingError {
                variable: "GATEWAY_FREE_TIER_TIMEOUT",
                found: None,
                expected: "the function's timeout in seconds, as it is deployed".to_owned(),
            }));
        }
        Ok(())
    }
}

/// `name:memory`, or `name:memory:concurrency`.
#[cfg(feature = "aws")]
fn function_of(text: &str) -> Option<Function> {
    let mut parts = text.trim().split(':');
    let name = parts.next().filter(|name| !name.is_empty())?.to_owned();
    let memory_mb = parts.next()?.parse().ok().filter(|memory| *memory > 0)?;
    let reserved = parts.next().map(str::parse).transpose().ok()?;
    parts.next().is_none().then_some(Function { name, memory_mb, reserved })
}

/// Two letters, words, and a number at the end.
#[cfg(feature = "aws")]
fn is_region(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_word = |part: &str| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let ends_with_number = parts.next_back().is_some_and(|part| part.parse::<u8>().is_ok());
    ends_with_number && parts.clone().count() >= 2 && parts.all(is_word)
}

fn store(set: &impl Fn(&str) -> Option<String>) -> Result<StoreKind, SettingError> {
    let table = set("GATEWAY_FREE_TIER_TABLE");
    let file = || {
        let folder = set("GATEWAY_FREE_TIER_FOLDER").map(PathBuf::from);
        StoreKind::File(folder.unwrap_or_else(|| std::env::temp_dir().join("gateway-free-tier")))
    };
    match (set("GATEWAY_FREE_TIER_STORE").as_deref(), table) {
        (Some("memory"), _) => Ok(StoreKind::Memory),
        (Some("file"), _) | (None, None) => Ok(file()),
        (Some("dynamodb") | None, Some(table)) => dynamo_db(table),
        (Some("dynamodb"), None) => Err(SettingError {
            variable: "GATEWAY_FREE_TIER_TABLE",
            found: None,
            expected: "the name of the table".to_owned(),
        }),
        (Some(other), _) => Err(wrong("GATEWAY_FREE_TIER_STORE", other, "`memory`, `file` or `dynamodb`")),
    }
}

#[cfg(feature = "aws")]
#[expect(clippy::unnecessary_wraps, reason = "without the feature it is an error")]
fn dynamo_db(table: String) -> Result<StoreKind, SettingError> {
    Ok(StoreKind::DynamoDb { table })
}

#[cfg(not(feature = "aws"))]
fn dynamo_db(table: String) -> Result<StoreKind, SettingError> {
    let expected = "no table: this program is built without the feature `aws` of `gateway-free-tier`".to_owned();
    Err(SettingError { variable: "GATEWAY_FREE_TIER_TABLE", found: Some(table), expected })
}

fn wrong(variable: &'static str, found: &str, expected: &str) -> SettingError {
    SettingError { variable, found: Some(found.to_owned()), expected: expected.to_owned() }
}

#[cfg(all(test, feature = "aws"))]
mod tests {
    use super::{GuardSettings, function_of};

    #[test]
    fn regions_are_those_that_aws_may_have() {
        let regions = |list: &str| {
            let list = list.to_owned();
            GuardSettings::from_variables(|name| (name == "GATEWAY_FREE_TIER_REGIONS").then(|| list.clone()))
        };
        let known = regions("us-east-1, us-gov-west-1,ap-southeast-12").unwrap().regions;
        assert_eq!(known, ["us-east-1", "us-gov-west-1", "ap-southeast-12"]);
        for wrong in
            ["frankfurt", "eu-central", "eu-1", "eu-central-1,", "EU-central-1", "eu-central-1;us-east-1", "e-west-1"]
        {
            let error = regions(wrong).unwrap_err().to_string();
            assert!(error.contains(wrong) && error.contains("`eu-central-1`"), "{error}");
        }
    }

    #[test]
    fn functions_have_a_name_a_memory_and_perhaps_a_reservation() {
        let parts = |text| function_of(text).map(|function| (function.name, function.memory_mb, function.reserved));
        assert_eq!(parts("bridge:256"), Some(("bridge".to_owned(), 256, None)));
        assert_eq!(parts(" bridge:256:10 "), Some(("bridge".to_owned(), 256, Some(10))));
        for wrong in ["", "bridge", ":256", "bridge:0", "bridge:x", "bridge:256:", "bridge:256:x", "bridge:256:1:1"] {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
        let variable = |name: &str| (name == "GATEWAY_FREE_TIER_FUNCTIONS").then(|| "bridge".to_owned());
        let error = GuardSettings::from_variables(variable).unwrap_err().to_string();
        assert!(error.contains("`name:memory`") && error.contains("`bridge`"), "{error}");
    }
}
