//! What the emulator does with one invocation after the other alone: it tells tenants and true deadlines, and ends a
//! function that hangs.

use serde_json::{Value, json};

use crate::function::{Function, Mode, Process};

fn start(environment: &[(&str, &str)]) -> Function {
    Function::start(Mode::Classic, environment)
}

#[test]
fn the_context_is_the_emulators() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "7"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")]);
    let seen = function.call_with(&[("x-amz-tenant-id", "blue")], "look", &json!({})).json();
    assert_eq!(seen["function_name"], "probe");
    assert_eq!(seen["function_version"], "$LATEST");
    assert_eq!(seen["function_arn"], "arn:aws:lambda:us-east-1:012345678912:function:probe");
    assert_eq!(seen["memory_limit_mb"], 512);
    assert_eq!(seen["tenant_id"], "blue");
    let remaining = seen["remaining"]["secs"].as_u64().expect("seconds");
    assert!((1..7).contains(&remaining), "{remaining}");
    assert_eq!(seen["cold_start"], true);

    let again = function.look();
    assert_eq!((&again["cold_start"], &again["process"]), (&json!(false), &seen["process"]));
    assert_eq!(again["tenant_id"], Value::Null);
    let ids = [&seen, &again].map(|seen| seen["request_id"].as_str().expect("an id"));
    assert_eq!(function.end().invocations(), ids);
}

#[test]
fn the_interfaces_of_the_host_tell_of_the_environment_and_of_the_request() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")]);
    let ask = |interface, operation, params| {
        let params = json!({ "interface": interface, "operation": operation, "params": params });
        function.call_with(&[("x-amz-tenant-id", "blue")], "through", &params).json()
    };
    assert_eq!(ask("initialization", "cold_start", json!({})), true);
    assert_eq!(ask("initialization", "cold_start", json!({})), false);
    let status = ask("initialization", "status", json!({}));
    assert_eq!((&status["stage"], &status["invocations"]), (&json!("serving"), &json!(3)));
    let stages = ask("initialization", "stages", json!({}));
    let stages: Vec<_> =
        stages.as_array().expect("a list").iter().map(|it| json!([it["stage"], it["finished"]])).collect();
    assert_eq!(json!(stages), json!([["starting", true], ["ready", true], ["serving", false]]));
    let context = ask("lambda", "context", json!({}));
    assert_eq!((&context["tenant_id"], &context["memory_limit_mb"]), (&json!("blue"), &json!(512)));
    assert!(ask("lambda", "remaining_time", json!({}))["secs"].is_u64());
    assert_eq!(ask("lambda", "status", json!({}))["function_name"], "probe");
    let report = ask("initialization", "preload", json!({ "cores": ["Logger"] }));
    let built = report["built"].as_array().expect("a list");
    assert!(built.iter().any(|it| it["core"] == "Logger" && it["by"] == "preload"), "{report}");
    assert_eq!(report["unused"], json!([]));
}

#[test]
fn an_invocation_that_waits_too_long_is_answered_in_time_and_what_it_logged_is_kept() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1"), ("PROBE_LOGS", "1")]);
    let process = function.process();
    let error = function.call("hang", &json!({})).json();
    assert_eq!(error["errorType"], "Gateway.DeadlineExceeded");
    let message = error["errorMessage"].as_str().expect("a message");
    let after = message.strip_prefix("operation `probe.hang`: no answer after ");
    let after = after.and_then(|rest| rest.strip_suffix(" ms, and the deadline is near")?.parse::<u32>().ok());
    assert!(after.is_some_and(|after| after <= 900), "100 ms before the deadline: {message}");
    assert_eq!(function.process(), process, "nobody had to end it");
    let records = function.end().records();
    let [kept, failed] = records.as_slice() else { panic!("two records: {records:?}") };
    assert_eq!((&kept["level"], &kept["message"]), (&json!("DEBUG"), &json!("the probe hangs")));
    assert_eq!((&failed["level"], &failed["exception_name"]), (&json!("ERROR"), &json!("Gateway.DeadlineExceeded")));
    assert_eq!(kept["function_request_id"], failed["function_request_id"]);
    assert_eq!(failed["operation"], "probe.hang");
}

#[test]
fn a_request_and_a_directive_are_answered_before_the_deadline() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1"), ("PROBE_LOGS", "1")]);
    assert_eq!(function.get("/hang").json()["statusCode"], 504);
    let answer = function.direct_the_stove().json();
    assert_eq!(answer["event"]["payload"]["type"], "INTERNAL_ERROR", "{answer}");
    assert_eq!(answer["event"]["endpoint"]["endpointId"], "stove");
    let records = function.end().records();
    let failed: Vec<_> = records.iter().filter(|record| record["level"] == "ERROR").collect();
    assert_eq!(failed.len(), 2, "{records:?}");
    for record in failed {
        assert_eq!(
            (&record["exception_name"], &record["operation"]),
            (&json!("Gateway.DeadlineExceeded"), &json!("probe.hang"))
        );
    }
}

/// It hangs, as far as anybody can see.
#[test]
fn a_function_that_stays_frozen_is_ended_and_the_next_start_is_cold() {
    let function = start(&[("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")]);
    let process = function.process();
    process.signal("STOP");
    let reply = function.call("look", &json!({}));
    assert_eq!(String::from_utf8_lossy(&reply.body), "Task timed out after 1.00 seconds");
    let seen = function.look();
    assert_eq!(seen["cold_start"], true);
    assert_ne!(Process::of(&seen), process);
}
