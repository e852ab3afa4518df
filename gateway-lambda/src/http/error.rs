//! An operation's error that says its status.

use std::error::Error;
use std::fmt;

use http::StatusCode;

/// An error that is the client's to know: a status, and a text that is shown.
///
/// An operation returns it, or an error of its own whose [`source`](Error::source) it is, however deep. Any other error of
/// an operation is answered with `500` and without its text.
///
/// ```
/// use gateway_lambda::http::HttpError;
/// use gateway_runtime::gateway_op;
/// use http::StatusCode;
///
/// /// Cancels an order.
/// #[gateway_op(interface = "orders", http = "DELETE /orders/{id}")]
/// pub fn cancel(id: u32) -> Result<(), HttpError> {
///     Err(HttpError::new(StatusCode::CONFLICT, format!("order {id} has been sent")))
/// }
/// # fn main() {}
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpError {
    status: StatusCode,
    detail: String,
}

impl HttpError {
    /// An error with this status; the client is shown the detail.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into() }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What the client is shown.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The first in the sources of an error.
    pub(crate) fn behind<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e Self> {
        error.downcast_ref().or_else(|| Self::behind(error.source()?))
    }
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl Error for HttpError {}
