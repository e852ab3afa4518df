//! Notes, kept for a day in the cache: a small resource to read and write over HTTP.

use std::time::Duration;

use gateway_cores::cache::CacheError;
use gateway_runtime::{gateway_interface, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::gateway::*;

const KEPT: Duration = Duration::from_hours(24);

/// A note.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    name: Name,
    text: String,
}

/// The name of a note: 1 to 64 of `A-Z a-z 0-9 . _ -`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[A-Za-z0-9._-]{1,64}$"))]
pub struct Name(String);

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if (1..=64).contains(&name.len()) && name.bytes().all(allowed) {
            Ok(Self(name))
        } else {
            Err("1 to 64 of `A-Z a-z 0-9 . _ -`")
        }
    }
}

impl Name {
    fn key(&self) -> String {
        format!("notes/{}", self.0)
    }
}

/// Reads a note; nothing if there is none of that name.
#[gateway_op(interface = "notes", http = "GET /notes/{name}")]
pub fn read(name: Name) -> Option<Note> {
    let text = cache_get(&name.key())?.as_str()?.to_owned();
    Some(Note { name, text })
}

/// Writes a note, in place of one that has the same name.
///
/// # Errors
/// A text that is too large for the cache.
#[gateway_op(interface = "notes", http = "PUT /notes/{name}")]
pub fn write(name: Name, text: String) -> Result<Note, CacheError> {
    cache_set(&name.key(), text.as_str().into(), Some(KEPT))?;
    Ok(Note { name, text })
}

gateway_interface! { pub notes { read, write } }

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn names_are_short_and_plain() {
        for good in ["a", "A.b_c-9", &"x".repeat(64)] {
            assert!(Name::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in ["", "a/b", "a b", "ä", "a\0", &"x".repeat(65)] {
            assert!(Name::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
