//! Requests of HTTP.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use gateway_runtime::{Context, ErrorKind, GatewayError, Json};
use http::header::{ALLOW, HeaderValue};
use http::{Method, StatusCode};

use super::refuse::{refusal, too_many};
use super::request::{Refused, message_params, params};
use super::{Dispatcher, correlate, log_failure};
use crate::Failure;
use crate::http::{Body, HttpError, Problem, Reply, Request, Response, SECURITY_HEADERS};
use crate::router::{Lookup, Nothing, Target};
use crate::source::Source;

impl Dispatcher {
    pub(super) async fn request(&self, source: Source, event: &[u8]) -> Result<Json, Failure> {
        let mut request = Request::decode_with(source, event, |name| self.wants(name))
            .map_err(|error| Failure::bad_event(error.to_string()))?;
        correlate(request.request_id.take());
        if let Some(preflight) = self.preflight(&request) {
            return Ok(self.encoded(&preflight, &request));
        }
        let response = self.respond(&request).await;
        Ok(self.finished(response, &request))
    }

    /// The answer to a request in whose stead the host speaks; `None` if it cannot be read.
    pub(super) fn spoken_for(&self, source: Source, event: &[u8], response: impl FnOnce() -> Response) -> Option<Json> {
        let mut request = Request::decode_with(source, event, |name| self.wants(name)).ok()?;
        correlate(request.request_id.take());
        if let Some(preflight) = self.preflight(&request) {
            return Some(self.encoded(&preflight, &request));
        }
        Some(if source == Source::WebSocket {
            self.encoded(&response(), &request)
        } else {
            self.finished(response(), &request)
        })
    }

    fn finished(&self, mut response: Response, request: &Request) -> Json {
        if let Some(cors) = &self.settings.cors {
            cors.apply(&request.headers, &mut response);
        }
        self.encoded(&response, request)
    }

    /// Whether a header of this name is looked at: by an operation, or here.
    fn wants(&self, name: &str) -> bool {
        let cors: &[&str] =
            if self.settings.cors.is_some() { &["origin", "access-control-request-method"] } else { &[] };
        let wanted = ["content-type"].iter().chain(cors).chain(self.routes.headers());
        wanted.into_iter().any(|wanted| name.eq_ignore_ascii_case(wanted))
    }

    /// Not where an operation answers `OPTIONS` itself.
    fn preflight(&self, request: &Request) -> Option<Response> {
        let cors = self.settings.cors.as_ref().filter(|_| request.method == Method::OPTIONS)?;
        match self.routes.http().find(&request.method, &request.path) {
            Lookup::OtherMethods(methods) => cors.preflight(request, &methods),
            _ => None,
        }
    }

    /// A message of a WebSocket API. What the service knows of the connection are parameters of these names:
    /// `connection_id`, `route_key`, `event_type`, `domain_name`; the query, which `$connect` alone has, gives the others.
    pub(super) async fn message(&self, event: &[u8]) -> Result<Json, Failure> {
        let target = self.taker(Source::WebSocket)?;
        let bad_event = |error: crate::source::Undecodable| Failure::bad_event(error.to_string());
        let mut request = Request::decode_with(Source::WebSocket, event, |name| self.wants(name)).map_err(bad_event)?;
        correlate(request.request_id.take());
        if let Some(refusal) = self.too_large(&request) {
            return Ok(self.encoded(&refusal, &request));
        }
        let params = message_params(target, &request);
        let response = match params {
            Ok(params) => self.response(target, self.call(target, &params).await),
            Err(refused) => response(refused.into()),
        };
        Ok(self.encoded(&response, &request))
    }

    fn encoded(&self, response: &Response, request: &Request) -> Json {
        response.encode_with(request.shape(), if self.settings.security_headers { &SECURITY_HEADERS } else { &[] })
    }

    async fn respond(&self, request: &Request) -> Response {
        let (route, captured) = match self.routes.http().find(&request.method, &request.path) {
            Lookup::Found(route, captured) => (route, captured),
            Lookup::OtherMethods(methods) => return other_method(request, &methods),
            Lookup::Nowhere => return self.nowhere(&request.path),
        };
        if let Some(refusal) = self.too_large(request) {
            return refusal;
        }
        let target = route.target();
        match params(route, captured, request) {
            Ok(params) => self.response(target, self.call(target, &params).await),
            Err(refused) => response(refused.into()),
        }
    }

    fn too_large(&self, request: &Request) -> Option<Response> {
        (request.body.len() > self.settings.max_body).then(|| {
            let detail = format!("a body has at most {} bytes here", self.settings.max_body);
            response(Problem::new(StatusCode::PAYLOAD_TOO_LARGE).detail(detail))
        })
    }

    fn nowhere(&self, path: &str) -> Response {
        // Who guesses paths is not helped in production.
        let nearest = self.settings.development.then(|| self.routes.http().nearest(path)).flatten();
        let hint = nearest.map(|nearest| format!(", did you mean `{nearest}`?")).unwrap_or_default();
        response(Problem::new(StatusCode::NOT_FOUND).detail(format!("nothing is served at this path{hint}")))
    }

    fn response(&self, target: &Target, result: Result<Json, GatewayError>) -> Response {
        match result {
            Ok(result) => succeeded(target, &result),
            Err(error) if target.refused(&error) => response(bad_parameters(&error)),
            Err(error) => self.failed(error),
        }
    }

    fn failed(&self, error: GatewayError) -> Response {
        if let Some(refused) = refusal(&error) {
            return too_many(refused);
        }
        let told = (error.kind() == ErrorKind::OperationFailed).then(|| HttpError::behind(&error)).flatten();
        let problem = match told {
            Some(told) => Problem::new(told.status()).detail(told.detail()),
            None if self.settings.development => internal().detail(error.to_string()),
            None => internal(),
        };
        if problem.status().is_server_error() {
            log_failure(error);
        }
        response(problem)
    }
}

fn internal() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A problem by which the logs of this request are found.
pub(super) fn response(problem: Problem) -> Response {
    Response::problem(&match Context::current().correlation_id() {
        Some(id) => problem.correlation_id(id),
        None => problem,
    })
}

fn other_method(request: &Request, methods: &[Method]) -> Response {
    let allowed = methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
    let answer = if request.method == Method::OPTIONS {
        Response::new(StatusCode::NO_CONTENT)
    } else {
        response(Problem::new(StatusCode::METHOD_NOT_ALLOWED).detail(format!("this path takes {allowed}")))
    };
    match HeaderValue::try_from(allowed) {
        Ok(allowed) => answer.with_header(ALLOW, allowed),
        Err(_) => answer,
    }
}

/// Every bad parameter.
fn bad_parameters(error: &GatewayError) -> Problem {
    if error.kind() == ErrorKind::InvalidRequest {
        return Refused::NoObject.into();
    }
    let problem = Problem::new(StatusCode::BAD_REQUEST);
    error.problems().iter().fold(problem.detail("parameters are wrong"), |problem, bad| problem.error(bad.into()))
}

fn succeeded(target: &Target, result: &Json) -> Response {
    let said = Reply::take(&Context::current());
    let nothing = if result.as_str() == "null" { target.nothing() } else { Nothing::Value };
    let mut answer = match (result.as_str(), nothing) {
        ("null", Nothing::Unit) => Response::new(StatusCode::NO_CONTENT),
        ("null", Nothing::Absent) if said.status.is_none() => {
            return response(Problem::new(StatusCode::NOT_FOUND).detail("nothing was found"));
        }
        ("null", Nothing::Absent) => Response::new(StatusCode::OK),
        _ => {
            let Some(answer) = body(said.body, result) else {
                let (interface, operation) = (target.interface, target.operation.name);
                tracing::error!(interface, operation, "the result is not what the operation said of its body");
                return response(internal());
            };
            answer
        }
    };
    if let Some(status) = said.status {
        answer.status = status;
    }
    answer.headers.extend(said.headers);
    answer
}

/// `None` if the result is no text, or no base64.
fn body(body: Body, result: &Json) -> Option<Response> {
    let mut answer = Response::new(StatusCode::OK);
    match body {
        Body::Json => return Some(Response::json(StatusCode::OK, result.clone())),
        Body::Text => answer.body = result.decode::<String>().ok()?.into(),
        Body::Base64 => answer.body = BASE64_STANDARD.decode(result.decode::<String>().ok()?).ok()?.into(),
    }
    Some(answer)
}
