//! What is wrong with a value.

use std::error::Error;
use std::fmt;

use gateway_runtime::Problem;
use serde::Serialize;

/// Why a value was refused: what it is, what was expected, what was found. All that is wrong with it, at once.
///
/// The value itself is never told, as it can be a secret or an attack on whoever reads the log.
///
/// ```
/// use gateway_cores::security::validate_email;
///
/// let error = validate_email("ada@").unwrap_err();
/// assert_eq!(error.to_string(), "`email`: expected a domain after the `@`, found nothing");
/// assert_eq!(error.problems()[0].path(), "email");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ValidationError(Vec<Problem>);

impl ValidationError {
    /// What is wrong; there is at least one thing.
    pub fn problems(&self) -> &[Problem] {
        &self.0
    }

    pub(super) fn one(path: &str, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self(vec![Problem::new(path, expected, found)])
    }

    /// Fine, if there is no problem.
    pub(super) fn unless_none(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self(problems)) }
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().enumerate().try_for_each(|(index, problem)| {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{problem}")
        })
    }
}

impl Error for ValidationError {}
