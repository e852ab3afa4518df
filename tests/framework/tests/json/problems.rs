//! What is said of bad parameters: all of it at once, and never their values.

use std::error::Error;

use framework_tests::kinds::KindsOperation;
use framework_tests::wait;
use gateway_runtime::{ErrorKind, GatewayError, Params};
use proptest::prelude::*;
use serde_json::{Value, json};

const CANARY: &str = "hunter2-4711";

fn refused(operation: KindsOperation, params: &Value) -> GatewayError {
    let error = wait(operation.execute(Params::of(params))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidParams, "{params}");
    error
}

#[test]
fn all_bad_parameters_are_reported_at_once() {
    let params = json!({
        "small": 128, "large": -1, "wide": "1", "real": [], "letter": "ab", "lettre": 1, "yess": true,
    });
    let problems: Vec<_> =
        refused(KindsOperation::Numbers, &params).problems().iter().map(ToString::to_string).collect();
    let mut sorted = problems.clone();
    sorted.sort();
    assert_eq!(
        sorted,
        [
            "`large`: expected u64, found an integer out of range",
            "`letter`: expected a character, found a string out of range",
            "`lettre`: expected `letter`, found an unknown parameter",
            "`real`: expected f64, found an array",
            "`small`: expected i8, found an integer out of range",
            "`wide`: expected a valid `i128`, found a string",
            "`yes` is missing: expected a valid `bool`",
            "`yess`: expected `yes`, found an unknown parameter",
        ]
    );
}

#[test]
fn a_problem_says_where_in_a_value_it_is() {
    let params = json!({
        "item": {"name": "a", "size": 300}, "kind": {"named": {"lable": ""}}, "list": [{"name": "a"}, {"name": 1}],
        "map": {"k": "v"}, "pair": [1],
    });
    let error = refused(KindsOperation::Shapes, &params);
    let paths: Vec<_> = error.problems().iter().map(gateway_runtime::Problem::path).collect();
    assert_eq!(paths, ["item.size", "kind.named.label", "list[1].name", "map.k", "pair"]);
}

/// Every text that an error gives away.
fn texts(error: &GatewayError) -> String {
    let mut texts = format!("{error} {error:?} {}", serde_json::to_string(error).unwrap());
    let mut source = error.source();
    while let Some(inner) = source {
        texts.extend([inner.to_string(), format!("{inner:?}")]);
        source = inner.source();
    }
    texts
}

/// Values that hold the canary, in every shape that JSON has.
fn canaries() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        Just(CANARY.to_owned()),
        Just(format!("x, expected {CANARY}")),
        Just(format!("`{CANARY}`, expected `a`")),
        Just(format!("\" at line 1 column 1 {CANARY}")),
        Just(format!("5{CANARY}")),
        any::<String>().prop_map(|before| before + CANARY),
    ];
    let leaf = prop_oneof![text.prop_map(Value::from), Just(json!(47_114_711_u64)), Just(json!(-4711.4711))];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Value::from),
            inner.clone().prop_map(|value| json!({"name": value})),
            inner.clone().prop_map(|value| json!({"sized": value})),
            inner.prop_map(|value| json!({"named": {"label": value}})),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_error_repeats_a_value(
        which in 0..KindsOperation::ALL.len(),
        values in prop::collection::vec(canaries(), 12),
    ) {
        let operation = KindsOperation::ALL[which];
        let names = operation.info().parameters().map(|parameter| parameter.name.to_owned());
        let params: serde_json::Map<_, _> = names.zip(values).collect();
        let params = Value::Object(params);
        if let Err(error) = wait(operation.execute(Params::of(&params))) {
            let texts = texts(&error);
            prop_assert!(!texts.contains(CANARY) && !texts.contains("4711"), "{texts}");
        }
    }
}
