//! What can go wrong between the host and the Runtime API.

use std::error::Error;
use std::fmt;

use http::StatusCode;
use lambda_runtime::Error as BoxError;

/// Why there was no event, or an answer that may not have arrived.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The environment does not say where it is.
    NoAddress,
    /// No reply, or half of one.
    Connection(BoxError),
    /// A reply that is no event, with the type of its error.
    Refused(StatusCode, Option<String>),
    /// An event that nobody can answer: it does not say which invocation it is.
    Nameless,
    /// An event without a deadline that can be read. It was answered with an error, and so logged; who sends one may send
    /// many.
    Unreadable,
    /// The post of an answer failed; `lambda_runtime` has logged it.
    Answer,
    /// The loop's own code panicked; the hook has logged it.
    Panicked,
}

impl Trouble {
    /// Whether the log knows of it.
    pub(super) fn is_logged(&self) -> bool {
        matches!(self, Self::Unreadable | Self::Answer | Self::Panicked)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress => f.write_str("`AWS_LAMBDA_RUNTIME_API` is no address"),
            Self::Connection(error) => {
                write!(f, "{error}")?;
                let mut cause = error.source();
                while let Some(error) = cause {
                    write!(f, ": {error}")?;
                    cause = error.source();
                }
                Ok(())
            }
            Self::Refused(status, Some(error_type)) => write!(f, "{status}, `{error_type}`"),
            Self::Refused(status, None) => write!(f, "{status}"),
            Self::Nameless => f.write_str("an event without a request id"),
            Self::Unreadable => f.write_str("an event without a deadline that can be read"),
            Self::Answer => f.write_str("an answer could not be sent"),
            Self::Panicked => f.write_str("the host panicked"),
        }
    }
}

impl Error for Trouble {}
