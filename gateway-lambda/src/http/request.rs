//! An HTTP request.

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{COOKIE, HeaderMap, HeaderValue};
use http::{HeaderName, Method};
use serde_json::value::RawValue;

use super::Shape;
use super::wire::{Context, Event, encoded_query, raw_query};
use crate::members::{Text, from_json};
use crate::source::{Reason, Source, Undecodable};

/// An HTTP request, whoever sent it.
///
/// It prints neither headers nor body: both may hold secrets.
#[non_exhaustive]
pub struct Request {
    /// Who sent it.
    pub source: Source,
    /// The method. A WebSocket message has none: `GET`.
    pub method: Method,
    /// The path, without the stage of an HTTP API in front. Characters may be percent-encoded, as the source has them.
    pub path: String,
    /// What stands behind the `?`, percent-encoded; see [`query`](Self::query).
    pub raw_query: String,
    /// The headers, also the cookies, which some sources send apart.
    pub headers: HeaderMap,
    /// The body, decoded if it came as base64.
    pub body: Bytes,
    /// The stage of an API Gateway.
    pub stage: Option<String>,
    /// Who called, as the service saw it: for a load balancer and for VPC Lattice the last address of
    /// `X-Forwarded-For`, which they append.
    pub source_ip: Option<IpAddr>,
    /// The service's own id of the request; for a load balancer and for VPC Lattice `X-Amzn-Trace-Id`.
    pub request_id: Option<String>,
    /// What the service's authorizer found, such as the claims of a JWT, as JSON.
    pub authorizer: Option<Box<RawValue>>,
    /// What only a WebSocket API has.
    pub socket: Option<Socket>,
    shape: Shape,
}

/// The connection that a message of a WebSocket API came through.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Socket {
    /// The route, such as `$connect`, `$disconnect`, `$default`, or one of the API's own.
    pub route_key: String,
    /// `CONNECT`, `MESSAGE` or `DISCONNECT`.
    pub event_type: String,
    /// The connection's id: messages are sent to the client by it.
    pub connection_id: String,
    /// The API's host name.
    pub domain_name: String,
}

const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// What is read here, of the sources that say neither who called nor the request's id in another place.
const OWN: [&str; 2] = ["x-amzn-trace-id", "x-forwarded-for"];

impl Request {
    /// Reads a request from the event of a source that [is HTTP](Source::is_http).
    ///
    /// AWS leaves members out or sends `null`: only what is there and cannot be read is an error.
    ///
    /// # Errors
    /// If it is not JSON, a member has another type than AWS gives it, the method is no method, or the body is said to
    /// be base64 and is not.
    pub fn decode(source: Source, event: &[u8]) -> Result<Self, Undecodable> {
        Self::decode_with(source, event, |_| true)
    }

    /// Reads a request with those of its headers alone that somebody wants: to make a map of all costs as much as the
    /// rest.
    pub(crate) fn decode_with(source: Source, event: &[u8], wants: impl Fn(&str) -> bool) -> Result<Self, Undecodable> {
        let is_terse = matches!(source, Source::Alb | Source::VpcLattice);
        let wants = |name: &str| wants(name) || is_terse && OWN.iter().any(|own| name.eq_ignore_ascii_case(own));
        let json = |error| Undecodable::json(source, &error);
        let mut event: Event<'_> = from_json(event).map_err(json)?;
        let mut context = event.request_context.take().unwrap_or_default();
        let http = context.http.take().unwrap_or_default();

        let method = match event.http_method.or(http.method) {
            Some(method) => {
                Method::from_bytes(method.0.as_bytes()).map_err(|_| Undecodable::new(source, Reason::Method))?
            }
            None => Method::GET,
        };
        let multi_value = !event.multi_value_headers.is_empty();
        // Where both are sent, the one with several values holds all that the other does.
        let headers = if multi_value { event.multi_value_headers } else { event.headers };
        let mut headers = headers.into_map(wants);
        if wants(COOKIE.as_str()) {
            add_cookies(&mut headers, event.cookies);
        }

        let mut path = event.raw_path.or(event.path).or(http.path).map(owned).unwrap_or_default();
        // Version 1 of VPC Lattice sends both, and the parameters apart as well. The others decode the path, which may
        // have a `?` of its own then.
        let behind_path = if source == Source::VpcLattice { path.find('?').map(|at| path.split_off(at)) } else { None };
        if source == Source::HttpApi {
            strip_stage(&mut path, context.stage.as_ref().map(|stage| &*stage.0));
        }
        if path.is_empty() {
            path.push('/');
        }
        let parameters = event.multi_value_query_string_parameters.or(event.query_string_parameters);
        let query = match (event.raw_query_string, behind_path, parameters) {
            (Some(query), ..) => owned(query),
            (None, Some(query), _) => query[1..].to_owned(),
            (None, None, None) => String::new(),
            (None, None, Some(parameters)) => match source {
                Source::Alb | Source::VpcLattice => raw_query(parameters).map_err(json)?,
                _ => encoded_query(parameters).map_err(json)?,
            },
        };

        let body = match event.body {
            None => Bytes::new(),
            Some(Text(body)) if event.is_base64_encoded == Some(true) => {
                BASE64_STANDARD.decode(&*body).map_err(|_| Undecodable::new(source, Reason::Base64))?.into()
            }
            Some(body) => owned(body).into(),
        };

        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let identity = context.identity.take().unwrap_or_default();
        let source_ip = match source {
            _ if is_terse => text(FORWARDED_FOR).and_then(last_address),
            _ => identity.source_ip.or(http.source_ip).and_then(|address| address.0.parse().ok()),
        };
        let request_id = context.request_id.take().map(owned).or_else(|| text(TRACE_ID).map(str::to_owned));
        Ok(Self {
            shape: Shape::new(source, multi_value, method == Method::HEAD),
            source,
            method,
            path,
            raw_query: query,
            body,
            source_ip,
            request_id,
            authorizer: context.authorizer.map(ToOwned::to_owned),
            stage: context.stage.take().map(owned),
            socket: (source == Source::WebSocket).then(|| socket(context)),
            headers,
        })
    }

    /// The parameters of the query, decoded, in their order; a name may come several times.
    pub fn query(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        form_urlencoded::parse(self.raw_query.as_bytes())
    }

    /// The cookies: name and value, as they were sent.
    ///
    /// Source: [RFC 6265, section 4.2](https://www.rfc-editor.org/rfc/rfc6265#section-4.2).
    pub fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
    }

    /// How the answer has to look.
    pub fn shape(&self) -> Shape {
        self.shape
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Request({} of `{}`, {} bytes)", self.method, self.source, self.body.len())
    }
}

fn owned(text: Text<'_>) -> String {
    text.0.into_owned()
}

fn socket(context: Context<'_>) -> Socket {
    Socket {
        route_key: context.route_key.map(owned).unwrap_or_default(),
        event_type: context.event_type.map(owned).unwrap_or_default(),
        connection_id: context.connection_id.map(owned).unwrap_or_default(),
        domain_name: context.domain_name.map(owned).unwrap_or_default(),
    }
}

/// As HTTP/1.1 sends them. Some sources send them in both places.
fn add_cookies(headers: &mut HeaderMap, cookies: Option<Vec<Text<'_>>>) {
    let Some(cookies) = cookies.filter(|cookies| !cookies.is_empty() && !headers.contains_key(COOKIE)) else { return };
    if let Ok(value) = HeaderValue::try_from(cookies.iter().map(|cookie| &*cookie.0).collect::<Vec<_>>().join("; ")) {
        let _ = headers.try_insert(COOKIE, value);
    }
}

/// An HTTP API puts the stage in front of the path, unless it is `$default`.
fn strip_stage(path: &mut String, stage: Option<&str>) {
    let Some(rest) = stage.and_then(|stage| path.strip_prefix('/')?.strip_prefix(stage)) else { return };
    if rest.is_empty() || rest.starts_with('/') {
        path.drain(..path.len() - rest.len());
    }
}

/// A load balancer may append the client's port.
fn last_address(forwarded_for: &str) -> Option<IpAddr> {
    let last = forwarded_for.rsplit(',').next()?.trim();
    last.parse().ok().or_else(|| last.parse::<SocketAddr>().ok().map(|address| address.ip()))
}
