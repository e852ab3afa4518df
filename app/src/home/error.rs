//! Why Home Assistant gave no answer.

use std::error::Error;
use std::fmt;

use gateway_http::{HttpClientError, HttpClientErrorKind, TlsFailure};

/// Why there is no answer of Home Assistant. The text is for the log: it holds no token, and nothing that was sent.
#[derive(Clone, Debug)]
pub struct HomeError {
    trouble: Trouble,
    text: String,
}

/// What kind of trouble it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A setting is missing, or cannot be used.
    Unset,
    /// There is no token to ask with.
    NoToken,
    /// No answer came: refused, reset, out of time, no TLS.
    Unreachable,
    /// What came is no answer that could be read.
    Unreadable,
}

impl HomeError {
    /// An error with its text.
    pub fn new(trouble: Trouble, text: impl Into<String>) -> Self {
        Self { trouble, text: text.into() }
    }

    /// What kind of trouble it is.
    pub fn trouble(&self) -> Trouble {
        self.trouble
    }
}

impl From<&HttpClientError> for HomeError {
    fn from(error: &HttpClientError) -> Self {
        use HttpClientErrorKind as Kind;
        let trouble = match error.kind() {
            Kind::BadUrl | Kind::BadRequest | Kind::BadSettings => Trouble::Unset,
            Kind::TooLarge | Kind::BadEncoding | Kind::BadResponse | Kind::BadJson => Trouble::Unreadable,
            _ => Trouble::Unreachable,
        };
        let help = match error.kind() {
            Kind::Tls(TlsFailure::UnknownIssuer | TlsFailure::SelfSigned) => {
                "; send the whole chain (`fullchain.pem`), or put a private authority into `HOME_ASSISTANT_EXTRA_ROOTS`"
            }
            Kind::Tls(TlsFailure::NotTls) => "; is it `http://` that Home Assistant speaks at this port?",
            _ => "",
        };
        Self::new(trouble, format!("{error}{help}"))
    }
}

impl fmt::Display for HomeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for HomeError {}
