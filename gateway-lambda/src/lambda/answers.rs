//! Answers in the shapes that the sources of events expect.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use gateway_runtime::{Context, gateway_op};
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::http::{Problem, Response, Shape};
use crate::source::Source;

/// Who reads an HTTP answer.
///
/// An answer to an event in hand is better encoded for its [`Request`](crate::http::Request), which also knows whether a
/// load balancer wants multi-value headers, and whether the request was `HEAD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HttpFormat {
    /// A REST API of API Gateway, or payload format 1.0.
    ApiGatewayRest,
    /// An HTTP API of API Gateway, payload format 2.0.
    HttpApi,
    /// An Application Load Balancer.
    Alb,
    /// A function URL.
    FunctionUrl,
    /// VPC Lattice.
    VpcLattice,
}

impl HttpFormat {
    fn shape(self) -> Shape {
        let source = match self {
            Self::ApiGatewayRest => Source::ApiGatewayRest,
            Self::HttpApi => Source::HttpApi,
            Self::Alb => Source::Alb,
            Self::FunctionUrl => Source::FunctionUrl,
            Self::VpcLattice => Source::VpcLattice,
        };
        Shape::new(source, false, false)
    }
}

/// What cannot be part of an HTTP answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidAnswer {
    /// A status that is not from 100 to 999.
    Status(u16),
    /// A header, by its name, that HTTP cannot send.
    Header(String),
}

impl fmt::Display for InvalidAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "{status} is no HTTP status"),
            Self::Header(name) => write!(f, "HTTP cannot send the header `{}`", name.escape_debug()),
        }
    }
}

impl Error for InvalidAnswer {}

/// Writes an HTTP answer: a text as it is, everything else as JSON.
///
/// `headers` win over the `content-type` that the body gives.
///
/// # Errors
/// If HTTP does not know such a status, or cannot send such a header.
#[gateway_op(interface = "lambda")]
pub fn respond(
    format: HttpFormat,
    status: u16,
    body: Option<Value>,
    headers: Option<BTreeMap<String, String>>,
) -> Result<Value, InvalidAnswer> {
    let status = self::status(status)?;
    let mut response = match body {
        None => Response::new(status),
        Some(Value::String(text)) => Response::text(status, text),
        Some(json) => Response::new(status).with_body("application/json", json.to_string()),
    };
    for (name, value) in headers.unwrap_or_default() {
        let header = HeaderName::try_from(&name).ok().zip(HeaderValue::try_from(value).ok());
        let (name, value) = header.ok_or(InvalidAnswer::Header(name))?;
        response = response.with_header(name, value);
    }
    Ok(response.encode(format.shape()).to_value())
}

/// Writes an HTTP answer that says what went wrong, with the request's correlation id.
///
/// Source: [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457).
///
/// # Errors
/// If HTTP does not know such a status.
#[gateway_op(interface = "lambda")]
pub fn error_response(
    #[inject] cx: &Context,
    format: HttpFormat,
    status: u16,
    detail: Option<String>,
) -> Result<Value, InvalidAnswer> {
    let mut problem = Problem::new(self::status(status)?);
    if let Some(detail) = detail {
        problem = problem.detail(detail);
    }
    if let Some(id) = cx.correlation_id() {
        problem = problem.correlation_id(id);
    }
    Ok(Response::problem(&problem).encode(format.shape()).to_value())
}

fn status(status: u16) -> Result<StatusCode, InvalidAnswer> {
    StatusCode::from_u16(status).map_err(|_| InvalidAnswer::Status(status))
}

/// Writes what a custom Alexa skill says; with a question it listens, and asks again after a silence.
///
/// Source: [response body](https://developer.amazon.com/docs/alexa/custom-skills/request-and-response-json-reference.html#response-format).
///
/// ```
/// use gateway_lambda::lambda::alexa_response;
///
/// let said = alexa_response("Two lights are on.", None);
/// assert_eq!(said["response"]["outputSpeech"]["text"], "Two lights are on.");
/// assert_eq!(said["response"]["shouldEndSession"], true);
/// ```
#[gateway_op(interface = "lambda")]
pub fn alexa_response(text: &str, question: Option<String>) -> Value {
    let speech = |text: &str| json!({ "type": "PlainText", "text": text });
    let mut response = json!({ "outputSpeech": speech(text), "shouldEndSession": question.is_none() });
    if let Some(question) = question {
        response["reprompt"] = json!({ "outputSpeech": speech(&question) });
    }
    json!({ "version": "1.0", "response": response })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use gateway_runtime::Context;
    use serde_json::{Value, json};

    use super::{HttpFormat, InvalidAnswer, alexa_response, error_response, respond};

    #[test]
    fn an_answer_has_the_shape_of_its_reader() {
        let of = |format| respond(format, 404, Some(json!("gone")), None).unwrap();
        assert_eq!(of(HttpFormat::FunctionUrl)["statusDescription"], Value::Null);
        assert_eq!(of(HttpFormat::Alb)["statusDescription"], "404 Not Found");
        let headers = BTreeMap::from([("Content-Type".to_owned(), "text/csv".to_owned())]);
        let answer = respond(HttpFormat::HttpApi, 200, Some(json!("a,b")), Some(headers)).unwrap();
        assert_eq!(answer["headers"], json!({ "content-type": "text/csv" }));
        assert_eq!(answer["body"], "a,b");
    }

    #[test]
    fn what_http_cannot_send_is_refused_without_its_value() {
        assert_eq!(respond(HttpFormat::Alb, 42, None, None), Err(InvalidAnswer::Status(42)));
        let headers = BTreeMap::from([("token".to_owned(), "s3cr3t\n".to_owned())]);
        let error = respond(HttpFormat::Alb, 200, None, Some(headers)).unwrap_err();
        assert_eq!(error, InvalidAnswer::Header("token".to_owned()));
    }

    #[test]
    fn an_error_says_what_and_which_request() {
        let cx = Context::builder().request_id("8476a536").build();
        let answer = error_response(&cx, HttpFormat::HttpApi, 409, Some("sold out".to_owned())).unwrap();
        assert_eq!(answer["headers"]["content-type"], "application/problem+json");
        let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
        assert_eq!(
            body,
            json!({
                "type": "about:blank",
                "title": "Conflict",
                "status": 409,
                "detail": "sold out",
                "correlation_id": "8476a536",
            })
        );
    }

    #[test]
    fn a_skill_that_asks_listens() {
        let asked = alexa_response("Which room?", Some("The kitchen or the hall?".to_owned()));
        assert_eq!(asked["response"]["shouldEndSession"], false);
        assert_eq!(asked["response"]["reprompt"]["outputSpeech"]["text"], "The kitchen or the hall?");
    }
}
