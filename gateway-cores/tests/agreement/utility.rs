//! The interface `utility`.

use gateway_cores::utility::UuidVersion;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::answer::{done, ended};
use crate::gateway::*;
use crate::values::{json, maybe_json, shapes, text};

crate::agreement! { UtilityOperation:
    uuid(version in option::of(version())) [; version] => done(utility_uuid(version.unwrap_or_default())), as made_now;
    correlation_id() [;] => done(utility_correlation_id()), as made_now;
    timestamp() [;] => done(utility_timestamp()), as made_now;
    parse_json(text in written()) [text;] => ended(utility_parse_json(&text));
    deep_merge(base in json(), overlay in json()) [base, overlay;] => done(utility_deep_merge(base, overlay));
    format_bytes(bytes in any::<u64>()) [bytes;] => done(utility_format_bytes(bytes));
    success_response(message in text(), data in maybe_json()) [message; data]
        => done(utility_success_response(&message, data)), as made_now;
    error_response(code in text(), message in text(), details in maybe_json()) [code, message; details]
        => done(utility_error_response(&code, &message, details)), as made_now;
    sanitize_response_data(data in json()) [data;] => done(utility_sanitize_response_data(data));
    validate_operation_parameters(operation in named(), params in offered()) [operation, params;]
        => ended(utility_validate_operation_parameters(&operation, params));
    handle_operation_error(interface in text(), operation in text(), error in text()) [interface, operation, error;]
        => done(utility_handle_operation_error(&interface, &operation, &error)), as made_now;
}

/// What the clock or chance wrote is compared by its shape, the rest by its value.
fn made_now(answer: &str) -> String {
    shapes(serde_json::from_str(answer).unwrap()).to_string()
}

fn version() -> impl Strategy<Value = UuidVersion> {
    prop_oneof![Just(UuidVersion::V4), Just(UuidVersion::V7)]
}

/// JSON, cut short or not, or any text.
fn written() -> impl Strategy<Value = String> {
    let cut = |(text, cut): (String, usize)| text.chars().take(cut).collect();
    prop_oneof![
        json().prop_map(|value| value.to_string()),
        text(),
        (json().prop_map(|value| value.to_string()), 0..20_usize).prop_map(cut)
    ]
}

fn named() -> impl Strategy<Value = String> {
    let known = ["cache.get", "cache.set", "cache.sett", "cach.set", "logging.info", "utility.timestamp", "get"];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), text()]
}

fn offered() -> impl Strategy<Value = Value> {
    let members =
        (json(), json(), json()).prop_map(|(key, value, ttl)| json!({ "key": key, "value": value, "ttl": ttl }));
    prop_oneof![json(), members, text().prop_map(|key| json!({ "key": key })), Just(json!({}))]
}
