//! A value that nothing prints.

use std::fmt;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

#[cfg(feature = "schema")]
use crate::schema::{Schema, SchemaGenerator};

/// What stands where the value would.
const MASK: &str = "***";

/// A value that is read and used, but never shown: a password, a token, a key.
///
/// `Debug` writes `Secret(***)`, and serialising writes `"***"`: a log line, an error or an answer that holds a secret by
/// accident does not tell it. There is no `Display`. What needs the value says so by [`expose`](Self::expose), which is
/// easy to look for.
///
/// The memory of the value is overwritten when it is dropped. That is true of this copy only: the bytes that it was read
/// from (an event, the environment of the process) are not ours.
///
/// Comparing two secrets takes a time that depends on their lengths, not on how many bytes agree.
///
/// It is a parameter type of operations, and its JSON Schema has `format: password` and `writeOnly`.
///
/// ```
/// use gateway_runtime::Secret;
///
/// let token: Secret = serde_json::from_str(r#""hunter2""#).unwrap();
/// assert_eq!(format!("{token:?}"), "Secret(***)");
/// assert_eq!(serde_json::to_string(&token).unwrap(), r#""***""#);
/// assert_eq!(token.expose(), "hunter2");
/// assert!(token == Secret::from("hunter2"));
/// ```
pub struct Secret<T: Zeroize = String>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes a value that is to be shown no more.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, for the one place that uses it.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({MASK})")
    }
}

/// In constant time, but for the lengths.
impl<T: Zeroize + AsRef<[u8]>> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().ct_eq(other.0.as_ref()).into()
    }
}

impl<T: Zeroize + AsRef<[u8]>> Eq for Secret<T> {}

impl<T: Zeroize> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(MASK)
    }
}

impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

/// The schema of the value, marked as a password that is written and never read back (JSON Schema, [`writeOnly`]).
///
/// [`writeOnly`]: https://json-schema.org/draft/2020-12/json-schema-validation#section-9.4
#[cfg(feature = "schema")]
impl<T: Zeroize + JsonSchema> JsonSchema for Secret<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Secret_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.insert("format".to_owned(), "password".into());
        schema.insert("writeOnly".to_owned(), true.into());
        schema
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Login {
        user: String,
        password: Secret,
        pin: Option<Secret<Vec<u8>>>,
    }

    #[test]
    fn nothing_that_writes_a_struct_writes_its_secrets() {
        let login: Login = serde_json::from_str(r#"{"user":"ada","password":"canary","pin":[7,7]}"#).unwrap();
        assert_eq!(
            (login.password.expose().as_str(), login.pin.as_ref().unwrap().expose().as_slice()),
            ("canary", &[7, 7][..])
        );
        assert_eq!(format!("{login:?}"), r#"Login { user: "ada", password: Secret(***), pin: Some(Secret(***)) }"#);
        assert_eq!(format!("{:#?}", login.password), "Secret(***)");
        let json = serde_json::to_string(&login).unwrap();
        assert_eq!(json, r#"{"user":"ada","password":"***","pin":"***"}"#);
    }

    #[test]
    fn a_wrong_value_is_not_quoted() {
        let error = serde_json::from_str::<Secret>("4711").unwrap_err();
        let raw = "4711";
        let problem = crate::params::Problem::from_json(raw, &error).to_string();
        assert!(!problem.contains("4711"), "{problem}");
    }

    #[test]
    fn secrets_are_equal_as_their_values_are() {
        assert_eq!(Secret::from("abc"), Secret::from("abc"));
        for other in ["", "ab", "abd", "abcd"] {
            assert_ne!(Secret::from("abc"), Secret::from(other), "{other}");
        }
        assert_eq!(Secret::new([1_u8, 2]), Secret::new([1, 2]));
    }

    #[test]
    fn the_value_is_overwritten_when_it_is_dropped() {
        use std::sync::atomic::{AtomicBool, Ordering};

        static OVERWRITTEN: AtomicBool = AtomicBool::new(false);
        struct Told;
        impl Zeroize for Told {
            fn zeroize(&mut self) {
                OVERWRITTEN.store(true, Ordering::Relaxed);
            }
        }
        drop(Secret::new(Told));
        assert!(OVERWRITTEN.load(Ordering::Relaxed));
    }

    #[cfg(feature = "schema")]
    #[test]
    fn the_schema_is_that_of_a_password() {
        let schema = crate::schema::generator().into_root_schema_for::<Secret>();
        let schema = serde_json::to_value(schema).unwrap();
        assert_eq!((&schema["type"], &schema["format"]), (&"string".into(), &"password".into()));
        assert_eq!(schema["writeOnly"], true);
    }
}
