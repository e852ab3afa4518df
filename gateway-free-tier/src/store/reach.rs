//! Whether a store is shared by all who spend the budget.

use std::error::Error;
use std::fmt;

/// Who shares a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reach {
    /// One process.
    Process,
    /// The processes of one host.
    Host,
    /// Every execution environment.
    Account,
}

/// What a budget is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// It must not be exceeded.
    Guarantee,
    /// It is counted, as far as the store sees it.
    Advisory,
}

impl Mode {
    /// Can this mode be kept with a store of that reach?
    ///
    /// On Lambda, memory and files are private to one execution environment, and a budget that each of a thousand
    /// counts alone is a thousand budgets. `variable` looks up an environment variable of the process.
    ///
    /// # Errors
    ///
    /// [`NotGuaranteed`], with what to set.
    ///
    /// ```
    /// use gateway_free_tier::store::{FileStore, Mode};
    ///
    /// let on_lambda = |name: &str| (name == "AWS_LAMBDA_FUNCTION_NAME").then(|| "orders".to_owned());
    /// assert!(Mode::Guarantee.check(FileStore::REACH, on_lambda).is_err());
    /// assert!(Mode::Advisory.check(FileStore::REACH, on_lambda).is_ok());
    /// assert!(Mode::Guarantee.check(FileStore::REACH, |_| None).is_ok());
    /// ```
    pub fn check(self, reach: Reach, variable: impl Fn(&str) -> Option<String>) -> Result<(), NotGuaranteed> {
        let refused = self == Self::Guarantee && reach < Reach::Account && is_lambda(variable);
        if refused { Err(NotGuaranteed { reach }) } else { Ok(()) }
    }
}

/// Both are set by [Lambda](https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html); the second not for
/// custom runtimes, and elsewhere in AWS to something else.
fn is_lambda(variable: impl Fn(&str) -> Option<String>) -> bool {
    variable("AWS_LAMBDA_FUNCTION_NAME").is_some()
        || variable("AWS_EXECUTION_ENV").is_some_and(|value| value.starts_with("AWS_Lambda"))
}

/// A budget was to be guaranteed with a store that not every environment shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotGuaranteed {
    reach: Reach,
}

impl fmt::Display for NotGuaranteed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let store = match self.reach {
            Reach::Process => "the memory store",
            Reach::Host | Reach::Account => "the file store",
        };
        write!(
            f,
            "the budget cannot be guaranteed: on Lambda {store} is private to one of many execution environments. Set \
             GATEWAY_FREE_TIER_STORE=dynamodb, or GATEWAY_FREE_TIER_MODE=advisory to count without a guarantee"
        )
    }
}

impl Error for NotGuaranteed {}
