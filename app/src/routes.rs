//! From an event to an operation, and from its result to the answer: a table, until operations declare their triggers.

use gateway_cores::{fields, logging::Fields};
use gateway_lambda::{Call, Event, Failure, Route};
use gateway_runtime::{ErrorKind, GatewayError, Json};
use serde_json::{Map, Value, json};

use crate::alexa::{ErrorResponse, ErrorType};
use crate::gateway::*;

/// An HTTP route; a segment in braces is a parameter.
struct HttpRoute {
    method: &'static str,
    path: &'static str,
    interface: &'static str,
    operation: &'static str,
}

const HTTP: &[HttpRoute] = &[
    HttpRoute { method: "GET", path: "/health", interface: "health", operation: "check" },
    HttpRoute { method: "GET", path: "/notes/{name}", interface: "notes", operation: "read" },
    HttpRoute { method: "PUT", path: "/notes/{name}", interface: "notes", operation: "write" },
];

/// Leads an event to what answers it.
pub(crate) fn route(event: &Event) -> Result<Route, Failure> {
    let event: Value =
        serde_json::from_slice(event.as_bytes()).map_err(|error| Failure::bad_event(format!("not JSON: {error}")))?;
    if event["directive"].is_object() {
        let params = Json::of(&json!({ "directive": event["directive"] }))?;
        return Ok(Route::Call(Call { interface: "alexa", operation: "answer", params, answer: answer_alexa }));
    }
    if event["version"] == "2.0" && event["requestContext"]["http"].is_object() {
        return route_http(&event);
    }
    Err(Failure::bad_event(format!("neither an HTTP request nor an Alexa directive: {}", shape(&event))))
}

/// What an event looks like, without its content.
fn shape(event: &Value) -> String {
    match event {
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Object(members) => {
            let names: Vec<_> = members.keys().take(8).map(|name| format!("`{name}`")).collect();
            format!("an object with {}", names.join(", "))
        }
        Value::Array(_) => "an array".to_owned(),
        Value::String(_) => "a string".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::Bool(_) => "a boolean".to_owned(),
        Value::Null => "null".to_owned(),
    }
}

fn route_http(event: &Value) -> Result<Route, Failure> {
    let text = |value: &'_ Value, what| match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => Err(Failure::bad_event(format!("an HTTP request without `{what}`"))),
    };
    let path = text(&event["rawPath"], "rawPath")?;
    let method = text(&event["requestContext"]["http"]["method"], "requestContext.http.method")?;

    let there: Vec<_> = HTTP.iter().filter_map(|route| Some((route, captures(route.path, &path)?))).collect();
    if there.is_empty() {
        return Ok(Route::Answer(problem(404, "nothing is served at this path")?));
    }
    let allowed = there.iter().map(|(route, _)| route.method).collect::<Vec<_>>().join(", ");
    let Some((route, captured)) = there.into_iter().find(|(route, _)| route.method == method) else {
        let mut answer = problem(405, &format!("this path takes {allowed}"))?.to_value();
        answer["headers"]["allow"] = allowed.into();
        return Ok(Route::Answer(Json::of(&answer)?));
    };
    let mut params = match body(event) {
        Ok(params) => params,
        Err((status, detail)) => return Ok(Route::Answer(problem(status, detail)?)),
    };
    params.extend(captured);
    Ok(Route::Call(Call {
        interface: route.interface,
        operation: route.operation,
        params: Json::of(&params)?,
        answer: answer_http,
    }))
}

/// The values of the segments in braces, if the path fits.
fn captures(pattern: &'static str, path: &str) -> Option<Vec<(String, Value)>> {
    if pattern.split('/').count() != path.split('/').count() {
        return None;
    }
    let mut captured = Vec::new();
    for (expected, found) in pattern.split('/').zip(path.split('/')) {
        match expected.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => captured.push((name.to_owned(), found.into())),
            None if expected == found => {}
            None => return None,
        }
    }
    Some(captured)
}

fn body(event: &Value) -> Result<Map<String, Value>, (u16, &'static str)> {
    if event["isBase64Encoded"] == true {
        return Err((415, "send the body as application/json"));
    }
    match event["body"].as_str() {
        None | Some("") => Ok(Map::new()),
        Some(body) => serde_json::from_str(body).map_err(|_| (400, "the body is not a JSON object")),
    }
}

fn answer_http(result: Result<Json, GatewayError>) -> Result<Json, Failure> {
    match result {
        Ok(json) if json.as_str() == "null" => problem(404, "there is nothing of this name"),
        Ok(json) => http(200, "application/json", json.as_str()),
        Err(error) if error.kind() == ErrorKind::InvalidParams => {
            let detail = json!({ "status": 400, "title": "Bad Request", "problems": error.problems() });
            http(400, "application/problem+json", &detail.to_string())
        }
        Err(error) => {
            log_error("a request failed", told(&error));
            problem(500, "the operation failed")
        }
    }
}

fn answer_alexa(result: Result<Json, GatewayError>) -> Result<Json, Failure> {
    let error = match result {
        Ok(json) => return Ok(json),
        Err(error) => error,
    };
    let response = if error.kind() == ErrorKind::InvalidParams {
        ErrorResponse::new(ErrorType::InvalidDirective, "the directive lacks what every directive has")
    } else {
        ErrorResponse::new(ErrorType::InternalError, "the directive could not be answered")
    };
    log_error("a directive failed", told(&error));
    Ok(Json::of(&response)?)
}

/// What the log is told of an error. Not its text: that of a panic, or of what an operation met, may quote anything.
fn told(error: &GatewayError) -> Fields {
    fields! { error = error.code(), interface = error.interface(), operation = error.operation() }
}

fn problem(status: u16, detail: &str) -> Result<Json, Failure> {
    let title = match status {
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        415 => "Unsupported Media Type",
        _ => "Internal Server Error",
    };
    let body = json!({ "status": status, "title": title, "detail": detail });
    http(status, "application/problem+json", &body.to_string())
}

fn http(status: u16, content_type: &str, body: &str) -> Result<Json, Failure> {
    Ok(Json::of(&json!({
        "statusCode": status,
        "headers": { "content-type": content_type },
        "body": body,
        "isBase64Encoded": false,
    }))?)
}

#[cfg(test)]
mod tests {
    use gateway_cores::fields;
    use gateway_lambda::Route;
    use gateway_runtime::{Gateway as _, GatewayError, Params};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{HTTP, captures, route, told};
    use crate::gateway::{Gateway, GatewayInterface, try_execute_now};

    #[test]
    fn every_route_leads_to_an_operation_that_takes_what_its_path_gives() {
        let http = HTTP.iter().map(|route| (route.interface, route.operation, route.path));
        for (interface, operation, path) in http.chain([("alexa", "answer", "")]) {
            let found = Gateway::catalogue().operation(interface, operation).unwrap();
            let names = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
            for name in names {
                assert!(found.parameters.iter().any(|parameter| parameter.name == name), "{path} of {operation}");
            }
        }
    }

    #[test]
    fn a_segment_in_braces_takes_one_segment() {
        assert_eq!(captures("/notes/{name}", "/notes/tea"), Some(vec![("name".to_owned(), json!("tea"))]));
        for path in ["/notes", "/notes/tea/cold", "/note/tea", "notes/tea"] {
            assert_eq!(captures("/notes/{name}", path), None, "{path}");
        }
    }

    #[test]
    fn the_path_wins_over_the_body() {
        let event = json!({
            "version": "2.0",
            "rawPath": "/notes/tea",
            "requestContext": { "http": { "method": "PUT" } },
            "body": r#"{"name": "coffee", "text": "Earl Grey"}"#,
        });
        let Ok(Route::Call(call)) = route(&event.to_string().into()) else { panic!("no call") };
        assert_eq!((call.interface, call.operation), ("notes", "write"));
        assert_eq!(call.params.to_value(), json!({ "name": "tea", "text": "Earl Grey" }));
    }

    #[test]
    fn an_unknown_event_is_told_by_its_shape() {
        let secret = json!({ "user": "s3cr3t", "list": ["s3cr3t"] });
        let failure = route(&secret.to_string().into()).unwrap_err();
        assert_eq!(failure.error_type(), "Gateway.BadEvent");
        assert!(failure.message().contains("an object with `list`, `user`"), "{failure}");
        assert!(!failure.message().contains("s3cr3t"));
    }

    #[test]
    fn the_log_is_told_which_operation_failed_but_not_the_text() {
        let unnamed = told(&GatewayError::operation_failed("the password is hunter2"));
        assert!(!format!("{unnamed:?}").contains("hunter2"));
        let params = Params::json(r#"{ "name": "hunter2/" }"#);
        let refused = try_execute_now(GatewayInterface::Notes, "read", params).unwrap_err();
        assert_eq!(told(&refused), fields! { error = "invalid_params", interface = "notes", operation = "read" });
    }

    fn leaf() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            Just(json!([])),
            Just(json!({})),
        ]
    }

    proptest! {
        #[test]
        fn what_is_no_event_is_a_failure(bytes: Vec<u8>) {
            let failure = route(&bytes.into()).unwrap_err();
            prop_assert_eq!(failure.error_type(), "Gateway.BadEvent");
        }

        /// Whatever a member is replaced by, the event is routed, answered or refused: it never panics.
        #[test]
        fn an_event_with_a_wrong_member_is_still_dealt_with(
            pointer in prop::sample::select(&[
                "/version", "/rawPath", "/requestContext", "/requestContext/http", "/requestContext/http/method",
                "/body", "/isBase64Encoded", "/directive",
            ][..]),
            value in leaf(),
        ) {
            let mut event = json!({
                "version": "2.0",
                "rawPath": "/notes/tea",
                "requestContext": { "http": { "method": "PUT" } },
                "body": "{}",
                "isBase64Encoded": false,
                "directive": null,
            });
            *event.pointer_mut(pointer).expect("it is there") = value;
            if let Err(failure) = route(&event.to_string().into()) {
                prop_assert_eq!(failure.error_type(), "Gateway.BadEvent");
            }
        }
    }
}
