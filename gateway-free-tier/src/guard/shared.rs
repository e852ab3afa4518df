//! The store that the settings name.

use super::FreeTierError;
use super::settings::{GuardSettings, StoreKind};
#[cfg(feature = "aws")]
use super::steering::Steering;
use crate::protocol::{Amount, Ask, Denied, Epoch, Grant, Month, Record, State};
#[cfg(feature = "aws")]
use crate::store::{DynamoDbStore, Mode};
use crate::store::{FileStore, MemoryStore, QuotaStore, Reach, StoreError};

/// One of the stores, chosen at run time.
#[derive(Debug)]
pub(super) enum Shared {
    Memory(MemoryStore),
    File(FileStore),
    #[cfg(feature = "aws")]
    DynamoDb(DynamoDbStore),
}

/// Calls the same function of whichever it is.
macro_rules! of {
    ($self:ident, $store:ident => $call:expr) => {
        match $self {
            Self::Memory($store) => $call,
            Self::File($store) => $call,
            #[cfg(feature = "aws")]
            Self::DynamoDb($store) => $call,
        }
    };
}

impl Shared {
    pub(super) fn open(settings: &GuardSettings) -> Result<Self, FreeTierError> {
        match &settings.store {
            StoreKind::Memory => Ok(Self::Memory(MemoryStore::default())),
            StoreKind::File(folder) => FileStore::new(folder).map(Self::File).map_err(FreeTierError::Store),
            #[cfg(feature = "aws")]
            StoreKind::DynamoDb { table } => {
                use gateway_http::Client;
                use gateway_http::aws::{AwsClient, AwsService};
                let client = AwsClient::from_env(Client::new(), AwsService::DynamoDb).map_err(FreeTierError::Aws)?;
                Ok(Self::DynamoDb(DynamoDbStore::new(client, table, &settings.deployment)))
            }
        }
    }

    /// Where a budget is guaranteed, and a function can be given orders.
    #[cfg(feature = "aws")]
    pub(super) fn steering(&self, settings: &GuardSettings) -> Result<Option<Steering>, FreeTierError> {
        let spenders = settings.spenders();
        match (self, settings.mode) {
            (Self::DynamoDb(store), Some(Mode::Guarantee)) if !spenders.is_empty() => {
                Steering::new(settings, spenders, store.clone()).map(Some).map_err(FreeTierError::Aws)
            }
            _ => Ok(None),
        }
    }

    pub(super) fn reach(&self) -> Reach {
        match self {
            Self::Memory(_) => MemoryStore::REACH,
            Self::File(_) => FileStore::REACH,
            #[cfg(feature = "aws")]
            Self::DynamoDb(_) => DynamoDbStore::REACH,
        }
    }
}

impl QuotaStore for Shared {
    async fn open(&self, month: Month, record: &Record) -> Result<bool, StoreError> {
        of!(self, store => store.open(month, record).await)
    }

    async fn grant(&self, epoch: Epoch, ask: &Ask) -> Result<Result<Grant, Denied>, StoreError> {
        of!(self, store => store.grant(epoch, ask).await)
    }

    async fn give_back(&self, epoch: Epoch, amount: &Amount) -> Result<bool, StoreError> {
        of!(self, store => store.give_back(epoch, amount).await)
    }

    async fn reconcile(&self, epoch: Epoch, measured: &Amount) -> Result<bool, StoreError> {
        of!(self, store => store.reconcile(epoch, measured).await)
    }

    async fn set_state(&self, month: Month, from: State, to: State) -> Result<bool, StoreError> {
        of!(self, store => store.set_state(month, from, to).await)
    }

    async fn record(&self, month: Month) -> Result<Option<Record>, StoreError> {
        of!(self, store => store.record(month).await)
    }
}
