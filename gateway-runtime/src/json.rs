//! The answer of a call that goes by name: JSON text.

use std::fmt;
use std::io;

use serde::de::DeserializeOwned;
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::GatewayError;

/// An operation's result as JSON text. A short one, such as `null`, `true` or a number, is kept without an allocation.
///
/// ```
/// use gateway_runtime::Json;
///
/// let json = Json::of(&[1, 2]).unwrap();
/// assert_eq!(json.as_str(), "[1,2]");
/// assert_eq!(json.decode::<Vec<u8>>().unwrap(), [1, 2]);
/// ```
#[derive(Clone)]
pub struct Json(Text);

/// As much as fits beside the tag without making the type larger than a `String` and a word.
const INLINE: usize = 23;

#[derive(Clone)]
enum Text {
    Inline {
        length: u8,
        bytes: [u8; INLINE],
    },
    Heap(Vec<u8>),
    /// As `serde_json` made it: it is not read again when it becomes part of another text.
    Raw(Box<RawValue>),
}

impl Json {
    /// Writes a value as JSON.
    ///
    /// # Errors
    /// `invalid_output` if the value cannot be JSON, such as a map whose keys are not text.
    #[inline]
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, GatewayError> {
        let mut text = Text::Inline { length: 0, bytes: [0; INLINE] };
        match serde_json::to_writer(&mut text, value) {
            Ok(()) => Ok(Self(text)),
            Err(error) => Err(GatewayError::invalid_output(error)),
        }
    }

    /// The text as bytes.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Text::Inline { length, bytes } => &bytes[..usize::from(*length)],
            Text::Heap(bytes) => bytes,
            Text::Raw(raw) => raw.get().as_bytes(),
        }
    }

    /// The text.
    #[expect(clippy::missing_panics_doc, reason = "serde_json writes nothing but UTF-8")]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).expect("serde_json writes nothing but UTF-8")
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.into()
    }

    /// The text as a tree.
    #[expect(clippy::missing_panics_doc, reason = "it was written by serde_json")]
    pub fn to_value(&self) -> serde_json::Value {
        self.decode().expect("a Json holds what serde_json wrote")
    }

    /// The text read as a `T`.
    ///
    /// # Errors
    /// `serde_json`'s, if the text has another shape.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(self.as_bytes())
    }
}

impl io::Write for Text {
    #[inline]
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        self.write_all(more).map(|()| more.len())
    }

    #[inline]
    fn write_all(&mut self, more: &[u8]) -> io::Result<()> {
        match self {
            Self::Inline { length, bytes } => {
                let start = usize::from(*length);
                match bytes.get_mut(start..start + more.len()) {
                    Some(place) => {
                        place.copy_from_slice(more);
                        #[expect(clippy::cast_possible_truncation, reason = "it is not above INLINE")]
                        let end = (start + more.len()) as u8;
                        *length = end;
                    }
                    None => self.spill(more),
                }
            }
            Self::Heap(bytes) => bytes.extend_from_slice(more),
            Self::Raw(_) => unreachable!("nothing is written behind a text that is whole"),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Text {
    #[cold]
    fn spill(&mut self, more: &[u8]) {
        let Self::Inline { length, bytes } = self else { unreachable!("only an inline text is too small") };
        let mut heap = Vec::with_capacity(128.max(INLINE + more.len()));
        heap.extend_from_slice(&bytes[..usize::from(*length)]);
        heap.extend_from_slice(more);
        *self = Self::Heap(heap);
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Json {}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Text::Raw(raw) = &self.0 {
            return raw.serialize(serializer);
        }
        serde_json::from_slice::<&RawValue>(self.as_bytes()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl From<Box<RawValue>> for Json {
    fn from(raw: Box<RawValue>) -> Self {
        Self(Text::Raw(raw))
    }
}

impl From<Json> for Vec<u8> {
    fn from(json: Json) -> Self {
        match json.0 {
            Text::Inline { length, bytes } => bytes[..usize::from(length)].to_vec(),
            Text::Heap(bytes) => bytes,
            Text::Raw(raw) => Box::<str>::from(raw).into_string().into_bytes(),
        }
    }
}

impl From<Json> for String {
    fn from(json: Json) -> Self {
        Self::from_utf8(json.into()).expect("serde_json writes nothing but UTF-8")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{INLINE, Json};

    proptest! {
        #[test]
        fn is_what_serde_json_writes_whether_short_or_long(values in prop::collection::vec(any::<String>(), 0..4)) {
            let json = Json::of(&values).unwrap();
            let expected = serde_json::to_string(&values).unwrap();
            prop_assert_eq!(json.as_str(), &expected);
            prop_assert_eq!(json.decode::<Vec<String>>().unwrap(), values);
            prop_assert_eq!(json.into_string(), expected);
        }
    }

    #[test]
    fn the_last_inline_byte_and_the_first_on_the_heap() {
        for length in INLINE - 4..INLINE + 2 {
            let text = "x".repeat(length);
            assert_eq!(Json::of(&text).unwrap().into_string(), format!("{text:?}"));
        }
    }
}
