//! How one argument is read from its own piece of JSON.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::ops::Deref;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor, value};

use super::duration;
use super::members::Raw;
use super::problem::{Problem, kind_of_raw};
#[cfg(feature = "schema")]
use crate::schema::{Schema, SchemaGenerator};

/// A type that an operation can take from JSON.
///
/// Every owned type that implements [`serde::Deserialize`] (and, with feature `schema`, `schemars::JsonSchema`) is one;
/// [`Text`] and [`Base64`] stand for `&str` and `&[u8]`. A [`Duration`] is a number of seconds or text such as `"5m"`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an operation parameter",
    label = "no operation can take this from JSON",
    note = "derive `serde::Deserialize` and `schemars::JsonSchema` for it, or mark a core with `#[inject]`"
)]
pub trait Parameter<'a>: Sized {
    /// Reads the argument; `None` when the parameter is absent.
    ///
    /// # Errors
    /// What was expected and found, with the path inside this value.
    fn decode(raw: Option<Raw<'a>>) -> Result<Self, Box<Problem>>;

    /// The JSON Schema of the parameter.
    #[cfg(feature = "schema")]
    fn schema(generator: &mut SchemaGenerator) -> Schema;
}

#[cfg(feature = "schema")]
use schemars::JsonSchema as Described;

/// Without feature `schema` no description is asked of a type.
#[cfg(not(feature = "schema"))]
#[doc(hidden)]
pub trait Described {}
#[cfg(not(feature = "schema"))]
impl<T: ?Sized> Described for T {}

#[diagnostic::do_not_recommend]
impl<'a, T: DeserializeOwned + Described + 'static> Parameter<'a> for T {
    #[inline]
    fn decode(raw: Option<Raw<'a>>) -> Result<Self, Box<Problem>> {
        let Some(raw) = raw else { return absent() };
        if is_duration::<T>() {
            return decode_duration(raw.text());
        }
        if TypeId::of::<T>() == TypeId::of::<String>() {
            return read_string(raw).map(|text| cast(text.into_owned()).expect("the type is a String: it was asked"));
        }
        match serde_json::from_str(raw.text()) {
            Ok(value) => Ok(value),
            Err(error) => Err(Problem::from_json(raw.text(), &error)),
        }
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut SchemaGenerator) -> Schema {
        if is_duration::<T>() {
            return schemars::json_schema!({
                "type": ["number", "string"],
                "description": "seconds, or text such as \"300ms\", \"30s\", \"5m\", \"2h\", \"1d\"",
                "minimum": 0,
                "pattern": "^[0-9]+(ms|s|m|h|d)$"
            });
        }
        generator.subschema_for::<T>()
    }
}

/// An absent parameter is what serde makes of an absent field: `None` for an `Option` (also under an alias), else an
/// error.
#[cold]
fn absent<T: DeserializeOwned>() -> Result<T, Box<Problem>> {
    T::deserialize(Absent).map_err(|_| Problem::missing(""))
}

struct Absent;

impl<'de> Deserializer<'de> for Absent {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("absent"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_none()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// serde's own form of a `Duration`, `{"secs": .., "nanos": ..}`, is nothing that a person would write. The type is
/// told by its id, so that an alias is one too.
fn is_duration<T: 'static>() -> bool {
    TypeId::of::<T>() == TypeId::of::<Duration>() || TypeId::of::<T>() == TypeId::of::<Option<Duration>>()
}

/// A value as a `T`, if that is its type.
#[inline]
fn cast<V: 'static, T: 'static>(value: V) -> Option<T> {
    (&mut Some(value) as &mut dyn Any).downcast_mut::<Option<T>>().and_then(Option::take)
}

#[cold]
fn decode_duration<T: 'static>(raw: &str) -> Result<T, Box<Problem>> {
    let duration = match raw {
        "null" if TypeId::of::<T>() == TypeId::of::<Option<Duration>>() => None,
        raw => Some(duration::parse(raw)?),
    };
    let value = duration.and_then(cast).or_else(|| cast(duration));
    Ok(value.expect("the type is a Duration or an optional one: it was asked before"))
}

/// A `&str` parameter: borrowed from the JSON, or owned when it was written with escapes.
#[derive(Debug)]
pub struct Text<'a>(Cow<'a, str>);

/// Reads a JSON string. One without escapes is borrowed as it stands.
#[inline]
pub(crate) fn read_string(raw: Raw<'_>) -> Result<Cow<'_, str>, Box<Problem>> {
    match raw.plain() {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => unescape(raw.text()),
    }
}

#[cold]
fn unescape(raw: &str) -> Result<Cow<'_, str>, Box<Problem>> {
    match serde_json::from_str(raw) {
        Ok(text) => Ok(Cow::Owned(text)),
        Err(error) => Err(Problem::from_json(raw, &error)),
    }
}

impl<'a> Text<'a> {
    #[inline]
    fn read(raw: Raw<'a>) -> Result<Self, Box<Problem>> {
        read_string(raw).map(Self)
    }
}

impl Deref for Text<'_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> Parameter<'a> for Text<'a> {
    #[inline]
    fn decode(raw: Option<Raw<'a>>) -> Result<Self, Box<Problem>> {
        raw.map_or_else(|| Err(Problem::missing("a string")), Self::read)
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<str>()
    }
}

/// An `Option<&str>` parameter, and a `&str` with a default.
#[derive(Debug)]
pub struct OptionalText<'a>(Option<Text<'a>>);

impl OptionalText<'_> {
    /// The text, if there is one.
    #[inline]
    pub fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl<'a> Parameter<'a> for OptionalText<'a> {
    #[inline]
    fn decode(raw: Option<Raw<'a>>) -> Result<Self, Box<Problem>> {
        match raw {
            None => Ok(Self(None)),
            Some(raw) if raw.text() == "null" => Ok(Self(None)),
            Some(raw) => Text::read(raw).map(|text| Self(Some(text))),
        }
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Option<String>>()
    }
}

/// A `&[u8]` parameter: base64 in JSON (RFC 4648, section 4).
#[derive(Debug)]
pub struct Base64(Vec<u8>);

impl Base64 {
    fn read(raw: Raw<'_>) -> Result<Self, Box<Problem>> {
        let problem = |found: &str| Box::new(Problem::new("", "a string of base64", found));
        let text = Text::read(raw).map_err(|_| problem(kind_of_raw(raw.text())))?;
        BASE64_STANDARD.decode(text.as_bytes()).map(Self).map_err(|error| match error {
            base64::DecodeError::InvalidByte(offset, _) => problem(&format!("another character at offset {offset}")),
            _ => problem("an incomplete one"),
        })
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl<'a> Parameter<'a> for Base64 {
    fn decode(raw: Option<Raw<'a>>) -> Result<Self, Box<Problem>> {
        raw.map_or_else(|| Err(Problem::missing("a string of base64")), Self::read)
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "contentEncoding": "base64" })
    }
}

/// An `Option<&[u8]>` parameter, and a `&[u8]` with a default.
#[derive(Debug)]
pub struct OptionalBase64(Option<Base64>);

impl OptionalBase64 {
    /// The bytes, if there are any.
    pub fn as_deref(&self) -> Option<&[u8]> {
        self.0.as_deref()
    }
}

impl<'a> Parameter<'a> for OptionalBase64 {
    fn decode(raw: Option<Raw<'a>>) -> Result<Self, Box<Problem>> {
        match raw {
            None => Ok(Self(None)),
            Some(raw) if raw.text() == "null" => Ok(Self(None)),
            Some(raw) => Base64::read(raw).map(|bytes| Self(Some(bytes))),
        }
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["string", "null"], "contentEncoding": "base64" })
    }
}
