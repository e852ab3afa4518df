//! What an operation is called with.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Direct, Source, logs};

/// Takes out of an event the JSON that its operation is called with.
///
/// | source | payload |
/// |---|---|
/// | `eventbridge` | `detail` |
/// | `schedule` | `detail`, which EventBridge Scheduler writes as a text: the JSON in it |
/// | `cloudwatch_logs` | what `awslogs.data` holds, decoded and inflated: `logGroup`, `logStream`, `logEvents` and so on |
/// | `alexa_smart_home` | `directive` |
/// | `direct` | `params` |
/// | any other | the whole event |
///
/// A batch is split by [`Batch`](crate::batch::Batch), a request is read by [`Request`](crate::http::Request).
///
/// ```
/// use gateway_lambda::source::{Source, payload};
///
/// let event = br#"{"detail-type": "order", "source": "shop", "detail": {"order": 17}}"#;
/// assert_eq!(payload(Source::EventBridge, event).unwrap(), r#"{"order": 17}"#);
/// ```
///
/// # Errors
/// If the event is not JSON, its encoding is wrong, or log lines are larger than 16 MiB.
pub fn payload(source: Source, event: &[u8]) -> Result<Cow<'_, str>, Undecodable> {
    #[derive(Deserialize)]
    struct Inner<'a> {
        #[serde(borrow)]
        detail: Option<&'a RawValue>,
        #[serde(borrow)]
        directive: Option<&'a RawValue>,
    }

    let inner = || serde_json::from_slice::<Inner>(event).map_err(|error| Undecodable::json(source, &error));
    match source {
        Source::EventBridge => Ok(inner()?.detail.map_or("{}", RawValue::get).into()),
        Source::Schedule => Ok(inner()?.detail.map_or("{}".into(), json_in_text)),
        Source::AlexaSmartHome => Ok(inner()?.directive.map_or("{}", RawValue::get).into()),
        Source::CloudWatchLogs => logs::inflate(event).map(Cow::Owned),
        Source::Direct => Direct::decode(event).map(|direct| direct.params().into()),
        _ => serde_json::from_slice::<&RawValue>(event)
            .map(|whole| whole.get().into())
            .map_err(|error| Undecodable::json(source, &error)),
    }
}

fn json_in_text(raw: &RawValue) -> Cow<'_, str> {
    match serde_json::from_str::<String>(raw.get()) {
        Ok(text) if serde_json::from_str::<&RawValue>(&text).is_ok() => text.into(),
        _ => raw.get().into(),
    }
}

/// Why an event of a known source cannot be read. It says where, and nothing of the event's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undecodable {
    source: Source,
    reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Not JSON, or a member of another type than that of the source.
    Json { line: usize, column: usize },
    /// What is said to be base64 is not.
    Base64,
    /// What is said to be compressed is not.
    Gzip,
    /// What is compressed is larger than any such event.
    TooLarge,
    /// An HTTP method that is none.
    Method,
    /// A record that has no name, so that its failure could not be reported.
    NoIdentifier,
}

impl Undecodable {
    pub(crate) fn new(source: Source, reason: Reason) -> Self {
        Self { source, reason }
    }

    /// The text of `serde_json`'s error may quote the event, so only the place is kept.
    pub(crate) fn json(source: Source, error: &serde_json::Error) -> Self {
        Self::new(source, Reason::Json { line: error.line(), column: error.column() })
    }

    /// The source of the event.
    pub fn source(&self) -> Source {
        self.source
    }
}

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the event of `{}` cannot be read: ", self.source)?;
        match self.reason {
            Reason::Json { line, column } => write!(f, "unexpected JSON at line {line}, column {column}"),
            Reason::Base64 => f.write_str("its data is not base64"),
            Reason::Gzip => f.write_str("its data is not compressed text"),
            Reason::TooLarge => f.write_str("its data is too large"),
            Reason::Method => f.write_str("its method is none of HTTP"),
            Reason::NoIdentifier => f.write_str("a record has no identifier"),
        }
    }
}

impl Error for Undecodable {}
