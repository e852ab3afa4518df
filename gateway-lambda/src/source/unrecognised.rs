//! An event that no source sends.

use std::error::Error;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Why an event was not recognised: its shape, or the place where it ceases to be JSON.
///
/// It names the first eight members, each cut to forty characters, and the kinds of their values, never a value. So it
/// can be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unrecognised(Shape);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    NotJson { line: usize, column: usize },
    Object { members: Vec<(String, &'static str)>, more: usize },
    Other(&'static str),
}

const MOST_MEMBERS: usize = 8;
const LONGEST_NAME: usize = 40;

impl Unrecognised {
    /// Reads the event once more, since nothing was built the first time.
    #[cold]
    pub(super) fn describe(event: &[u8]) -> Self {
        Self(match serde_json::from_slice::<&RawValue>(event) {
            Err(error) => Shape::NotJson { line: error.line(), column: error.column() },
            Ok(raw) => match kind(raw) {
                "object" => serde_json::from_str(raw.get()).unwrap_or(Shape::Other("object")),
                kind => Shape::Other(kind),
            },
        })
    }
}

fn kind(raw: &RawValue) -> &'static str {
    match raw.get().as_bytes().first() {
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ => "number",
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Shape;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
                let mut members = Vec::new();
                while members.len() < MOST_MEMBERS {
                    let Some((name, value)) = map.next_entry::<String, &RawValue>()? else { break };
                    members.push((name.chars().take(LONGEST_NAME).collect(), kind(value)));
                }
                let mut more = 0;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    more += 1;
                }
                Ok(Shape::Object { members, more })
            }
        }

        deserializer.deserialize_map(Members)
    }
}

impl fmt::Display for Unrecognised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Shape::NotJson { line, column } => write!(f, "the event is not JSON: line {line}, column {column}"),
            Shape::Other(kind) => write!(f, "the event is of no known source: {} {kind}", article(kind)),
            Shape::Object { members, .. } if members.is_empty() => {
                f.write_str("the event is of no known source: an empty object")
            }
            Shape::Object { members, more } => {
                f.write_str("the event is of no known source: an object of ")?;
                for (index, (name, kind)) in members.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}`{}` ({kind})", name.escape_debug())?;
                }
                if *more > 0 {
                    write!(f, " and {more} more")?;
                }
                Ok(())
            }
        }
    }
}

fn article(kind: &str) -> &'static str {
    match kind {
        "array" | "object" => "an",
        "null" => "a bare",
        _ => "a",
    }
}

impl Error for Unrecognised {}
