//! The operations.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use gateway_runtime::gateway_op;
use http::Method;
use serde_json::Value;

use super::settings::MOST_ATTEMPTS;
use super::shared::{HttpClient, RetrySettings};
use crate::client::Client;
use crate::error::{HttpClientError, HttpClientErrorKind};
use crate::request::Request;
use crate::response::Response;
use crate::retry::Retry;
use crate::stats::ClientStats;

/// Makes a request, with any method.
///
/// `json` is sent as JSON, `body` as it is; one of them at most. `timeout` is for all of it, and never longer than the
/// invocation has left.
///
/// # Errors
/// There is no answer; see [`HttpClientErrorKind`]. Any status is an answer.
///
/// ```
/// use gateway_http::http_client::{HttpClient, request};
/// use gateway_http::{Client, HttpClientErrorKind};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let http = HttpClient::new(Client::new());
/// let error = request(&http, "FETCH IT", "https://home.example", None, None, None, None, None).await.unwrap_err();
/// assert_eq!(error.kind(), HttpClientErrorKind::BadRequest);
/// # }
/// ```
#[gateway_op(interface = "http_client")]
#[expect(clippy::too_many_arguments, reason = "by name they are members of an object; in a program there is `Request`")]
pub async fn request(
    #[inject] http: &HttpClient,
    method: &str,
    url: &str,
    query: Option<BTreeMap<String, String>>,
    headers: Option<BTreeMap<String, String>>,
    json: Option<Value>,
    body: Option<&[u8]>,
    timeout: Option<Duration>,
) -> Result<Response, HttpClientError> {
    let method = Method::from_bytes(method.as_bytes())
        .map_err(|_| HttpClientError::new(HttpClientErrorKind::BadRequest, "the method is no token"))?;
    send(http, Request::new(method, url), query, headers, payload(json, body)?, timeout).await
}

/// Asks for what is at a URL.
///
/// # Errors
/// There is no answer; see [`HttpClientErrorKind`]. Any status is an answer.
#[gateway_op(interface = "http_client")]
pub async fn get(
    #[inject] http: &HttpClient,
    url: &str,
    query: Option<BTreeMap<String, String>>,
    headers: Option<BTreeMap<String, String>>,
    timeout: Option<Duration>,
) -> Result<Response, HttpClientError> {
    send(http, Request::get(url), query, headers, Payload::None, timeout).await
}

/// Gives something to a URL to be processed: `json`, or `body` as it is.
///
/// # Errors
/// There is no answer; see [`HttpClientErrorKind`]. Any status is an answer.
#[gateway_op(interface = "http_client")]
pub async fn post(
    #[inject] http: &HttpClient,
    url: &str,
    query: Option<BTreeMap<String, String>>,
    headers: Option<BTreeMap<String, String>>,
    json: Option<Value>,
    body: Option<&[u8]>,
    timeout: Option<Duration>,
) -> Result<Response, HttpClientError> {
    send(http, Request::post(url), query, headers, payload(json, body)?, timeout).await
}

/// Puts something in the place of what is at a URL: `json`, or `body` as it is.
///
/// # Errors
/// There is no answer; see [`HttpClientErrorKind`]. Any status is an answer.
#[gateway_op(interface = "http_client")]
pub async fn put(
    #[inject] http: &HttpClient,
    url: &str,
    query: Option<BTreeMap<String, String>>,
    headers: Option<BTreeMap<String, String>>,
    json: Option<Value>,
    body: Option<&[u8]>,
    timeout: Option<Duration>,
) -> Result<Response, HttpClientError> {
    send(http, Request::put(url), query, headers, payload(json, body)?, timeout).await
}

/// Changes a part of what is at a URL: `json`, or `body` as it is.
///
/// # Errors
/// There is no answer; see [`HttpClientErrorKind`]. Any status is an answer.
#[gateway_op(interface = "http_client")]
pub async fn patch(
    #[inject] http: &HttpClient,
    url: &str,
    query: Option<BTreeMap<String, String>>,
    headers: Option<BTreeMap<String, String>>,
    json: Option<Value>,
    body: Option<&[u8]>,
    timeout: Option<Duration>,
) -> Result<Response, HttpClientError> {
    send(http, Request::patch(url), query, headers, payload(json, body)?, timeout).await
}

/// Removes what is at a URL.
///
/// # Errors
/// There is no answer; see [`HttpClientErrorKind`]. Any status is an answer.
#[gateway_op(interface = "http_client")]
pub async fn delete(
    #[inject] http: &HttpClient,
    url: &str,
    query: Option<BTreeMap<String, String>>,
    headers: Option<BTreeMap<String, String>>,
    timeout: Option<Duration>,
) -> Result<Response, HttpClientError> {
    send(http, Request::delete(url), query, headers, Payload::None, timeout).await
}

/// What the client has done since the environment started.
///
/// ```
/// use gateway_http::Client;
/// use gateway_http::http_client::{HttpClient, stats};
///
/// assert_eq!(stats(&HttpClient::new(Client::new())).connections, 0);
/// ```
#[gateway_op(interface = "http_client")]
pub fn stats(#[inject] http: &HttpClient) -> ClientStats {
    http.client().map(Client::stats).unwrap_or_default()
}

/// Sets how often the operations may make a request where that is safe, from now on, and says what holds. What is not
/// given stays as it is.
///
/// # Errors
/// `attempts` is not from 1 to 10. Nothing has changed then.
///
/// ```
/// use gateway_http::Client;
/// use gateway_http::http_client::{HttpClient, configure_retry};
///
/// let http = HttpClient::new(Client::new());
/// assert_eq!(configure_retry(&http, Some(5), None, None)?.attempts, 5);
/// assert!(configure_retry(&http, Some(0), None, None).is_err());
/// assert_eq!(configure_retry(&http, None, None, None)?.attempts, 5);
/// # Ok::<(), gateway_http::HttpClientError>(())
/// ```
#[gateway_op(interface = "http_client")]
pub fn configure_retry(
    #[inject] http: &HttpClient,
    attempts: Option<u32>,
    first_pause: Option<Duration>,
    longest_pause: Option<Duration>,
) -> Result<RetrySettings, HttpClientError> {
    let now = http.retry();
    let attempts = attempts.unwrap_or(now.attempts);
    if !(1..=MOST_ATTEMPTS).contains(&attempts) {
        return Err(HttpClientError::new(HttpClientErrorKind::BadSettings, "`attempts` is not from 1 to 10"));
    }
    let retry = Retry::default()
        .attempts(attempts)
        .pauses(first_pause.unwrap_or(now.first_pause), longest_pause.unwrap_or(now.longest_pause));
    http.set_retry(retry);
    Ok(retry.into())
}

/// What a request carries.
enum Payload {
    None,
    Json(Value),
    Bytes(Bytes),
}

fn payload(json: Option<Value>, body: Option<&[u8]>) -> Result<Payload, HttpClientError> {
    match (json, body) {
        (None, None) => Ok(Payload::None),
        (Some(json), None) => Ok(Payload::Json(json)),
        (None, Some(body)) => Ok(Payload::Bytes(Bytes::copy_from_slice(body))),
        (Some(_), Some(_)) => {
            Err(HttpClientError::new(HttpClientErrorKind::BadRequest, "`json` and `body` are both given"))
        }
    }
}

async fn send(
    http: &HttpClient,
    mut request: Request,
    query: Option<BTreeMap<String, String>>,
    headers: Option<BTreeMap<String, String>>,
    payload: Payload,
    timeout: Option<Duration>,
) -> Result<Response, HttpClientError> {
    let client = http.client()?;
    for (name, value) in query.into_iter().flatten() {
        request = request.query(&name, &value);
    }
    for (name, value) in headers.into_iter().flatten() {
        request = request.header(&name, value);
    }
    request = match payload {
        Payload::None => request,
        Payload::Json(json) => request.json(&json),
        Payload::Bytes(body) => request.body(body),
    };
    if let Some(timeout) = timeout {
        request = request.timeout(timeout);
    }
    client.send(request.retry(http.retry())).await
}
