//! What the logger tells of itself.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::level::LogLevel;

/// What the logger did since the process began.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LogStats {
    /// The least severe level that is written.
    pub level: LogLevel,
    /// Lines written, by level; levels without any are left out.
    pub lines: BTreeMap<&'static str, u64>,
    /// Bytes written.
    pub bytes: u64,
    /// Lines that were kept for the case that their invocation fails.
    pub kept: u64,
    /// Kept lines that were written, because it did.
    pub flushed: u64,
    /// Kept lines that made room for newer ones.
    pub evicted: u64,
    /// Lines that did not fit under the cap, of their invocation or outside of any.
    pub capped: u64,
    /// Lines that the sink did not take.
    pub failed_writes: u64,
    /// Calls of `record_request`.
    pub requests: u64,
    /// Calls of `record_error`.
    pub errors: u64,
    /// The invocation that asks; absent outside of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invocation: Option<InvocationStats>,
}

/// What the logger did in one invocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InvocationStats {
    /// Bytes written.
    pub bytes: usize,
    /// Bytes that it may write.
    pub cap: usize,
    /// Lines that did not fit under the cap.
    pub capped: u64,
    /// Bytes of debug lines that are kept for the case that it fails.
    pub kept_bytes: usize,
    /// Whether it was drawn to write its debug lines.
    pub sampled: bool,
}

/// What became of a wish for another level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelChange {
    /// The level that holds now.
    pub level: LogLevel,
    /// Whether it is not the level asked for, because `AWS_LAMBDA_LOG_LEVEL` is set and wins.
    pub limited_by_platform: bool,
}
