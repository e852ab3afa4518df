//! Errors of HTTP in the shape of RFC 9457.

use std::borrow::Cow;

use gateway_runtime::Json;
use http::StatusCode;
use serde::{Serialize, Serializer};

/// The media type of a [`Problem`].
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request failed, for the client.
///
/// Source: [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457). `correlation_id` and `errors` are extension members.
///
/// ```
/// use gateway_lambda::http::{BadParameter, Problem};
/// use http::StatusCode;
///
/// let problem = Problem::new(StatusCode::BAD_REQUEST)
///     .detail("a parameter is wrong")
///     .correlation_id("1-5759e988")
///     .error(BadParameter::new("limit", "expected a number, found a string"));
/// assert_eq!(
///     problem.to_json().as_str(),
///     concat!(
///         r#"{"type":"about:blank","title":"Bad Request","status":400,"detail":"a parameter is wrong","#,
///         r#""correlation_id":"1-5759e988","#,
///         r#""errors":[{"parameter":"limit","detail":"expected a number, found a string"}]}"#
///     )
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    r#type: Cow<'static, str>,
    title: Cow<'static, str>,
    #[serde(serialize_with = "as_number")]
    status: StatusCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<BadParameter>,
}

/// What is wrong with one parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadParameter {
    parameter: String,
    detail: String,
}

impl BadParameter {
    /// The parameter's path, such as `items[2].sku`, and what is wrong with it.
    pub fn new(parameter: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { parameter: parameter.into(), detail: detail.into() }
    }
}

/// As [`GatewayError::problems`](gateway_runtime::GatewayError::problems) lists them.
impl From<&gateway_runtime::Problem> for BadParameter {
    fn from(problem: &gateway_runtime::Problem) -> Self {
        let detail = if problem.is_missing() {
            format!("is missing: expected {}", problem.expected())
        } else {
            format!("expected {}, found {}", problem.expected(), problem.found())
        };
        Self::new(problem.path(), detail)
    }
}

impl Problem {
    /// A problem that says no more than its status does: the type is `about:blank`, the title the status's phrase.
    pub fn new(status: StatusCode) -> Self {
        Self {
            r#type: "about:blank".into(),
            title: status.canonical_reason().unwrap_or("Error").into(),
            status,
            detail: None,
            instance: None,
            correlation_id: None,
            errors: Vec::new(),
        }
    }

    /// Sets the kind of problem: a URI, and a title that is the same for each problem of this kind.
    #[must_use]
    pub fn kind(mut self, uri: impl Into<Cow<'static, str>>, title: impl Into<Cow<'static, str>>) -> Self {
        self.r#type = uri.into();
        self.title = title.into();
        self
    }

    /// Explains this occurrence.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Sets the URI of this occurrence.
    #[must_use]
    pub fn instance(mut self, uri: impl Into<String>) -> Self {
        self.instance = Some(uri.into());
        self
    }

    /// Sets the id by which the occurrence is found in the logs.
    #[must_use]
    pub fn correlation_id(mut self, id: impl Into<String>) -> Self {
        self.correlation_id = Some(id.into());
        self
    }

    /// Adds a bad parameter.
    #[must_use]
    pub fn error(mut self, error: BadParameter) -> Self {
        self.errors.push(error);
        self
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The body.
    ///
    /// # Panics
    /// Never: a problem is always JSON.
    pub fn to_json(&self) -> Json {
        Json::of(self).expect("texts and numbers are JSON")
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn as_number<S: Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}
