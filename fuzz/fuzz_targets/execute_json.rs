//! Any bytes as a request: refused, or answered if they are JSON; never a panic.
#![no_main]

use framework_tests::gateway::*;
use framework_tests::wait;
use gateway_runtime::ErrorKind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|request: &[u8]| {
    // `endings` has operations that panic or never end.
    if request.windows(5).any(|window| window == b"endin") || request.windows(2).any(|window| window == b"\\u") {
        return;
    }
    match wait(execute_json(request)) {
        Ok(_) => assert!(serde_json::from_slice::<serde_json::Value>(request).is_ok(), "accepted, though it is no JSON"),
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
