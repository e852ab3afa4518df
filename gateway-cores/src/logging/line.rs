//! One line: the keys of Powertools in their order, then what the caller adds.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use gateway_runtime::Context;
use serde_json::{Map, Value};

use super::config::LogConfig;
use super::level::LogLevel;
use super::members::Members;
use crate::redact::RedactedMembers;

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

/// A caller's field of this name stands in the place of what the invocation has.
const CORRELATION: &str = "correlation_id";

/// Holds the caller's fields whose names are taken.
const CLASHING: &str = "fields";

/// These stand last in a line, whoever writes them.
const LAST: [&str; 3] = ["exception", "exception_name", "stack_trace"];

/// A field of a span, an event or a caller. The names of the first two live as long as the program.
pub(super) type Member = (Cow<'static, str>, Value);

/// All that one line says.
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
    /// The keys appended to every line.
    pub(super) keys: &'a Map<String, Value>,
    /// The caller's fields, from the general to the particular: a later one replaces an earlier of its name, and a key.
    pub(super) fields: [&'a [Member]; 2],
}

impl<'a> Line<'a> {
    /// The bytes of the line without the caller's fields and with the start of the message only, for a line of
    /// `length` bytes that is too long.
    pub(super) fn to_cut_bytes(self, length: usize) -> Vec<u8> {
        let end = self.message.char_indices().nth(CUT_MESSAGE).map_or(self.message.len(), |(at, _)| at);
        let none = Map::new();
        let own = [("truncated_bytes", Value::from(length))];
        Line { message: &self.message[..end], keys: &none, fields: [&[]; 2], own: &own, ..self }.to_bytes()
    }

    fn own(&self, key: &str) -> Option<&Value> {
        self.own.iter().find(|(own, _)| *own == key).map(|(_, value)| value)
    }

    /// The caller's fields by their names, and those whose names are taken.
    fn sorted(&self) -> (Vec<(&'a str, &'a Value)>, Map<String, Value>) {
        let [outer, inner] = self.fields;
        let keys = self.keys.iter().map(|(key, value)| (key.as_str(), value));
        let fields = outer.iter().chain(inner).map(|(key, value)| (&**key, value));
        let mut free: Vec<(&str, &Value)> = Vec::with_capacity(16);
        let mut clashing = Map::new();
        for (key, value) in keys.chain(fields) {
            match self.own(key) {
                Some(same) if same == value => {}
                None if !RESERVED.contains(&key) => match free.binary_search_by(|(known, _)| (*known).cmp(key)) {
                    Ok(at) => free[at].1 = value,
                    Err(at) => free.insert(at, (key, value)),
                },
                _ => _ = clashing.insert(key.to_owned(), value.clone()),
            }
        }
        free.retain(|(_, value)| !value.is_null());
        (free, clashing)
    }

    /// The bytes of the line, newline included.
    pub(super) fn to_bytes(self) -> Vec<u8> {
        let Self { config, cx, .. } = self;
        let (free, clashing) = self.sorted();
        let free_one = |key: &str| free.iter().find(|(known, _)| *known == key).map(|(_, value)| *value);
        let platform_filters = config.platform_level.is_some();
        let level = if platform_filters { self.level.platform_str() } else { self.level.as_str() };

        let mut line = Members::new();
        line.text("level", level);
        if let Some(location) = self.location {
            line.text("location", &location.to_string());
        }
        line.text("message", self.message);
        line.text("timestamp", Timestamp(self.timestamp).ascii().as_str());
        line.text("service", &config.service);
        line.optional_text("function_name", cx.function_name().or(config.function_name.as_deref()));
        line.optional("function_memory_size", cx.memory_limit_mb().or(config.memory_size));
        line.optional_text("function_arn", cx.function_arn());
        line.optional_text("function_request_id", cx.request_id());
        line.optional("cold_start", (!cx.is_empty()).then(|| cx.cold_start()));
        match free_one(CORRELATION) {
            Some(id) => line.redacted(CORRELATION, id),
            None => line.optional_text(CORRELATION, cx.correlation_id()),
        }
        line.optional_text("tenant_id", cx.tenant_id());
        for (key, value) in self.own.iter().filter(|(key, _)| !LAST.contains(key)) {
            line.redacted(key, value);
        }
        for (key, value) in free.iter().filter(|(key, _)| *key != CORRELATION && !LAST.contains(key)) {
            line.redacted(key, value);
        }
        if !clashing.is_empty() {
            line.json(CLASHING, &RedactedMembers(&clashing));
        }
        line.optional("sampling_rate", (self.sample_rate > 0.0).then_some(self.sample_rate));
        line.optional_text("xray_trace_id", cx.trace_id().map(root));
        for key in LAST {
            if let Some(value) = self.own(key).or_else(|| free_one(key)) {
                line.redacted(key, value);
            }
        }
        line.end()
    }
}

/// The trace id of an X-Ray header: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=..;Sampled=1`.
fn root(header: &str) -> &str {
    header.split(';').find_map(|part| part.trim().strip_prefix("Root=")).unwrap_or(header)
}

/// RFC 3339 in UTC with milliseconds: `2026-11-23T10:04:53.650Z`.
pub(super) struct Timestamp(pub(super) SystemTime);

impl Timestamp {
    /// Digit by digit: each line has one, and `write!` costs more than all the rest of it.
    fn ascii(&self) -> Ascii {
        let at = time::OffsetDateTime::from(self.0);
        let (year, month, day) = at.to_calendar_date();
        let (hour, minute, second, milli) = at.time().as_hms_milli();
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let mut put = |place: std::ops::Range<usize>, mut number: usize| {
            for digit in text[place].iter_mut().rev() {
                *digit = b"0123456789"[number % 10];
                number /= 10;
            }
        };
        put(0..4, usize::try_from(year).unwrap_or_default());
        put(5..7, u8::from(month).into());
        put(8..10, day.into());
        put(11..13, hour.into());
        put(14..16, minute.into());
        put(17..19, second.into());
        put(20..23, milli.into());
        Ascii(text)
    }
}

struct Ascii([u8; 24]);

impl Ascii {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only digits were put in")
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.ascii().as_str())
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
