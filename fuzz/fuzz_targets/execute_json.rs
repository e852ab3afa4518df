//! Any bytes as a request: refused, or answered if they are JSON; never a panic.
#![no_main]

use framework_tests::gateway::*;
use framework_tests::wait;
use gateway_runtime::ErrorKind;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|request: &[u8]| {
    // `endings` has operations that panic or never end.
    if serde_json::from_slice::<Value>(request).is_ok_and(|request| request["interface"] == "endings") {
        return;
    }
    match wait(execute_json(request)) {
        Ok(_) => assert!(serde_json::from_slice::<Value>(request).is_ok(), "accepted, though it is no JSON"),
        Err(error) => assert!(
            matches!(
                error.kind(),
                ErrorKind::InvalidRequest
                    | ErrorKind::InvalidParams
                    | ErrorKind::UnknownInterface
                    | ErrorKind::UnknownOperation
            ),
            "{error:?}"
        ),
    }
});
