//! Settings from AWS's parameter store: secrets that shall stand in no variable.

use std::error::Error;
use std::time::Duration;

use gateway_cores::config::{Config, ParameterStore};
use gateway_http::Client;
use gateway_http::aws::{AwsClient, AwsService};
use gateway_runtime::Core;

/// For a page of it: the way to Home Assistant is to be connected too before the first event.
const TIMEOUT: Duration = Duration::from_secs(1);

/// Has the configuration know what lies below `GATEWAY_PARAMETER_PATH`, if that is set. Without an answer it goes on with
/// the rest.
pub(crate) async fn fetch() {
    if gateway_runtime::variable("GATEWAY_PARAMETER_PATH").is_none_or(str::is_empty) {
        return;
    }
    if let Err(error) = ask().await {
        tracing::error!(error = &*error, "the parameter store cannot be read: what lies there is not set");
    }
}

async fn ask() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().timeout(TIMEOUT).build()?;
    let Ok(config) = <Config as Core>::get();
    config.use_parameters(ParameterStore::new(AwsClient::from_env(client, AwsService::Ssm)?));
    Ok(config.refresh().await?)
}
