//! A panic of an operation is an error of whoever called it by name, and the process goes on.

use std::error::Error as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};

use framework_tests::endings::EndingsOperation;
use framework_tests::gateway::*;
use framework_tests::wait;
use gateway_runtime::{ErrorKind, GatewayError, Params};
use serde_json::json;

const PANICS: [(&str, &str, &str); 7] = [
    ("panic", "{}", "at once"),
    ("panic_hot", "{}", "with a made text"),
    ("panic_later", "{}", "later"),
    ("panic_after_a_wait", "{}", "a value that is no text"),
    ("panic_in_the_default", "{}", "in the default"),
    ("panic_in_the_input", r#"{"explosive":1}"#, "while it was read"),
    ("panic_in_the_output", "{}", "while it was written"),
];

fn check(path: &str, operation: &str, text: &str, error: &GatewayError) {
    assert_eq!(error.kind(), ErrorKind::Panicked, "{path}: {error}");
    assert_eq!(error.to_string(), format!("operation `endings.{operation}`: panicked"), "{path}");
    assert_eq!(error.source().unwrap().to_string(), text, "{path}");
    assert_eq!((error.interface(), error.operation()), (Some("endings"), Some(operation)), "{path}");
}

#[test]
fn every_path_by_name_survives_every_panic() {
    let alive = || wait(execute_operation(GatewayInterface::Endings, "fail", r#"{"times":0}"#)).unwrap();
    for (name, params, text) in PANICS {
        let operation: EndingsOperation = name.parse().unwrap();
        check("enum", name, text, &wait(operation.execute(params)).unwrap_err());
        alive();
        check("name", name, text, &wait(execute_operation(GatewayInterface::Endings, name, params)).unwrap_err());
        alive();
        let params: serde_json::Value = serde_json::from_str(params).unwrap();
        let request = json!({"interface": "endings", "operation": name, "params": params});
        check("JSON", name, text, &wait(execute_json(request.to_string())).unwrap_err());
        alive();
        let error = try_execute_now(GatewayInterface::Endings, name, Params::of(&params)).unwrap_err();
        if operation.info().asynchronous {
            assert_eq!(error.kind(), ErrorKind::NeedsAwait, "{name}");
        } else {
            check("now", name, text, &error);
        }
        alive();
    }
}

/// Not only when it is dropped, and not again when it is polled again.
#[test]
fn a_call_by_name_is_counted_when_it_ends() {
    let operation = EndingsOperation::CountedOnce;
    let mut task = Context::from_waker(Waker::noop());
    for (calls, params) in [(1, r#"{"panics": false}"#), (2, r#"{"panics": true}"#)] {
        let mut execution = pin!(operation.execute(params));
        assert!(execution.as_mut().poll(&mut task).is_ready());
        assert_eq!(operation.info().statistics().calls(), calls, "while the execution is still there");
        let again = catch_unwind(AssertUnwindSafe(|| execution.as_mut().poll(&mut task)));
        assert!(again.is_err(), "a second answer");
        assert_eq!(operation.info().statistics().calls(), calls);
    }
    assert_eq!(operation.info().statistics().errors(), 1);
}

#[test]
fn checking_parameters_does_not_run_the_operation() {
    let catalogue = <Gateway as gateway_runtime::Gateway>::catalogue();
    catalogue.check_params("endings", "panic", ()).unwrap();
    let error = catalogue.check_params("endings", "panic_in_the_input", r#"{"explosive":1}"#).unwrap_err();
    check("check", "panic_in_the_input", "while it was read", &error);
    let error = catalogue.check_params("endings", "fail", r#"{"times":-1}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidParams);
}
