//! The errors that were recorded: how one is described, and the ring of the last of them.

use std::any::type_name;
use std::collections::VecDeque;
use std::error::Error;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Characters that are kept of each text of a recorded error: the ring is bounded in bytes too.
const TEXT: usize = 1_024;

/// What is told of an error: its type, its text, and the texts of what caused it.
///
/// ```
/// use gateway_cores::logging::ErrorReport;
///
/// let report = ErrorReport::of(&"x".parse::<u8>().unwrap_err());
/// assert_eq!(report.name, "core::num::error::ParseIntError");
/// assert_eq!(report.to_string(), "invalid digit found in string");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorReport {
    /// The type of the error, or another stable name.
    pub name: String,
    /// What went wrong.
    pub message: String,
    /// What caused it, the nearest first.
    #[serde(default)]
    pub causes: Vec<String>,
}

impl ErrorReport {
    /// Describes `error` and its sources.
    pub fn of<E: Error + ?Sized>(error: &E) -> Self {
        let mut causes = Vec::new();
        let mut source = error.source();
        while let Some(cause) = source {
            causes.push(cause.to_string());
            source = cause.source();
        }
        Self { name: type_name::<E>().to_owned(), message: error.to_string(), causes }
    }

    fn cut(self) -> Self {
        let cut = |text: String| if text.len() > TEXT { text.chars().take(TEXT).collect() } else { text };
        let causes = self.causes.into_iter().take(8).map(cut).collect();
        Self { name: cut(self.name), message: cut(self.message), causes }
    }
}

/// The message, then its causes, joined by `: `.
impl std::fmt::Display for ErrorReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        self.causes.iter().try_for_each(|cause| write!(f, ": {cause}"))
    }
}

/// One error of the ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecordedError {
    /// When it was recorded: RFC 3339, UTC.
    pub timestamp: String,
    /// The request that failed; absent outside of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The operation that failed.
    pub operation: String,
    /// What went wrong. Texts are cut after 1,024 characters, causes after the eighth.
    #[serde(flatten)]
    pub error: ErrorReport,
}

/// The last errors, oldest first.
#[derive(Default)]
pub(super) struct Ring(VecDeque<RecordedError>);

impl Ring {
    /// Remembers an error, and forgets the oldest of more than `kept`.
    pub(super) fn push(&mut self, mut error: RecordedError, kept: usize) {
        error.error = error.error.cut();
        self.0.push_back(error);
        self.keep(kept);
    }

    /// Forgets the oldest of more than `kept`.
    pub(super) fn keep(&mut self, kept: usize) {
        self.0.drain(..self.0.len().saturating_sub(kept));
    }

    pub(super) fn to_vec(&self) -> Vec<RecordedError> {
        self.0.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(number: usize, message: &str) -> RecordedError {
        RecordedError {
            timestamp: String::new(),
            request_id: None,
            operation: number.to_string(),
            error: ErrorReport { name: "E".to_owned(), message: message.to_owned(), causes: Vec::new() },
        }
    }

    #[test]
    fn the_ring_keeps_the_last_ones() {
        let mut ring = Ring::default();
        (0..250).for_each(|number| ring.push(recorded(number, ""), 100));
        let kept: Vec<_> = ring.to_vec().into_iter().map(|error| error.operation).collect();
        assert_eq!(kept, (150..250).map(|number| number.to_string()).collect::<Vec<_>>());
        ring.keep(1);
        assert_eq!(ring.to_vec()[0].operation, "249");
        ring.push(recorded(250, ""), 0);
        assert_eq!(ring.to_vec(), []);
    }

    #[test]
    fn long_texts_are_cut_at_a_character() {
        let mut ring = Ring::default();
        ring.push(recorded(0, &"é".repeat(5_000)), 1);
        assert_eq!(ring.to_vec()[0].error.message, "é".repeat(TEXT));
    }

    #[test]
    fn a_report_tells_the_whole_chain() {
        #[derive(Debug)]
        struct Outer(std::num::ParseIntError);
        impl std::fmt::Display for Outer {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("cannot read the port")
            }
        }
        impl Error for Outer {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                Some(&self.0)
            }
        }
        let report = ErrorReport::of(&Outer("x".parse::<u8>().unwrap_err()));
        assert_eq!(report.to_string(), "cannot read the port: invalid digit found in string");
    }
}
