//! Ways that are compared must do the same: the same answer to a good request, an error of the same
//! kind to a bad one.

use benches::baseline::boxed_registry::Registry;
use benches::baseline::by_enum::{self, Initialization};
use benches::baseline::{Answer, Error, one_operation, one_pass};
use benches::gateway::Gateway;
use gateway_runtime::{ErrorKind, Gateway as _, Json};

fn text(answer: Answer) -> Result<String, &'static str> {
    answer.map(|json| String::from_utf8(json).expect("JSON is UTF-8")).map_err(|error| match error {
        Error::UnknownInterface(_) | Error::UnknownOperation(_) => "unknown",
        Error::InvalidRequest(_) => "invalid request",
        Error::InvalidParams(_) => "invalid params",
        Error::OperationFailed(_) => "failed",
        Error::InvalidResult(_) => "invalid result",
    })
}

const REQUESTS: &[(&str, Result<&str, &str>)] = &[
    (r#"{"interface":"cache","operation":"get","params":{"key":"k"}}"#, Ok("0")),
    (r#"{"interface":"cache","operation":"get","params":{"key":""}}"#, Ok("null")),
    (r#"{"interface":"cache","operation":"get","params":{"key":"\"\u00e9\n"}}"#, Ok("5")),
    (r#"{"params":{"key":"k"},"interface":"cache","operation":"get"}"#, Ok("0")),
    (r#"{"operation":"g\u0065t","params":{"key":"k"},"interface":"cache"}"#, Ok("0")),
    (r#"{"interface":"initialization","operation":"uptime","params":{}}"#, Ok("120")),
    (r#"{"interface":"initialization","operation":"uptime"}"#, Ok("120")),
    (r#"{"interface":"metrics","operation":"record","params":{"name":"ms","value":2.0,"unit":"ms"}}"#, Ok("2.0")),
    (r#"{"interface":"debug","operation":"dump","params":{"text":"deep","limit":2}}"#, Ok(r#""de""#)),
    (
        r#"{"interface":"http_client","operation":"post","params":{"url":"https://a","body":"b","headers":[],"retry":false}}"#,
        Ok(r#""b""#),
    ),
    (
        r#"{"interface":"http_client","operation":"post","params":{"url":"a","body":"b","headers":[],"retry":false}}"#,
        Err("failed"),
    ),
    (r#"{"interface":"cash","operation":"get","params":{"key":"k"}}"#, Err("unknown")),
    (r#"{"interface":"cache","operation":"gett","params":{"key":"k"}}"#, Err("unknown")),
    (r#"{"interface":"cache","operation":"get","params":{"key":1}}"#, Err("invalid params")),
    (r#"{"interface":"cache","operation":"get","params":{"key":"k","more":1}}"#, Err("invalid params")),
    (r#"{"interface":"cache","operation":"get"}"#, Err("invalid params")),
    (r#"{"operation":"get","params":{"key":"k"}}"#, Err("invalid request")),
    (r#"{"interface":"cache","operation":"get","params":{"key":"k"}"#, Err("invalid request")),
    (r#"{"interface":"cache","operation":"get","params":{"key":"k"}} x"#, Err("invalid request")),
];

#[test]
fn one_pass_answers_every_request() {
    for (request, expected) in REQUESTS {
        let answer = text(one_pass::execute(request.as_bytes()));
        assert_eq!(answer.as_deref(), expected.as_deref(), "{request}");
    }
}

#[test]
fn the_registry_answers_every_request() {
    let registry = Registry::build();
    for (request, expected) in REQUESTS {
        let answer = text(registry.execute(request.as_bytes()));
        assert_eq!(answer.as_deref(), expected.as_deref(), "{request}");
        let answer = text(registry.execute_typed_envelope(request.as_bytes()));
        assert_eq!(answer.as_deref(), expected.as_deref(), "typed envelope: {request}");
    }
}

#[test]
fn the_gateway_answers_every_request() {
    for (request, expected) in REQUESTS {
        let answer = Gateway::execute_json(request.as_bytes()).now().expect("every operation is synchronous");
        let answer = answer.map(Json::into_string).map_err(|error| match error.kind() {
            ErrorKind::UnknownInterface | ErrorKind::UnknownOperation => "unknown",
            ErrorKind::InvalidRequest => "invalid request",
            ErrorKind::InvalidParams => "invalid params",
            ErrorKind::OperationFailed => "failed",
            _ => error.code(),
        });
        assert_eq!(answer.as_deref(), expected.as_deref(), "{request}");
    }
}

#[test]
fn one_pass_refuses_a_duplicate_key() {
    let request = br#"{"interface":"cache","interface":"cache","operation":"get","params":{"key":"k"}}"#;
    assert_eq!(text(one_pass::execute(request)), Err("invalid request"));
}

#[test]
fn one_operation_agrees_with_the_envelope() {
    for params in [r#"{"key":"k"}"#, r#"{"key":"\t"}"#, r#"{"key":null}"#, "{}", "[", r#"{"key":"k"}]"#] {
        let request = format!(r#"{{"interface":"cache","operation":"get","params":{params}}}"#);
        let by_name = one_pass::execute(request.as_bytes());
        let known = one_operation::get(params.as_bytes());
        assert_eq!(text(by_name).ok(), text(known).ok(), "{params}");
    }
}

#[test]
fn an_operation_chosen_by_enum_agrees_with_its_name() {
    for (operation, name) in [
        (Initialization::Status, "status"),
        (Initialization::Stages, "stages"),
        (Initialization::ColdStart, "cold_start"),
        (Initialization::Ready, "ready"),
        (Initialization::Memory, "memory"),
        (Initialization::Region, "region"),
        (Initialization::Version, "version"),
        (Initialization::Uptime, "uptime"),
    ] {
        let request = format!(r#"{{"interface":"initialization","operation":"{name}"}}"#);
        assert_eq!(text(by_enum::call(operation)), text(one_pass::execute(request.as_bytes())), "{name}");
    }
}
