//! The interfaces as a program has them: composed into a gateway, called typed, by enum and by name.

#![cfg(all(feature = "cache", feature = "utility"))]

use std::time::Duration;

use gateway_runtime::{Context, GatewayError, Params};
use serde_json::{Value, json};

gateway_runtime::gateway! { pub Gateway { gateway_cores::{cache, utility} } }

use gateway::*;

async fn call(interface: GatewayInterface, operation: &str, params: Value) -> Result<Value, GatewayError> {
    execute_operation(interface, operation, Params::of(&params)).await.map(|json| json.to_value())
}

async fn cache(operation: &str, params: Value) -> Value {
    call(GatewayInterface::Cache, operation, params).await.unwrap()
}

async fn utility(operation: &str, params: Value) -> Value {
    call(GatewayInterface::Utility, operation, params).await.unwrap()
}

#[tokio::test]
async fn every_cache_operation_answers_by_name() {
    assert_eq!(cache("set", json!({"key": "n:1", "value": {"a": [1]}, "ttl": "5m"})).await, json!(null));
    assert_eq!(cache("get", json!({"key": "n:1"})).await, json!({"a": [1]}));
    assert_eq!(cache_get("n:1"), Some(json!({"a": [1]})));
    assert_eq!(cache("exists", json!({"key": "n:1"})).await, json!(true));
    assert_eq!(cache("expire", json!({"key": "n:1", "ttl": 60})).await, json!(true));
    let metadata = cache("metadata", json!({"key": "n:1"})).await;
    assert!(metadata["remaining_ms"].as_u64().unwrap() <= 60_000, "{metadata}");
    let items = json!([{"key": "n:2", "value": null}, {"key": "n:3", "value": "c"}]);
    assert_eq!(cache("bulk_set", json!({"items": items, "ttl": 60})).await, json!(null));
    let found = cache("bulk_get", json!({"keys": ["n:3", "n:4", "n:1"]})).await;
    assert_eq!(found, json!(["c", null, {"a": [1]}]));
    assert_eq!(cache("keys", json!({"pattern": "n:?"})).await, json!(["n:1", "n:2", "n:3"]));
    assert_eq!(cache("delete", json!({"key": "n:2"})).await, json!(true));
    assert_eq!(cache("clear", json!({"pattern": "n:*"})).await, json!(2));
    assert_eq!(cache("keys", json!({"pattern": "n:*"})).await, json!([]));
    assert_eq!(cache("validate_key", json!({"key": "n:1"})).await, json!(null));
    assert!(cache("cleanup_expired", json!({})).await.is_u64());
    assert!(cache("stats", json!({})).await["budget_bytes"].as_u64() > Some(0));
    assert_eq!(CacheOperation::ALL.len(), 13);
}

#[tokio::test]
async fn every_utility_operation_answers_by_name() {
    assert_eq!(utility("uuid", json!({})).await.as_str().unwrap().len(), 36);
    assert_eq!(&utility("uuid", json!({"version": "v7"})).await.as_str().unwrap()[14..15], "7");
    assert!(utility("timestamp", json!({})).await.as_str().unwrap().ends_with('Z'));
    assert_eq!(utility("parse_json", json!({"text": "[1]"})).await, json!([1]));
    let merged = utility("deep_merge", json!({"base": {"a": {"b": 1}}, "overlay": {"a": {"c": 2}}})).await;
    assert_eq!(merged, json!({"a": {"b": 1, "c": 2}}));
    assert_eq!(utility("format_bytes", json!({"bytes": 1536})).await, json!("1.5 KiB"));
    let success = utility("success_response", json!({"message": "done"})).await;
    assert_eq!(success["success"], true);
    let failure = utility("error_response", json!({"code": "c", "message": "m", "details": {"token": "t"}})).await;
    assert_eq!(failure["error"], json!({"code": "c", "message": "m", "details": {"token": "***"}}));
    let clean = utility("sanitize_response_data", json!({"data": {"a": [{"password": "p"}]}})).await;
    assert_eq!(clean, json!({"a": [{"password": "***"}]}));
    let params = json!({"interface": "cache", "operation": "get", "error": "down"});
    assert_eq!(utility("handle_operation_error", params).await["error"]["code"], "operation_failed");
    assert_eq!(UtilityOperation::ALL.len(), 11);
}

#[tokio::test]
async fn the_correlation_id_is_that_of_the_request() {
    let cx = Context::builder().request_id("request-1").build();
    assert_eq!(cx.clone().scope(utility("correlation_id", json!({}))).await, json!("request-1"));
    let body = cx.enter(|| utility_success_response("done", None));
    assert_eq!(body.correlation_id, "request-1");
}

#[tokio::test]
async fn an_operations_own_error_keeps_its_type() {
    let error = call(GatewayInterface::Cache, "set", json!({"key": "a b", "value": 1})).await.unwrap_err();
    assert_eq!(error.code(), "operation_failed");
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.downcast_ref::<gateway_cores::cache::CacheError>().is_some(), "{error}");
}

#[tokio::test]
async fn validation_reports_all_bad_parameters_of_another_operation_at_once() {
    let validate = |operation: &str, params: Value| {
        let params = json!({"operation": operation, "params": params});
        async move { call(GatewayInterface::Utility, "validate_operation_parameters", params).await }
    };
    assert_eq!(validate("cache.set", json!({"key": "k", "value": 1})).await.unwrap(), json!(null));
    let error = validate("cache.set", json!({"key": 1, "ttl": "soon", "kee": 1})).await.unwrap_err();
    assert_eq!(error.code(), "invalid_params");
    let paths: Vec<_> = error.problems().iter().map(gateway_runtime::Problem::path).collect();
    for path in ["key", "ttl", "kee"] {
        assert!(paths.contains(&path), "{error}");
    }
    assert_eq!(validate("cache.sett", json!({})).await.unwrap_err().did_you_mean(), Some("set"));
    assert_eq!(validate("cach.set", json!({})).await.unwrap_err().did_you_mean(), Some("cache"));
    assert_eq!(validate("set", json!({})).await.unwrap_err().code(), "invalid_request");
    assert_eq!(cache_get("k"), None);
}

#[tokio::test]
async fn a_tenants_values_are_not_the_functions_own() {
    let cx = Context::builder().tenant_id("acme").build();
    cache_for(&cx).set("t:1", "acme's", None).unwrap();
    assert_eq!(cx.enter(|| cache_get("t:1")), None);
    assert_eq!(cache_for(&Context::default()).get("t:1"), None);
    assert_eq!(cache_for(&cx).get("t:1"), Some(json!("acme's")));
    let minute = Duration::from_mins(1);
    let own = cache_operation_result("op", &1, minute, async || Ok::<_, GatewayError>("own".to_owned())).await;
    let acme = cache_for(&cx).memoize("op", &1, minute, async || Ok::<_, GatewayError>("acme's".to_owned())).await;
    assert_eq!((own.unwrap(), acme.unwrap()), ("own".to_owned(), "acme's".to_owned()));
}

#[test]
#[expect(deprecated, reason = "the old names still work")]
fn the_names_of_the_original_plan_still_work() {
    cache_set_fast("d:1", json!(1), None).unwrap();
    assert_eq!(cache_get_fast("d:1"), Some(json!(1)));
    assert!(cache_delete_fast("d:1"));
    assert_eq!(get_current_timestamp().len(), utility_timestamp().len());
    assert!(create_success_response("done", None).success);
    assert!(!create_error_response("code", "message", None).success);
}

#[test]
fn the_description_names_each_operation_with_its_docs() {
    let described = serde_json::to_value(describe()).unwrap();
    let text = described.to_string();
    for operation in CacheOperation::ALL.iter().map(|operation| operation.info()) {
        assert!(!operation.docs.is_empty(), "{operation:?}");
        assert!(text.contains(operation.name), "{operation:?}");
    }
}
