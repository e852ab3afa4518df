//! The interface `security`.

use std::collections::BTreeMap;

use gateway_cores::security::ErrorSummary;
use gateway_runtime::Secret;
use proptest::collection::btree_map;
use proptest::option;
use proptest::prelude::*;
use serde_json::Value;

use crate::answer::{done, ended};
use crate::gateway::*;
use crate::values::{json, key, shapes, span, text};

crate::agreement! { SecurityOperation:
    validate_request(
        method in near("GET"),
        path in prop_oneof![near("/orders/42"), Just("/a/../b".to_owned())],
        headers in option::of(headers()),
        body in option::of(text())
    ) [method, path; headers, body]
        => ended(security_validate_request(&method, &path, headers.unwrap_or_default(), body.as_deref()));
    validate_string(value in text(), min in option::of(0..9_usize), max in option::of(0..9_usize)) [value; min, max]
        => ended(security_validate_string(&value, min.unwrap_or(0), max.unwrap_or(usize::MAX)));
    validate_number(value in number(), min in option::of(number()), max in option::of(number())) [value; min, max]
        => ended(security_validate_number(value, min, max));
    validate_email(value in near("ada@example.org")) [value;] => ended(security_validate_email(&value));
    validate_url(value in near("https://home.example:8123/")) [value;] => ended(security_validate_url(&value));
    validate_cache_key(key in key()) [key;] => ended(security_validate_cache_key(&key));
    validate_ttl(ttl in span()) [ttl;] => ended(security_validate_ttl(ttl.lasts));
    validate_metric_name(name in near("Orders")) [name;] => ended(security_validate_metric_name(&name));
    validate_dimension(name in near(":Name"), value in near("Value")) [name, value;]
        => ended(security_validate_dimension(&name, &value));
    validate_token(token in near("eyJ.abc=")) [token;] => ended(security_validate_token(Secret::new(token)));
    validate_input(interface in near("cache"), operation in near("get"), params in offered())
        [interface, operation, params;] => ended(security_validate_input(&interface, &operation, params));
    sanitize_data(data in json()) [data;] => done(security_sanitize_data(data));
    sanitize_for_log(text in near("token=abc")) [text;] => done(security_sanitize_for_log(&text));
    filter_sensitive(data in json()) [data;] => done(security_filter_sensitive(data));
    hash(data in text()) [data;] => done(security_hash(&data));
    verify_hash(data in text(), hash in hashed()) [data, hash;] => done(security_verify_hash(&data, &hash));
    correlation_id() [;] => done(security_correlation_id()), as made_now;
    rate_limit(key in near("a"), rate in prop_oneof![number(), 0.1..9.0], burst in 0..3_u32) [key, rate, burst;]
        => ended(security_rate_limit(&key, rate, burst));
    public_message(error in error()) [error;] => done(security_public_message(error));
}

/// What chance wrote is compared by its shape.
fn made_now(answer: &str) -> String {
    shapes(serde_json::from_str(answer).unwrap()).to_string()
}

/// A good text, the start of one, one with more, or any.
fn near(good: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![
        Just(good.to_owned()),
        (0..good.len()).prop_map(|end| good[..end].to_owned()),
        text().prop_map(move |text| format!("{good}{text}")),
        text()
    ]
}

fn headers() -> impl Strategy<Value = BTreeMap<String, String>> {
    btree_map(near("x-name"), text(), 0..3)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![-9.0..9.0, prop::num::f64::NORMAL]
}

fn offered() -> impl Strategy<Value = Value> {
    prop_oneof![json(), text().prop_map(|key| serde_json::json!({ "key": key }))]
}

fn hashed() -> impl Strategy<Value = String> {
    prop_oneof![text().prop_map(|text| gateway_cores::security::hash(&text)), text()]
}

fn error() -> impl Strategy<Value = ErrorSummary> {
    let code = prop::sample::select(vec!["invalid_params", "unknown_operation", "operation_failed", ""]);
    (code, text()).prop_map(|(code, message)| ErrorSummary { code: code.to_owned(), message })
}
