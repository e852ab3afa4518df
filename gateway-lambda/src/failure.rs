//! The error of an invocation, as Lambda shows it to the caller.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::iter::successors;
use std::time::Duration;

use gateway_runtime::{GatewayError, Refused};
use lambda_runtime::Diagnostic;

use crate::serving::Operation;

/// Why an event got no answer: a stable type for machines, a message for people.
///
/// An operation that returns one as its error decides both; of any other error the type is `Gateway.OperationFailed`.
/// What caused an error is told to the log, not to the caller.
///
/// Lambda hands both to the caller as `errorType` and `errorMessage`. The types of this crate begin with `Gateway.`:
/// `Gateway.BadEvent`, and one for each code of a [`GatewayError`], such as `Gateway.UnknownOperation` for
/// `unknown_operation`.
///
/// ```
/// use gateway_lambda::Failure;
///
/// let failure = Failure::new("Orders.NotFound", "there is no order 17");
/// assert_eq!(failure.to_string(), "Orders.NotFound: there is no order 17");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    error_type: Cow<'static, str>,
    message: String,
    /// The texts of what caused it, the nearest first.
    causes: Vec<String>,
}

impl Failure {
    /// A failure of the program's own kind.
    pub fn new(error_type: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { error_type: error_type.into(), message: message.into(), causes: Vec::new() }
    }

    /// The event is not JSON, or not of a kind that is answered here. The message should name the shape that was
    /// found, never the content: it is logged.
    pub fn bad_event(message: impl Into<String>) -> Self {
        Self::new("Gateway.BadEvent", message)
    }

    /// The type of a panic, wherever it happened.
    pub(crate) const PANICKED: &str = "Gateway.Panicked";

    /// The type of an invocation that was ended before its deadline.
    pub(crate) const DEADLINE_EXCEEDED: &str = "Gateway.DeadlineExceeded";

    /// The type of an answer that Lambda would not take.
    pub(crate) const RESPONSE_TOO_LARGE: &str = "Gateway.ResponseTooLarge";

    /// The type of what a guard has refused.
    const REFUSED: &str = "Gateway.Refused";

    pub(crate) fn is_refusal(&self) -> bool {
        self.error_type == Self::REFUSED
    }

    pub(crate) fn is_panic(&self) -> bool {
        self.error_type == Self::PANICKED
    }

    /// The same, with the place in the source where it happened.
    pub(crate) fn at(mut self, place: &str) -> Self {
        self.message.push_str(" at ");
        self.message.push_str(place);
        self
    }

    /// The message with what caused it, for the log.
    pub(crate) fn chain(&self) -> Cow<'_, str> {
        match self.causes.as_slice() {
            [] => Cow::Borrowed(&self.message),
            causes => Cow::Owned(format!("{}: {}", self.message, causes.join(": "))),
        }
    }

    pub(crate) fn response_too_large(operation: Option<&Operation>, size: usize, limit: usize) -> Self {
        let message = format!(
            "{}its answer has {size} bytes, and Lambda takes {limit}: answer with a part, or with where the rest is",
            named(operation)
        );
        Self::new(Self::RESPONSE_TOO_LARGE, message)
    }

    pub(crate) fn deadline_exceeded(operation: Option<&Operation>, after: Duration) -> Self {
        let message = format!("{}no answer after {} ms, and the deadline is near", named(operation), after.as_millis());
        Self::new(Self::DEADLINE_EXCEEDED, message)
    }

    /// The stable type.
    pub fn error_type(&self) -> &str {
        &self.error_type
    }

    /// The message.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error_type, self.message)
    }
}

/// As [`Display`](fmt::Display): it is what `lambda_runtime` logs.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Failure {}

impl From<&Refused> for Failure {
    fn from(refused: &Refused) -> Self {
        Self::new(Self::REFUSED, refused.to_string())
    }
}

impl From<GatewayError> for Failure {
    fn from(error: GatewayError) -> Self {
        let source = error.source();
        if let Some(refused) = source.and_then(|source| source.downcast_ref::<Refused>()) {
            return refused.into();
        }
        let causes = successors(source.and_then(Error::source), |&cause| cause.source());
        let causes = causes.map(ToString::to_string).collect();
        if let Some(own) = source.and_then(|source| source.downcast_ref::<Self>()) {
            let operation = error.interface().zip(error.operation());
            let operation = operation.map(|(interface, operation)| Operation { interface, operation });
            let message = format!("{}{}", named(operation.as_ref()), own.message);
            return Self { error_type: own.error_type.clone(), message, causes };
        }
        let mut error_type = "Gateway.".to_owned();
        for word in error.code().split('_') {
            let (first, rest) = word.split_at(1);
            error_type.push_str(&first.to_ascii_uppercase());
            error_type.push_str(rest);
        }
        Self { error_type: error_type.into(), message: error.to_string(), causes }
    }
}

impl From<Failure> for Diagnostic {
    fn from(failure: Failure) -> Self {
        Self { error_type: failure.error_type.into_owned(), error_message: failure.message }
    }
}

fn named(operation: Option<&Operation>) -> String {
    operation.map(|operation| format!("operation `{operation}`: ")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use gateway_runtime::GatewayError;

    use super::Failure;

    #[derive(Debug)]
    struct SoldOut(std::num::ParseIntError);

    impl fmt::Display for SoldOut {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the stock is unknown")
        }
    }

    impl std::error::Error for SoldOut {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn the_causes_are_for_the_log() {
        let error = GatewayError::operation_failed(SoldOut("x".parse::<u8>().unwrap_err()));
        let failure = Failure::from(error);
        assert_eq!(failure.to_string(), "Gateway.OperationFailed: the stock is unknown");
        assert_eq!(failure.chain(), "the stock is unknown: invalid digit found in string");
    }

    #[test]
    fn the_type_is_the_code_in_lambdas_spelling() {
        let failure = Failure::from(GatewayError::invalid_request("it is no object"));
        assert_eq!(failure.error_type(), "Gateway.InvalidRequest");
        assert_eq!(failure.message(), "the request cannot be read: it is no object");
    }
}
