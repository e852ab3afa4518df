//! The author's own error, and what the dynamic paths add to it.

use std::error::Error;

use framework_tests::endings::{Broken, EndingsOperation};
use framework_tests::gateway::*;
use framework_tests::wait;
use gateway_runtime::ErrorKind;
use serde_json::json;

#[test]
fn the_source_is_kept_and_can_be_downcast() {
    for operation in [EndingsOperation::Fail, EndingsOperation::FailLater, EndingsOperation::FailByAlias] {
        assert_eq!(wait(operation.execute(r#"{"times":0}"#)).unwrap().as_str(), "0");
        let error = wait(operation.execute(r#"{"times":3}"#)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OperationFailed);
        assert_eq!(error.source().unwrap().downcast_ref::<Broken>(), Some(&Broken(3)));
        assert_eq!(
            serde_json::to_value(&error).unwrap(),
            json!({
                "code": "operation_failed",
                "message": format!("operation `endings.{operation}`: broken 3 times"),
                "interface": "endings",
                "operation": operation.as_str(),
            })
        );
    }
    assert_eq!(endings_fail(3), Err(Broken(3)));
    assert_eq!(wait(endings_fail_later(3)), Err(Broken(3)));
    assert_eq!(endings_fail_by_alias(3), Err(Broken(3)));
}

#[test]
fn a_result_that_is_no_json_is_an_error_of_its_own() {
    let error = wait(EndingsOperation::Unwritable.execute(())).unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::InvalidOutput, Some("unwritable")));
}

#[test]
fn an_asynchronous_operation_needs_to_be_awaited() {
    let error = try_execute_now(GatewayInterface::Endings, "fail_later", r#"{"times":0}"#).unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::NeedsAwait, Some("fail_later")));
    let error = try_execute_now(GatewayInterface::Endings, "fail_later", "{}").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidParams, "parameters are read first");
    let answer = try_execute_now(GatewayInterface::Endings, "fail", r#"{"times":0}"#).unwrap();
    assert_eq!(answer.decode::<u8>().unwrap(), 0);
}

#[test]
fn unknown_names_come_with_the_nearest_one() {
    let error = wait(execute_operation(GatewayInterface::Endings, "fial", ())).unwrap_err();
    assert_eq!((error.kind(), error.did_you_mean()), (ErrorKind::UnknownOperation, Some("fail")));
    assert_eq!(error.to_string(), "no operation `fial` in interface `endings`, did you mean `fail`?");
    let error = wait(execute_json(r#"{"interface":"endigs","operation":"fail"}"#)).unwrap_err();
    assert_eq!((error.kind(), error.did_you_mean()), (ErrorKind::UnknownInterface, Some("endings")));
    let error = wait(execute_json(r#"{"interface":"weather","operation":"fail"}"#)).unwrap_err();
    assert_eq!((error.did_you_mean(), error.known()), (None, &["kinds", "endings"][..]));
}

/// A log line names the line that called, as for any function.
#[test]
fn the_wrapper_of_a_tracked_operation_knows_its_caller() {
    assert_eq!(endings_caller_hot(), (file!().to_owned(), line!()));
}
