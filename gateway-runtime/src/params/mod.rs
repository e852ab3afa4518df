//! From JSON parameters to the arguments of a function.
//!
//! Decoding is synchronous and over before anything of the operation runs. [`members`] splits the object once, without
//! building anything; each argument is then read from its own piece of text, so every bad one is reported at once.

mod arguments;
mod duration;
mod locate;
mod members;
mod parameter;
mod problem;

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

pub use arguments::Arguments;
pub use duration::duration_from_text;
pub use members::Object;
pub(crate) use members::{Key, Members, Raw, SyntaxError};
#[cfg(not(feature = "schema"))]
pub use parameter::Described;
pub(crate) use parameter::read_string;
pub use parameter::{Base64, OptionalBase64, OptionalText, Parameter, Text};
pub use problem::Problem;

use crate::error::GatewayError;

/// The parameters of one call: a JSON object.
///
/// Anything that is [`Into<Params>`] can be passed where parameters are expected: JSON text or bytes, a
/// [`serde_json::Value`], `()` for none.
///
/// ```
/// use gateway_runtime::Params;
/// use serde_json::json;
///
/// let borrowed = Params::json(r#"{"key": "k"}"#);
/// let owned = Params::of(&json!({"key": "k"}));
/// let none = Params::none();
/// ```
#[derive(Debug)]
pub struct Params<'a>(Source<'a>);

#[derive(Debug)]
enum Source<'a> {
    None,
    Text(Cow<'a, str>),
    Bytes(&'a [u8]),
    /// The parameters of a request, where they stand in it.
    Object(Object<'a>),
    /// A value that does not serialise; it is reported where the parameters are used.
    Failed(String),
}

impl<'a> Params<'a> {
    /// No parameters.
    pub const fn none() -> Self {
        Self(Source::None)
    }

    /// JSON text or bytes, borrowed. They are checked when the call is made.
    #[inline]
    pub fn json(json: impl Into<Params<'a>>) -> Self {
        json.into()
    }

    /// A value that serialises to a JSON object.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        Self(match serde_json::to_string(value) {
            Ok(text) => Source::Text(Cow::Owned(text)),
            Err(error) => Source::Failed(error.to_string()),
        })
    }

    /// The parameters of a request.
    #[inline]
    pub(crate) fn object(object: Object<'a>) -> Self {
        Self(Source::Object(object))
    }

    /// The object, or nothing when there are no parameters.
    #[inline]
    pub(crate) fn as_object(&self) -> Result<Option<Object<'_>>, GatewayError> {
        match &self.0 {
            Source::None => Ok(None),
            Source::Object(object) => Ok(Some(*object)),
            Source::Text(text) => Ok(Some(Object::whole(text))),
            Source::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(Some(Object::whole(text))),
                Err(error) => Err(not_utf8(error)),
            },
            Source::Failed(error) => Err(GatewayError::invalid_request(error.as_str())),
        }
    }
}

#[cold]
pub(crate) fn not_utf8(error: std::str::Utf8Error) -> GatewayError {
    GatewayError::invalid_request(format!("expected UTF-8, found another byte at offset {}", error.valid_up_to()))
}

impl From<()> for Params<'_> {
    fn from((): ()) -> Self {
        Self::none()
    }
}

impl<'a> From<&'a str> for Params<'a> {
    #[inline]
    fn from(text: &'a str) -> Self {
        Self(Source::Text(Cow::Borrowed(text)))
    }
}

impl<'a> From<&'a String> for Params<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl<'a> From<&'a [u8]> for Params<'a> {
    #[inline]
    fn from(bytes: &'a [u8]) -> Self {
        Self(Source::Bytes(bytes))
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Params<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl<'a> From<&'a Vec<u8>> for Params<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl From<String> for Params<'_> {
    fn from(text: String) -> Self {
        Self(Source::Text(Cow::Owned(text)))
    }
}

impl From<Value> for Params<'_> {
    fn from(value: Value) -> Self {
        Self::of(&value)
    }
}

impl From<&Value> for Params<'_> {
    fn from(value: &Value) -> Self {
        Self::of(value)
    }
}
