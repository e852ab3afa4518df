//! Why a budget cannot be protected, or not be settled.

use std::error::Error;
use std::fmt;

use super::settings::SettingError;
#[cfg(feature = "aws")]
use crate::control::{AwsControlError, ControlError};
use crate::store::{NotGuaranteed, StoreError};

/// The budget cannot be protected as it is set.
#[derive(Debug)]
#[non_exhaustive]
pub enum FreeTierError {
    /// A variable of the environment is not what it should be.
    Setting(SettingError),
    /// The store is not shared by all who spend.
    NotGuaranteed(NotGuaranteed),
    /// The function is deployed in a way for which there is no free allowance.
    NotFree(&'static str),
    /// The store cannot be used.
    Store(StoreError),
    /// Requests to AWS cannot be signed, or the table's address is none.
    #[cfg(feature = "aws")]
    Aws(gateway_http::aws::AwsSettingsError),
}

impl fmt::Display for FreeTierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(error) => error.fmt(f),
            Self::NotGuaranteed(error) => error.fmt(f),
            Self::NotFree(why) => write!(
                f,
                "the budget cannot be guaranteed: {why}, for which there is no free allowance. Set \
                 GATEWAY_FREE_TIER_MODE=advisory to count without a guarantee"
            ),
            Self::Store(error) => error.fmt(f),
            #[cfg(feature = "aws")]
            Self::Aws(error) => error.fmt(f),
        }
    }
}

impl Error for FreeTierError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Setting(error) => error.source(),
            Self::Store(error) => error.source(),
            #[cfg(feature = "aws")]
            Self::Aws(error) => error.source(),
            Self::NotGuaranteed(_) | Self::NotFree(_) => None,
        }
    }
}

/// An hour's work was not done, or not all of it.
#[cfg(feature = "aws")]
#[derive(Debug)]
#[non_exhaustive]
pub enum HourlyError {
    /// There is no budget that is guaranteed, or no function that spends it.
    NothingToSettle,
    /// The store or AWS did not answer.
    Control(ControlError<AwsControlError>),
}

#[cfg(feature = "aws")]
impl fmt::Display for HourlyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingToSettle => f.write_str(
                "there is nothing to settle: set GATEWAY_FREE_TIER_MODE=guarantee, GATEWAY_FREE_TIER_TABLE and \
                 GATEWAY_FREE_TIER_FUNCTIONS",
            ),
            Self::Control(error) => error.fmt(f),
        }
    }
}

#[cfg(feature = "aws")]
impl Error for HourlyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NothingToSettle => None,
            Self::Control(error) => error.source(),
        }
    }
}
