//! Why a call did nothing.

use std::error::Error;
use std::fmt;

use bytes::Bytes;
use http::StatusCode;
use serde::Deserialize;

use crate::error::HttpClientError;
use crate::response::Response;

/// Why no client for AWS could be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AwsSettingsError {
    /// An environment variable is not set, or to nothing.
    Missing {
        /// Its name.
        name: &'static str,
    },
    /// A setting cannot be used.
    Bad {
        /// The name of the variable or parameter.
        name: &'static str,
        /// What is wrong with it; it does not quote it.
        problem: String,
    },
}

impl fmt::Display for AwsSettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name } => write!(f, "`{name}` is not set"),
            Self::Bad { name, problem } => write!(f, "`{name}` cannot be used: {problem}"),
        }
    }
}

impl Error for AwsSettingsError {}

/// Why a call has no result.
#[derive(Debug)]
#[non_exhaustive]
pub enum AwsError {
    /// There is no answer, or none that can be read.
    Http {
        /// The operation.
        operation: &'static str,
        /// What happened.
        source: HttpClientError,
    },
    /// The service says no.
    Refused(AwsRefusal),
}

impl AwsError {
    /// What the service calls its no, such as `ResourceNotFoundException`.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Http { .. } => None,
            Self::Refused(refusal) => refusal.code(),
        }
    }

    /// Whether the service was asked more often than it allows, and so has done nothing.
    pub fn is_throttled(&self) -> bool {
        const CODES: [&str; 5] = [
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "TooManyRequestsException",
        ];
        match self {
            Self::Http { .. } => false,
            Self::Refused(refusal) => match refusal.code() {
                Some(code) => CODES.contains(&code),
                None => refusal.status == StatusCode::TOO_MANY_REQUESTS,
            },
        }
    }

    /// Whether it is certain that the service has not done what was asked: nothing was sent, or it said no.
    ///
    /// A service that failed (5xx) may have done it.
    pub fn is_undone(&self) -> bool {
        match self {
            Self::Http { source, .. } => !source.sent(),
            Self::Refused(refusal) => refusal.status.is_client_error(),
        }
    }
}

impl fmt::Display for AwsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http { operation, source } => write!(f, "{operation} has no answer: {source}"),
            Self::Refused(refusal) => refusal.fmt(f),
        }
    }
}

impl Error for AwsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Http { source, .. } => source.source(),
            Self::Refused(_) => None,
        }
    }
}

/// A service's no.
///
/// Its message is not shown: those about signatures quote what was signed, the session's token with it.
#[derive(Clone)]
pub struct AwsRefusal {
    operation: &'static str,
    status: StatusCode,
    code: Option<String>,
    request_id: Option<String>,
    body: Bytes,
}

impl AwsRefusal {
    pub(super) fn of(operation: &'static str, response: Response) -> Self {
        #[derive(Deserialize)]
        struct Body {
            #[serde(alias = "__type", alias = "Code")]
            code: Option<String>,
        }
        let header = response.header("x-amzn-errortype").map(str::to_owned);
        let code = header.or_else(|| serde_json::from_slice::<Body>(response.body()).ok()?.code);
        let code = code.as_deref().map(bare).filter(|code| is_word(code)).map(str::to_owned);
        let request_id = response.header("x-amzn-requestid").filter(|id| is_word(id)).map(str::to_owned);
        Self { operation, status: response.status(), code, request_id, body: response.into_body() }
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What the service calls it, such as `AccessDeniedException`; `None` if the answer is none of AWS's.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What AWS's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The whole answer. Some operations tell more in it; it may quote secrets.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

/// `com.amazonaws.dynamodb.v20120810#LimitExceededException` and `LimitExceededException:http://..` are the same:
/// <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization>.
fn bare(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or_default();
    code.rsplit('#').next().unwrap_or_default()
}

/// Whatever else a peer says is not repeated.
fn is_word(text: &str) -> bool {
    (1..=128).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

impl fmt::Display for AwsRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.as_deref().unwrap_or("an error without a code");
        write!(f, "{} is refused: {code} ({})", self.operation, self.status.as_u16())?;
        match &self.request_id {
            Some(id) => write!(f, ", request {id}"),
            None => Ok(()),
        }
    }
}

/// Shows no body.
impl fmt::Debug for AwsRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsRefusal")
            .field("operation", &self.operation)
            .field("status", &self.status.as_u16())
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

impl Error for AwsRefusal {}
