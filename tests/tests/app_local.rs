//! The app as a developer runs it: the local runtime, the banner, the sample events.

use std::io::{BufRead, Read};
use std::process::{Command, Stdio};
use std::thread;

use serde_json::{Value, json};
use tests::app::{Local, Reply, binary, event, root, send};

/// The HTTP answer inside of the function's.
fn http(reply: &Reply) -> (u16, Value, Value) {
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(reply.header("x-amz-function-error"), None, "{reply:?}");
    let mut answer = reply.json();
    let status = answer["statusCode"].as_u64().and_then(|status| status.try_into().ok()).expect("a status");
    assert_eq!(answer["isBase64Encoded"], false);
    let body = answer["body"].as_str().expect("the body is text");
    let body = serde_json::from_str(body).expect("of JSON");
    (status, answer["headers"].take(), body)
}

fn request(method: &str, path: &str, body: Option<&str>) -> Vec<u8> {
    let event = json!({
        "version": "2.0",
        "rawPath": path,
        "requestContext": { "http": { "method": method, "path": path } },
        "body": body,
        "isBase64Encoded": false,
    });
    event.to_string().into_bytes()
}

#[test]
fn the_sample_events_are_answered() {
    let app = Local::start(&[]);

    let (status, headers, body) = http(&app.invoke(&event("http-v2-health.json")));
    assert_eq!((status, &headers["content-type"]), (200, &json!("application/json")));
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(body, json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }));

    let (status, headers, body) = http(&app.invoke(&event("http-v2-note-get.json")));
    assert_eq!((status, &headers["content-type"]), (404, &json!("application/problem+json")));
    assert_eq!(body["title"], "Not Found");

    let note = json!({ "name": "groceries", "text": "milk, bread" });
    let (status, _, body) = http(&app.invoke(&event("http-v2-note-put.json")));
    assert_eq!((status, &body), (200, &note));
    let (status, _, body) = http(&app.invoke(&event("http-v2-note-get.json")));
    assert_eq!((status, body), (200, note));
}

#[test]
fn a_directive_gets_a_well_formed_error_response() {
    let app = Local::start(&[]);
    let directive = event("alexa-turn-on.json");
    let mut ids = Vec::new();
    for _ in 0..2 {
        let mut answer = app.invoke(&directive).json();
        let id = answer["event"]["header"]["messageId"].take();
        let id = id.as_str().expect("a message id").to_owned();
        assert!((1..=127).contains(&id.len()), "{id}");
        assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{id}");
        ids.push(id);
        let directive: Value = serde_json::from_slice(&directive).expect("the sample is JSON");
        let directive = &directive["directive"];
        let expected = json!({ "event": {
            "header": {
                "namespace": "Alexa",
                "name": "ErrorResponse",
                "payloadVersion": "3",
                "messageId": null,
                "correlationToken": directive["header"]["correlationToken"],
            },
            "endpoint": { "endpointId": directive["endpoint"]["endpointId"] },
            "payload": { "type": "BRIDGE_UNREACHABLE", "message": "Home Assistant cannot be reached" },
        }});
        assert_eq!(answer, expected);
    }
    assert_ne!(ids[0], ids[1]);

    let discover = json!({ "directive": {
        "header": { "namespace": "Alexa.Discovery", "name": "Discover", "payloadVersion": "3", "messageId": "1" },
        "payload": { "scope": { "type": "BearerToken", "token": "not-a-real-token" } },
    }});
    let answer = app.invoke(discover.to_string().as_bytes()).json();
    assert_eq!(answer["event"]["payload"]["type"], "BRIDGE_UNREACHABLE");
    assert_eq!(answer["event"].get("endpoint"), None);
    assert_eq!(answer["event"]["header"].get("correlationToken"), None);

    let answer = app.invoke(br#"{"directive": {"header": {}}}"#).json();
    assert_eq!(answer["event"]["payload"]["type"], "INVALID_DIRECTIVE");
    assert_eq!(answer["event"]["header"]["name"], "ErrorResponse");
}

#[test]
fn requests_that_nothing_answers_say_why() {
    let app = Local::start(&[]);
    let (status, _, _) = http(&app.invoke(&request("GET", "/nowhere", None)));
    assert_eq!(status, 404);
    let (status, headers, _) = http(&app.invoke(&request("DELETE", "/notes/tea", None)));
    assert_eq!((status, &headers["allow"]), (405, &json!("GET, PUT, HEAD, OPTIONS")));
    let (status, _, body) = http(&app.invoke(&request("PUT", "/notes/tea", Some("milk"))));
    assert_eq!((status, &body["detail"]), (400, &json!("the body is not a JSON object")));

    let (status, _, body) = http(&app.invoke(&request("PUT", "/notes/a%20b", Some(r#"{"txt": 5}"#))));
    assert_eq!(status, 400);
    let problems = body["errors"].as_array().expect("a list");
    let mut paths: Vec<_> = problems.iter().map(|problem| problem["parameter"].as_str().expect("a path")).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["name", "text", "txt"], "all at once");

    let (status, _, body) = http(&app.invoke(&request("PUT", "/notes/tea", Some(r#"{"name": "x", "text": "Earl"}"#))));
    assert_eq!((status, &body["name"]), (200, &json!("tea")), "the path decides");
}

#[test]
fn a_malformed_event_is_an_error_and_the_next_is_answered() {
    let app = Local::start(&[]);
    let reply = app.invoke(b"{");
    assert_eq!(reply.status, 400);
    assert_eq!(reply.header("x-amzn-errortype"), Some("InvalidRequestContentException"));

    for (event, shape) in [
        (&b"{}"[..], "an empty object"),
        (b"[1]", "an array"),
        (br#"{"password": "s3cr3t"}"#, "an object of `password` (string)"),
    ] {
        let reply = app.invoke(event);
        assert_eq!((reply.status, reply.header("x-amz-function-error")), (200, Some("Unhandled")));
        let message = format!("the event is of no known source: {shape}");
        assert_eq!(reply.json(), json!({ "errorType": "Gateway.BadEvent", "errorMessage": message }));
    }
    let secret = app.invoke(br#"{"version": "2.0", "rawPath": 5, "requestContext": {"http": {}}, "body": "s3cr3t"}"#);
    let message = "the event of `http_api` cannot be read: unexpected JSON at line 1, column 31";
    assert_eq!(secret.json()["errorMessage"], message);
    let direct = app.invoke(br#"{"interface": "notes", "operation": "read", "params": {"name": "tea"}}"#);
    assert_eq!(direct.json()["errorType"], "Gateway.UnknownOperation", "it has no such trigger");

    assert_eq!(http(&app.invoke(&event("http-v2-health.json"))).0, 200);
}

#[test]
fn parallel_invocations_get_their_own_answers() {
    let app = Local::start(&[("AWS_LAMBDA_MAX_CONCURRENCY", "4")]);
    let app = &app;
    thread::scope(|scope| {
        let callers: Vec<_> = (0..32)
            .map(|index| {
                scope.spawn(move || {
                    let text = format!("text {index}");
                    let body = json!({ "text": text }).to_string();
                    let reply = app.invoke(&request("PUT", &format!("/notes/n{index}"), Some(&body)));
                    let id = reply.header("x-amzn-requestid").expect("an id").to_owned();
                    assert_eq!(http(&reply).2, json!({ "name": format!("n{index}"), "text": text }));
                    id
                })
            })
            .collect();
        let mut ids: Vec<_> = callers.into_iter().map(|caller| caller.join().expect("it is answered")).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 32, "each invocation has an id of its own");
    });
}

#[test]
fn plain_http_is_served_as_through_a_function_url() {
    let app = Local::start(&[]);
    let reply = app.request("GET", "/health?verbose=1", &[], b"");
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")));
    assert_eq!(reply.json()["status"], "ok");
    assert!(reply.header("x-amzn-requestid").is_some());

    let note = json!({ "name": "tea", "text": "Earl" });
    let json = [("content-type", "application/json")];
    let reply = app.request("PUT", "/notes/tea", &json, br#"{"text":"Earl"}"#);
    assert_eq!((reply.status, reply.json()), (200, note.clone()));
    assert_eq!(app.request("GET", "/notes/tea", &[], b"").json(), note);
    assert_eq!(app.request("GET", "/nowhere", &[], b"").status, 404);

    for size in [7 << 20, 40 << 20] {
        let reply = app.request("PUT", "/notes/tea", &json, &vec![b' '; size]);
        assert_eq!(reply.status, 413, "who sends everything first gets the reply all the same");
    }
    let foreign = app.request("GET", "/health", &[("origin", "https://example.com")], b"");
    assert_eq!(foreign.status, 403);
}

#[test]
fn the_banner_has_commands_that_work_as_they_are() {
    let mut app = Local::start(&[]);
    let commands = app.commands();
    assert_eq!(commands.len(), 3, "{commands:?}");
    for command in commands {
        let words: Vec<_> = command.split(' ').collect();
        let ["curl", "-s", url, "-d", data] = words.as_slice() else { panic!("{command}") };
        let path = url.strip_prefix(&format!("http://{}", app.address())).expect("the address it listens on");
        let file = data.strip_prefix('@').expect("a file");
        let body = std::fs::read(root().join(file)).expect("the file is there");
        // What curl sends unless told otherwise.
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let reply = send(app.address(), "POST", path, &headers, &body).expect("a reply");
        assert_eq!((reply.status, reply.header("x-amz-function-error")), (200, None), "{command}");
    }
}

#[test]
fn the_banner_says_what_calls_what() {
    let app = Local::start(&[]);
    let line = app.stdout.find(|line| line.trim_start().starts_with("GET /notes/{name} "));
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["GET", "/notes/{name}", "notes.read"]);
    let probe = Local::of(env!("CARGO_BIN_EXE_probe"), &[]);
    probe.stdout.find(|line| line.starts_with("  event kinesis ") && line.ends_with(" probe.obey"));
    probe.stdout.find(|line| line.starts_with("  direct ") && line.ends_with(" probe.through"));
}

/// `localhost` is one to some programs and the other to others.
#[test]
fn both_addresses_of_loopback_are_served() {
    if std::net::TcpListener::bind("[::1]:0").is_err() {
        // This machine has only one.
        return;
    }
    let app = Local::start(&[]);
    let other = ([0, 0, 0, 0, 0, 0, 0, 1], app.address().port()).into();
    let reply = send(other, "GET", "/health", &[], b"").expect("a reply");
    assert_eq!(reply.status, 200);
}

#[test]
fn a_port_in_use_says_what_to_type() {
    let app = Local::start(&[]);
    let port = app.address().port();
    let (taken, free) = (port.to_string(), port.wrapping_add(1));
    let by_option = Command::new(binary()).args(["--port", &taken]).output().expect("it runs");
    let by_variable = Command::new(binary()).env("GATEWAY_LOCAL_PORT", &taken).output().expect("it runs");
    for (second, help) in [(by_option, format!("--port {free}")), (by_variable, format!("GATEWAY_LOCAL_PORT={free}"))] {
        assert_eq!(second.status.code(), Some(1));
        let said = String::from_utf8(second.stderr).expect("text");
        assert!(said.contains(&format!("port {port} of localhost is in use")), "{said}");
        assert!(said.contains(&help), "{said}");
    }
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    for (name, value) in [
        ("GATEWAY_LOCAL_PORT", "http"),
        ("AWS_LAMBDA_FUNCTION_TIMEOUT", "0"),
        ("AWS_LAMBDA_FUNCTION_TIMEOUT", "901"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "lots"),
        ("AWS_LAMBDA_MAX_CONCURRENCY", "0"),
        ("AWS_LAMBDA_FUNCTION_NAME", "a b"),
    ] {
        let run = Command::new(binary()).env(name, value).stdin(Stdio::null()).output().expect("it runs");
        assert_eq!(run.status.code(), Some(2), "{name}");
        let said = String::from_utf8(run.stderr).expect("text");
        assert!(said.contains(&format!("{name} is `{value}`, expected")), "{said}");
    }
}

#[cfg(unix)]
fn signal(name: &str, pid: u32) {
    let sent = Command::new("kill").args([name, &pid.to_string()]).status().expect("kill runs");
    assert!(sent.success());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly() {
    for name in ["-INT", "-TERM"] {
        let mut app = Local::watched(&[]);
        app.commands();
        app.invoke(&event("http-v2-health.json"));
        signal(name, app.child().id());
        assert_eq!(app.child().wait().expect("it ends").code(), Some(0), "{name}");
        let out: Vec<_> = app.stdout.by_ref().collect();
        let mut err = String::new();
        app.stderr.take().expect("watched").read_to_string(&mut err).expect("text");
        assert_eq!((out.last().map(String::as_str), err.as_str()), (Some("stopped"), ""), "{name}");
    }
}

/// The function's process, in its concurrent loop, would ask a Runtime API that is no more again and again.
#[cfg(unix)]
#[test]
fn the_functions_process_does_not_outlive_it() {
    let mut app = Local::watched(&[("AWS_LAMBDA_MAX_CONCURRENCY", "2")]);
    app.invoke(&event("http-v2-health.json"));
    signal("-KILL", app.child().id());
    // Both processes hold standard error: it ends when both have ended.
    app.stderr.take().expect("watched").read_to_end(&mut Vec::new()).expect("it ends");
}

#[cfg(target_os = "linux")]
#[test]
fn a_crashed_function_starts_again_with_the_next_invocation() {
    let mut app = Local::watched(&[]);
    app.invoke(&event("http-v2-note-put.json"));
    let pid = app.child().id();
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).expect("Linux lists children");
    signal("-KILL", children.trim().parse().expect("one child"));
    let mut said = String::new();
    app.stderr.as_mut().expect("watched").read_line(&mut said).expect("text");
    assert!(said.contains("the function's process ended (signal: killed)"), "{said}");
    let (status, _, _) = http(&app.invoke(&event("http-v2-note-get.json")));
    assert_eq!(status, 404, "a new process has an empty cache");
}
