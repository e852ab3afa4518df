//! One line: the keys of Powertools in their order, then what the caller adds.

use std::collections::BTreeMap;
use std::fmt;
use std::time::SystemTime;

use gateway_runtime::Context;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::config::LogConfig;
use super::level::LogLevel;
use crate::redact::{RedactedMembers, redacted_entry};

/// Characters of the message that a line keeps when it is cut.
const CUT_MESSAGE: usize = 1_024;

/// The keys that only the logger writes; a caller's field of such a name moves into the object [`CLASHING`].
const RESERVED: [&str; 15] = [
    "level",
    "location",
    "message",
    "timestamp",
    "service",
    "function_name",
    "function_memory_size",
    "function_arn",
    "function_request_id",
    "cold_start",
    "tenant_id",
    "sampling_rate",
    "xray_trace_id",
    "truncated_bytes",
    CLASHING,
];

/// Holds the caller's fields whose names are taken.
const CLASHING: &str = "fields";

/// These stand last in a line, whoever writes them.
const LAST: [&str; 3] = ["exception", "exception_name", "stack_trace"];

/// All that one line says. Serialising it gives the line, without its newline.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) level: LogLevel,
    pub(super) location: Option<&'a dyn fmt::Display>,
    pub(super) message: &'a str,
    pub(super) timestamp: SystemTime,
    pub(super) config: &'a LogConfig,
    pub(super) sample_rate: f64,
    pub(super) cx: &'a Context,
    /// The keys of the operation that writes, which a caller's field cannot replace either.
    pub(super) own: &'a [(&'static str, Value)],
    /// The caller's fields, from the general to the particular: a later one replaces an earlier of its name.
    pub(super) fields: [&'a Map<String, Value>; 3],
}

impl Line<'_> {
    /// The bytes of the line, newline included.
    pub(super) fn to_bytes(self) -> Vec<u8> {
        to_bytes(&self)
    }

    /// The bytes of the line without the caller's fields and with the start of the message only, for a line of
    /// `length` bytes that is too long.
    pub(super) fn to_cut_bytes(self, length: usize) -> Vec<u8> {
        let end = self.message.char_indices().nth(CUT_MESSAGE).map_or(self.message.len(), |(at, _)| at);
        let none = Map::new();
        let own = [("truncated_bytes", Value::from(length))];
        to_bytes(&Line { message: &self.message[..end], fields: [&none; 3], own: &own, ..self })
    }

    fn own(&self, key: &str) -> Option<&Value> {
        self.own.iter().find(|(own, _)| *own == key).map(|(_, value)| value)
    }
}

fn to_bytes(line: &Line<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(512);
    serde_json::to_writer(&mut bytes, line).expect("texts, numbers and JSON values can always be written as JSON");
    bytes.push(b'\n');
    bytes
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { config, cx, .. } = self;
        let mut free: BTreeMap<&str, &Value> = BTreeMap::new();
        let mut clashing = Map::new();
        for (key, value) in self.fields.into_iter().flatten() {
            match self.own(key) {
                Some(same) if same == value => {}
                None if !RESERVED.contains(&key.as_str()) => _ = free.insert(key, value),
                _ => _ = clashing.insert(key.clone(), value.clone()),
            }
        }
        free.retain(|_, value| !value.is_null());

        let mut map = serializer.serialize_map(None)?;
        let platform_filters = config.platform_level.is_some();
        let level = if platform_filters { self.level.platform_str() } else { self.level.as_str() };
        map.serialize_entry("level", level)?;
        if let Some(location) = self.location {
            map.serialize_entry("location", &Text(location))?;
        }
        map.serialize_entry("message", self.message)?;
        map.serialize_entry("timestamp", &Text(&Timestamp(self.timestamp)))?;
        map.serialize_entry("service", &config.service)?;
        optional(&mut map, "function_name", cx.function_name().or(config.function_name.as_deref()))?;
        optional(&mut map, "function_memory_size", cx.memory_limit_mb().or(config.memory_size))?;
        optional(&mut map, "function_arn", cx.function_arn())?;
        optional(&mut map, "function_request_id", cx.request_id())?;
        optional(&mut map, "cold_start", (!cx.is_empty()).then(|| cx.cold_start()))?;
        match free.remove("correlation_id") {
            Some(id) => redacted_entry(&mut map, "correlation_id", id)?,
            None => optional(&mut map, "correlation_id", cx.correlation_id())?,
        }
        optional(&mut map, "tenant_id", cx.tenant_id())?;
        let last = LAST.map(|key| (key, free.remove(key)));
        for (key, value) in self.own.iter().filter(|(key, _)| !LAST.contains(key)) {
            redacted_entry(&mut map, key, value)?;
        }
        for (key, value) in free {
            redacted_entry(&mut map, key, value)?;
        }
        if !clashing.is_empty() {
            map.serialize_entry(CLASHING, &RedactedMembers(&clashing))?;
        }
        optional(&mut map, "sampling_rate", (self.sample_rate > 0.0).then_some(self.sample_rate))?;
        optional(&mut map, "xray_trace_id", cx.trace_id().map(root))?;
        for (key, value) in last {
            if let Some(value) = self.own(key).or(value) {
                redacted_entry(&mut map, key, value)?;
            }
        }
        map.end()
    }
}

fn optional<M: SerializeMap>(map: &mut M, key: &str, value: Option<impl Serialize>) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, &value))
}

/// The trace id of an X-Ray header: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=..;Sampled=1`.
fn root(header: &str) -> &str {
    header.split(';').find_map(|part| part.trim().strip_prefix("Root=")).unwrap_or(header)
}

struct Text<'a>(&'a dyn fmt::Display);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// RFC 3339 in UTC with milliseconds: `2026-11-23T10:04:53.650Z`.
pub(super) struct Timestamp(pub(super) SystemTime);

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = time::OffsetDateTime::from(self.0);
        let (year, month, day) = at.to_calendar_date();
        let (hour, minute, second, milli) = at.time().as_hms_milli();
        write!(f, "{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z", u8::from(month))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn a_timestamp_has_milliseconds_and_is_utc() {
        let at = |millis| Timestamp(UNIX_EPOCH + Duration::from_millis(millis)).to_string();
        assert_eq!(at(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(at(1_709_210_096_007), "2024-02-29T12:34:56.007Z");
    }

    #[test]
    fn a_trace_id_is_the_root_of_its_header() {
        assert_eq!(root("Self=1-67-1;Root=1-5759e988-bd86; Parent=53;Sampled=1"), "1-5759e988-bd86");
        assert_eq!(root("1-5759e988-bd86"), "1-5759e988-bd86");
    }
}
