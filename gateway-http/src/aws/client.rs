//! One service in one region.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use super::credentials::AwsCredentials;
use super::endpoint;
use super::error::{AwsError, AwsRefusal, AwsSettingsError};
use super::request::AwsRequest;
use super::service::AwsService;
use super::sign::Signer;
use super::skew::Skew;
use crate::client::Client;
use crate::error::{HttpClientError, HttpClientErrorKind};
use crate::request::Request;
use crate::response::Response;

/// Calls one service of AWS in one region. A clone is the same client.
///
/// ```no_run
/// use gateway_http::Client;
/// use gateway_http::aws::{AwsClient, AwsRequest, AwsService};
/// use serde_json::{Value, json};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let parameters = AwsClient::from_env(Client::new(), AwsService::Ssm)?;
/// let request = AwsRequest::json("GetParameter", &json!({"Name": "/shop/token", "WithDecryption": true}));
/// let answer: Value = parameters.send(request).await?.json()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct AwsClient(Arc<Inner>);

struct Inner {
    client: Client,
    service: AwsService,
    region: Arc<str>,
    /// Scheme, host and port.
    endpoint: String,
    credentials: Arc<AwsCredentials>,
    clock: fn() -> SystemTime,
    skew: Skew,
}

impl AwsClient {
    /// A client with the credentials and the region that the environment names.
    ///
    /// # Errors
    /// As [`from_variables`](Self::from_variables).
    pub fn from_env(client: Client, service: AwsService) -> Result<Self, AwsSettingsError> {
        Self::from_variables(client, service, |name| gateway_runtime::variable(name).map(str::to_owned))
    }

    /// A client as environment variables say, which `variable` looks up:
    ///
    /// | variable | |
    /// |---|---|
    /// | `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` | the key |
    /// | `AWS_SESSION_TOKEN` | with a temporary key |
    /// | `AWS_REGION`, else `AWS_DEFAULT_REGION` | the region |
    /// | `AWS_ENDPOINT_URL_DYNAMODB`, `.._LAMBDA`, `.._CLOUDWATCH`, `.._SSM`, else `AWS_ENDPOINT_URL` | another endpoint than the region's, such as an emulator |
    ///
    /// # Errors
    /// A variable is not set, or cannot be used.
    ///
    /// ```
    /// use gateway_http::Client;
    /// use gateway_http::aws::{AwsClient, AwsService};
    ///
    /// let lookup = |name: &str| match name {
    ///     "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" => Some("example".to_owned()),
    ///     "AWS_REGION" => Some("eu-central-1".to_owned()),
    ///     _ => None,
    /// };
    /// let table = AwsClient::from_variables(Client::new(), AwsService::DynamoDb, lookup)?;
    /// assert_eq!(table.endpoint(), "https://dynamodb.eu-central-1.amazonaws.com");
    /// # Ok::<(), gateway_http::aws::AwsSettingsError>(())
    /// ```
    pub fn from_variables(
        client: Client,
        service: AwsService,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, AwsSettingsError> {
        let region = endpoint::region(&variable)?;
        let credentials = AwsCredentials::from_variables(&variable)?;
        let endpoint = match endpoint::named(service, &variable)? {
            Some(named) => named.as_str().to_owned(),
            None => endpoint::regional(service, &region),
        };
        Ok(Self::from_parts(client, service, &region, endpoint, credentials))
    }

    /// A client for the endpoint of a region.
    ///
    /// # Errors
    /// `region` is none.
    pub fn new(
        client: Client,
        service: AwsService,
        region: &str,
        credentials: AwsCredentials,
    ) -> Result<Self, AwsSettingsError> {
        endpoint::check_region(region)?;
        let endpoint = endpoint::regional(service, region);
        Ok(Self::from_parts(client, service, region, endpoint, credentials))
    }

    /// A client for another service of the same region, over the same connections and with the same credentials. Its
    /// endpoint is that which the environment names, or else the region's.
    ///
    /// # Errors
    /// The environment's endpoint is no URL.
    pub fn for_service(&self, service: AwsService) -> Result<Self, AwsSettingsError> {
        let endpoint = match endpoint::named(service, |name| gateway_runtime::variable(name).map(str::to_owned))? {
            Some(named) => named.as_str().to_owned(),
            None => endpoint::regional(service, self.region()),
        };
        Ok(self.with(|inner| (inner.service, inner.endpoint) = (service, endpoint)))
    }

    /// A client for the same service in another region, as [`for_service`](Self::for_service).
    ///
    /// # Errors
    /// `region` is none, or the environment's endpoint is no URL.
    pub fn for_region(&self, region: &str) -> Result<Self, AwsSettingsError> {
        endpoint::check_region(region)?;
        let here = self.with(|inner| inner.region = region.into());
        here.for_service(self.0.service)
    }

    /// The same client for another endpoint: scheme, host and port.
    ///
    /// # Errors
    /// It is no URL, or one without TLS that is not of this machine.
    pub fn with_endpoint(&self, endpoint: &str) -> Result<Self, AwsSettingsError> {
        let endpoint = endpoint::given(endpoint)?.as_str().to_owned();
        Ok(self.with(|inner| inner.endpoint = endpoint))
    }

    /// The same client with another clock to sign by: time in a test passes when the test says so.
    #[must_use]
    pub fn with_clock(&self, now: fn() -> SystemTime) -> Self {
        self.with(|inner| inner.clock = now)
    }

    fn from_parts(
        client: Client,
        service: AwsService,
        region: &str,
        endpoint: String,
        credentials: AwsCredentials,
    ) -> Self {
        let (clock, skew) = (SystemTime::now, Skew::default());
        let (region, credentials) = (region.into(), Arc::new(credentials));
        Self(Arc::new(Inner { client, service, region, endpoint, credentials, clock, skew }))
    }

    fn with(&self, change: impl FnOnce(&mut Inner)) -> Self {
        let Inner { client, service, region, endpoint, credentials, clock, .. } = &*self.0;
        let mut inner = Inner {
            client: client.clone(),
            service: *service,
            region: region.clone(),
            endpoint: endpoint.clone(),
            credentials: credentials.clone(),
            clock: *clock,
            skew: Skew::default(),
        };
        change(&mut inner);
        Self(Arc::new(inner))
    }

    /// Scheme, host and port that are asked.
    pub fn endpoint(&self) -> &str {
        &self.0.endpoint
    }

    /// The region that requests are signed for.
    pub fn region(&self) -> &str {
        &self.0.region
    }

    /// Makes a call. Its result is an answer with a status below 300.
    ///
    /// It is made once, except as [`Retry`](crate::Retry) says of any request, and when it was refused since this machine's
    /// clock is wrong: then once more, with the time of the answer.
    ///
    /// # Errors
    /// There is no answer, or the service says no.
    pub async fn send(&self, request: AwsRequest) -> Result<Response, AwsError> {
        let Inner { client, clock, skew, .. } = &*self.0;
        let operation = request.operation;
        let failed = |source| AwsError::Http { operation, source };
        let mut is_first = true;
        loop {
            let signed = skew.correct(clock());
            let response = client.send(self.signed(&request, signed).map_err(failed)?).await.map_err(failed)?;
            if response.status().as_u16() < 300 {
                return Ok(response);
            }
            let headers = response.headers().clone();
            let error = AwsError::Refused(AwsRefusal::of(operation, response));
            if !(is_first && skew.learn(&error, &headers, clock(), signed)) {
                return Err(error);
            }
            is_first = false;
        }
    }

    fn signed(&self, call: &AwsRequest, at: SystemTime) -> Result<Request, HttpClientError> {
        let Inner { service, region, endpoint, credentials, .. } = &*self.0;
        let bad = |sentence| HttpClientError::new(HttpClientErrorKind::BadRequest, sentence);
        let body = call.body.clone().ok_or_else(|| bad("the parameters cannot be written as JSON"))?;
        let mut request = if let Some(path) = &call.path {
            let request = Request::new(call.method.clone(), &format!("{endpoint}{path}"));
            if body.is_empty() { request } else { request.header("content-type", "application/json") }
        } else {
            let (prefix, media_type) =
                service.json().ok_or_else(|| bad("the service does not speak the JSON protocol"))?;
            Request::new(call.method.clone(), endpoint)
                .header("content-type", media_type)
                .header("x-amz-target", format!("{prefix}.{}", call.operation))
        };
        request = request.body(body);
        if let Some(timeout) = call.timeout {
            request = request.timeout(timeout);
        }
        Signer { credentials, service: service.name(), region }.sign(&mut request, at)?;
        Ok(request)
    }
}

impl fmt::Debug for AwsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsClient")
            .field("service", &self.0.service)
            .field("region", &self.0.region)
            .field("endpoint", &self.0.endpoint)
            .finish_non_exhaustive()
    }
}
