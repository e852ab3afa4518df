//! Any bytes as an event: recognised or described, then read as what they were taken for; never a panic.
#![no_main]

use gateway_lambda::batch::Batch;
use gateway_lambda::http::Request;
use gateway_lambda::source::{payload, recognise};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|event: &[u8]| {
    let source = match recognise(event) {
        Ok(source) => source,
        Err(error) => {
            assert!(error.to_string().len() < 4096, "a description is short");
            return;
        }
    };
    // What tells the source stands in front of what it does not depend on.
    let half = recognise(&event[..event.len() / 2]);
    assert!(half.is_err() || half == Ok(source), "half of it is {half:?}, all of it {source}");

    if let Ok(payload) = payload(source, event) {
        assert!(serde_json::from_str::<Value>(&payload).is_ok() || is_unusual(&payload), "a payload is JSON");
    }
    if source.is_http() {
        if let Ok(request) = Request::decode(source, event) {
            let _ = (request.query().count(), request.cookies().count());
        }
    }
    if let Ok(batch) = Batch::split(source, event) {
        let places = batch.runs().concat().len();
        assert_eq!(places, batch.records().len(), "every record is in one run");
        let left = batch.answer(&[]);
        assert_eq!(left.is_ok(), batch.takes_partial_answer() || batch.records().is_empty());
        for record in batch.records() {
            if let Ok(payload) = record.payload() {
                assert!(serde_json::from_str::<Value>(payload).is_ok() || is_unusual(payload), "a payload is JSON");
            }
        }
    }
});

/// JSON that is delimited and passed on, and that `serde_json` builds no tree of: too deep, a number too large, or half
/// of a surrogate pair.
fn is_unusual(json: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok()
}
