//! The parameter store of AWS Systems Manager.

use std::error::Error;

use gateway_http::aws::{AwsClient, AwsRequest};
use gateway_runtime::Secret;
use serde::{Deserialize, Serialize};

use super::parameters::{ParameterFuture, ParameterSource};

const OPERATION: &str = "GetParametersByPath";

/// Pages of ten that are fetched at most.
const PAGES: usize = 32;

/// The [Parameter Store] of AWS Systems Manager, where standard parameters cost nothing. Secure strings are decrypted.
///
/// It needs the permission `ssm:GetParametersByPath` of the path, and for secure strings `kms:Decrypt` of their key.
///
/// [Parameter Store]: https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
///
/// ```no_run
/// use gateway_cores::config::{Config, ParameterStore};
/// use gateway_http::Client;
/// use gateway_http::aws::{AwsClient, AwsService};
///
/// # async fn example(config: &Config) -> Result<(), Box<dyn std::error::Error>> {
/// let client = AwsClient::from_env(Client::new(), AwsService::Ssm)?;
/// config.use_parameters(ParameterStore::new(client));
/// config.refresh().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ParameterStore {
    client: AwsClient,
}

impl ParameterStore {
    /// The store that a client of [`AwsService::Ssm`](gateway_http::aws::AwsService::Ssm) asks.
    pub fn new(client: AwsClient) -> Self {
        Self { client }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GetParametersByPath<'a> {
    path: &'a str,
    recursive: bool,
    with_decryption: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    parameters: Vec<Parameter>,
    next_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parameter {
    name: String,
    value: Secret,
}

impl ParameterSource for ParameterStore {
    fn below<'a>(&'a self, path: &'a str) -> ParameterFuture<'a> {
        Box::pin(async move {
            let mut found = Vec::new();
            let mut next_token = None;
            for _ in 0..PAGES {
                let call = GetParametersByPath { path, recursive: true, with_decryption: true, next_token };
                let page = self.client.send(AwsRequest::json(OPERATION, &call)).await?.json::<Page>()?;
                found.extend(page.parameters.into_iter().map(|parameter| (parameter.name, parameter.value)));
                next_token = page.next_token;
                if next_token.is_none() {
                    return Ok(found);
                }
            }
            Err(Box::<dyn Error + Send + Sync>::from(format!("there are more than {} parameters", PAGES * 10)))
        })
    }
}
