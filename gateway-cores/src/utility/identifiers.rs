//! Identifiers: fresh ones, and the one that ties a request's records together.

use gateway_runtime::{Context, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which kind of UUID to make (RFC 9562).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum UuidVersion {
    /// Random, section 5.4: tells nothing.
    #[default]
    V4,
    /// Time first, then random, section 5.7: sorts by the time it was made, which is good for database keys.
    V7,
}

/// Makes a new UUID, lower case with hyphens; version 4 unless asked for 7.
///
/// ```
/// use gateway_cores::utility::{UuidVersion, new_uuid};
///
/// assert_ne!(new_uuid(UuidVersion::V4), new_uuid(UuidVersion::V4));
/// let (first, second) = (new_uuid(UuidVersion::V7), new_uuid(UuidVersion::V7));
/// assert!(first < second);
/// ```
#[gateway_op(interface = "utility", name = "uuid")]
pub fn new_uuid(#[op(default = UuidVersion::V4)] version: UuidVersion) -> String {
    match version {
        UuidVersion::V4 => Uuid::new_v4(),
        UuidVersion::V7 => Uuid::now_v7(),
    }
    .to_string()
}

/// The id that ties this request to its records: the event's own correlation id, or the request id, or, outside a
/// request, a new UUID at each call.
///
/// ```
/// use gateway_cores::utility::correlation_id;
/// use gateway_runtime::Context;
///
/// let cx = Context::builder().request_id("8476a536").build();
/// assert_eq!(correlation_id(&cx), "8476a536");
/// assert_eq!(correlation_id(&Context::default()).len(), 36);
/// ```
#[gateway_op(interface = "utility")]
pub fn correlation_id(#[inject] cx: &Context) -> String {
    cx.correlation_id().map_or_else(|| new_uuid(UuidVersion::V4), str::to_owned)
}

#[cfg(test)]
mod tests {
    use gateway_runtime::Context;
    use uuid::{Uuid, Variant};

    use super::{UuidVersion, correlation_id, new_uuid};

    #[test]
    fn version_and_variant_are_the_ones_asked_for() {
        for (version, number) in [(UuidVersion::V4, 4), (UuidVersion::V7, 7)] {
            let text = new_uuid(version);
            let uuid = Uuid::parse_str(&text).unwrap();
            assert_eq!((uuid.get_version_num(), uuid.get_variant()), (number, Variant::RFC4122));
            assert_eq!(uuid.hyphenated().to_string(), text);
        }
    }

    #[test]
    fn version_7_sorts_by_creation() {
        let made: Vec<_> = (0..1000).map(|_| new_uuid(UuidVersion::V7)).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn the_events_own_correlation_id_comes_first() {
        let cx = Context::builder().request_id("request").correlation_id("correlation").build();
        assert_eq!(correlation_id(&cx), "correlation");
        assert_ne!(correlation_id(&Context::default()), correlation_id(&Context::default()));
    }
}
