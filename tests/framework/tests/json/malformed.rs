//! Whatever bytes arrive, the answer is an answer.

use framework_tests::gateway::*;
use framework_tests::kinds::KindsOperation;
use framework_tests::wait;
use gateway_runtime::{ErrorKind, GatewayError, Json};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

const REQUESTS: [&str; 6] = [
    r#"{"interface":"kinds","operation":"texts","params":{"borrowed":"a\"\u0000","owned":"\ud834\udd1e","maybe":null}}"#,
    r#"{"params":{"small":-1,"large":2,"wide":3,"real":4.5e1,"yes":true,"letter":"x"},"operation":"numbers","interface":"kinds"}"#,
    r#"{"interface":"kinds","operation":"bytes","params":{"data":"aGVsbG8=","salt":null}}"#,
    r#"{"interface":"kinds","operation":"spans","params":{"within":1.5,"after":"5m"}}"#,
    r#"{"interface":"kinds","operation":"shapes","params":{"item":{"name":"a","size":1},"kind":{"sized":2},"list":[{"name":"b"}],"map":{"k":1},"pair":[1,"p"]}}"#,
    r#"{"interface":"kinds","operation":"defaults","params":{"maxItems":3,"type":{"named":{"label":"l"}}}}"#,
];

/// The kinds of a refusal; anything else came from the operation.
fn is_refusal(error: &GatewayError) -> bool {
    use ErrorKind::{InvalidParams, InvalidRequest, UnknownInterface, UnknownOperation};
    matches!(error.kind(), InvalidRequest | InvalidParams | UnknownInterface | UnknownOperation)
}

fn check(bytes: &[u8], answer: &Result<Json, GatewayError>) -> Result<(), TestCaseError> {
    let is_json = serde_json::from_slice::<Value>(bytes).is_ok();
    match answer {
        Ok(_) => prop_assert!(is_json, "accepted, though it is not JSON: {}", String::from_utf8_lossy(bytes)),
        Err(error) => prop_assert!(is_refusal(error), "{error:?}"),
    }
    Ok(())
}

fn request(bytes: &[u8]) -> Result<(), TestCaseError> {
    check(bytes, &wait(execute_json(bytes)))
}

fn params(bytes: &[u8]) -> Result<(), TestCaseError> {
    for operation in KindsOperation::ALL {
        let answer = wait(operation.execute(bytes));
        check(bytes, &answer)?;
        let catalogue = <Gateway as gateway_runtime::Gateway>::catalogue();
        let checked = catalogue.check_params("kinds", operation.as_str(), bytes);
        prop_assert_eq!(
            checked.map_err(|error| error.to_string()),
            answer.map(drop).map_err(|error| error.to_string())
        );
    }
    Ok(())
}

#[test]
fn the_requests_that_are_mutated_are_good_ones() {
    for request in REQUESTS {
        wait(execute_json(request)).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_request_that_was_damaged_is_refused_or_answered(
        which in 0..REQUESTS.len(),
        edits in prop::collection::vec((any::<Index>(), 0..4_u8, prop::sample::select(&b"\"\\{}[]:,01-.eEntf \0\x80\xff"[..])), 1..5),
    ) {
        let mut bytes = REQUESTS[which].as_bytes().to_vec();
        for (place, edit, byte) in edits {
            let place = place.index(bytes.len() + 1);
            match edit {
                0 => bytes.truncate(place.max(1)),
                1 => bytes.insert(place, byte),
                2 if place < bytes.len() => bytes[place] = byte,
                _ if place < bytes.len() => drop(bytes.remove(place)),
                _ => {}
            }
        }
        request(&bytes)?;
        // And its parameters alone, from wherever they are now.
        let from = bytes.iter().skip(1).position(|byte| *byte == b'{').map_or(0, |at| at + 1);
        params(&bytes[from..])?;
    }

    #[test]
    fn any_bytes_are_refused_or_answered(bytes: Vec<u8>) {
        request(&bytes)?;
        params(&bytes)?;
    }

    #[test]
    fn any_text_of_brackets_is_refused_or_answered(text in "[\\[\\]{}:,\"\\\\ a1tnu\u{e9}]{0,32}") {
        request(text.as_bytes())?;
        params(text.as_bytes())?;
    }
}

#[test]
fn depth_costs_no_stack() {
    const DEPTH: usize = 200_000;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let value = open.repeat(DEPTH) + "1" + &close.repeat(DEPTH);
        let request =
            format!(r#"{{"interface":"kinds","operation":"shapes","params":{{"item":{value},"list":{value}}}}}"#);
        let error = wait(execute_json(request)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidParams);
    }
}

/// Parameters that come last are split where they stand, yet the mistake is the request's.
#[test]
fn what_follows_the_parameters_is_told_by_its_name() {
    let cases = [
        (r#","extra":1}"#, "expected `interface`, `operation` and `params`, found `extra`"),
        (r#","interface":"kinds"}"#, "`interface` stands twice"),
        ("", "expected `,` or `}` at offset 54"),
        ("} x", "expected the end of the text at offset 56"),
    ];
    for (rest, expected) in cases {
        let request = format!(r#"{{"interface":"kinds","operation":"nothing","params":{{}}{rest}"#);
        let error = wait(execute_json(&request)).unwrap_err();
        assert_eq!(error.to_string(), format!("the request cannot be read: {expected}"), "{request}");
    }
}

#[test]
fn a_member_that_stands_twice_is_an_error() {
    let twice = [
        r#"{"interface":"kinds","operation":"nothing","interface":"kinds"}"#,
        r#"{"interface":"kinds","operation":"nothing","\u006fperation":"nothing"}"#,
        r#"{"interface":"kinds","operation":"nothing","params":{},"params":{}}"#,
    ];
    for request in twice {
        let error = wait(execute_json(request)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{request}");
        assert!(error.to_string().ends_with("stands twice"), "{error}");
    }
    for params in [r#"{"n":1,"n":1}"#, r#"{"n":1,"\u006e":2}"#] {
        let params = params.replace('n', "within").replace("\\u006e", "with\\u0069n");
        let error = wait(KindsOperation::Spans.execute(&params)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidParams, "{params}");
        assert_eq!(error.problems()[0].path(), "within");
    }
    let nested = r#"{"item":{"name":"a","name":"b"},"kind":"plain","list":[],"map":{},"pair":[1,""]}"#;
    let error = wait(KindsOperation::Shapes.execute(nested)).unwrap_err();
    assert_eq!(error.problems()[0].path(), "item.name");
}

#[test]
fn members_of_a_request_that_are_missing_or_unknown_are_named() {
    let cases = [
        (r#"{"operation":"nothing"}"#, "`interface` is missing"),
        (r#"{"interface":"kinds"}"#, "`operation` is missing"),
        (r#"{"interface":"kinds","operation":"nothing","parms":{}}"#, "found `parms`"),
        (r#"{"interface":7,"operation":"nothing"}"#, "`interface`: expected a string, found an integer"),
        (r#"{"interface":"kinds","operation":null}"#, "`operation`: expected a string, found null"),
        ("[]", "expected an object at offset 0"),
        ("", "expected an object at offset 0"),
    ];
    for (request, expected) in cases {
        let error = wait(execute_json(request)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.to_string().contains(expected), "{request}: {error}");
    }
}
