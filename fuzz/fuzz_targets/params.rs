//! Any bytes as the parameters of every operation that takes some: checked alike by all ways, and never a panic.
#![no_main]

use framework_tests::gateway::Gateway;
use framework_tests::kinds::KindsOperation;
use framework_tests::wait;
use gateway_runtime::{ErrorKind, Gateway as _};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((which, params)) = input.split_first() else { return };
    let operation = KindsOperation::ALL[usize::from(*which) % KindsOperation::ALL.len()];
    let checked = Gateway::catalogue().check_params("kinds", operation.as_str(), params);
    let answer = wait(operation.execute(params));
    let called = answer.as_ref().map(drop).map_err(ToString::to_string);
    assert_eq!(checked.map_err(|error| error.to_string()), called, "a check and a call disagree");
    match answer {
        Ok(_) => assert!(serde_json::from_slice::<serde_json::Value>(params).is_ok(), "accepted, though it is no JSON"),
        Err(error) => {
            assert!(matches!(error.kind(), ErrorKind::InvalidRequest | ErrorKind::InvalidParams), "{error:?}");
        }
    }
});
