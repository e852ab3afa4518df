//! No token in what the function writes: one stands in every place that can hold one, and they are looked for.
//!
//! Each also has to reach the house, or else the test would pass because nothing was sent.

use std::time::Duration;

use serde_json::{Value, json};
use tests::alexa::{Bridge, accept_grant, discover, turn_on};
use tests::home_assistant::{Certificate, Fault, HomeAssistant, Setup, refusing};

/// What no secret here is without, and nothing else has.
const CANARY: &str = "canary-7d1f";

fn canary(place: &str) -> String {
    format!("{CANARY}-{place}")
}

/// Events with a secret in every place, and what must reach the house of them.
fn events() -> Vec<(Value, String)> {
    let mut everywhere = turn_on(&canary("everywhere"));
    everywhere["directive"]["payload"] = json!({
        "scope": {"type": "BearerToken", "token": canary("payload-too")},
        "grantee": {"type": "BearerToken", "token": canary("grantee-too")},
        "grant": {"code": canary("code")}, "pin": canary("pin"),
    });
    everywhere["directive"]["endpoint"]["cookie"] = json!({"token": canary("cookie")});
    vec![
        (turn_on(&canary("endpoint")), canary("endpoint")),
        (discover(&canary("payload")), canary("payload")),
        (accept_grant(&canary("grantee")), canary("grantee")),
        (everywhere, canary("cookie")),
        (skill("GoodNight"), canary("api-access")),
    ]
}

fn skill(intent: &str) -> Value {
    let system = json!({
        "application": {"applicationId": "amzn1.ask.skill.1"},
        "user": {"userId": "amzn1.ask.account.1", "accessToken": canary("user-in-context")},
        "device": {"deviceId": "amzn1.ask.device.1"},
        "apiEndpoint": "https://api.eu.amazonalexa.com", "apiAccessToken": canary("api-access"),
    });
    json!({
        "version": "1.0",
        "session": {
            "new": true, "sessionId": "amzn1.echo-api.session.1",
            "application": {"applicationId": "amzn1.ask.skill.1"}, "attributes": {},
            "user": {"userId": "amzn1.ask.account.1", "accessToken": canary("user")},
        },
        "context": {"System": system},
        "request": {
            "type": "IntentRequest", "requestId": "amzn1.echo-api.request.1", "timestamp": "2026-01-02T03:04:05Z",
            "locale": "en-US",
            "intent": {"name": intent, "confirmationStatus": "NONE", "slots": {}},
        },
    })
}

/// Events that no token is sent for, and what is none at all.
fn odd_events() -> Vec<Vec<u8>> {
    let mut old = turn_on(&canary("old"));
    old["directive"]["header"]["payloadVersion"] = json!("2");
    let broken_token = turn_on(&format!("{}\r\nx: y", canary("broken")));
    let http = json!({
        "version": "2.0", "rawPath": "/diagnostics", "rawQueryString": format!("token={}", canary("query")),
        "headers": {"authorization": format!("Bearer {}", canary("http")), "cookie": canary("http-cookie")},
        "queryStringParameters": {"token": canary("query")},
        "requestContext": {"http": {"method": "GET", "path": "/diagnostics"}},
    });
    let direct = json!({
        "interface": "alexa", "operation": "smart_home",
        "params": {"directive": turn_on(&canary("direct"))["directive"], "token": canary("param")},
    });
    let unknown = json!({"token": canary("unknown"), "Authorization": canary("unknown")});
    let whole = turn_on(&canary("cut")).to_string();
    vec![
        old.to_string().into_bytes(),
        broken_token.to_string().into_bytes(),
        http.to_string().into_bytes(),
        direct.to_string().into_bytes(),
        unknown.to_string().into_bytes(),
        whole.as_bytes()[..whole.len() - 9].to_vec(),
        format!("\"{}\"", canary("text")).into_bytes(),
    ]
}

fn faults() -> Vec<Option<Fault>> {
    let echo = format!(r#"{{"message":"{}"}}"#, canary("in-the-answer"));
    let header = |status, name| Some(Fault::PageWith(status, name, canary("in-a-header")));
    vec![
        None,
        Some(Fault::Page("401 Unauthorized")),
        Some(Fault::Page("200 OK")),
        Some(Fault::Page("500 Internal Server Error")),
        header("403 Forbidden", "set-cookie"),
        header("302 Found", "location"),
        header("429 Too Many Requests", "retry-after"),
        Some(Fault::Json(echo.clone().into_bytes())),
        Some(Fault::Json(echo.as_bytes()[..echo.len() - 2].to_vec())),
        Some(Fault::NotPacked),
        Some(Fault::Noise),
        Some(Fault::Truncate),
        Some(Fault::Close),
        Some(Fault::Reset),
    ]
}

/// A run with these variables: everything that there is to go wrong, and the search for what must not be written.
fn nothing_is_told(environment: &[(&str, &str)], has_own_token: bool) {
    let own = canary("configured");
    let headers = format!(r#"{{"x-secret": "{}"}}"#, canary("header"));
    let (id, secret, api) = (canary("cf-id"), canary("cf-secret"), canary("http"));
    let mut all = vec![
        ("HOME_ASSISTANT_TOKEN", own.as_str()),
        ("HOME_ASSISTANT_HEADERS", &headers),
        ("CF_ACCESS_CLIENT_ID", &id),
        ("CF_ACCESS_CLIENT_SECRET", &secret),
        ("GATEWAY_API_TOKEN", &api),
        ("HOME_ASSISTANT_TIMEOUT", "5s"),
    ];
    all.extend_from_slice(environment);
    let tokens = ["endpoint", "payload", "grantee", "everywhere", "user", "user-in-context", "configured"].map(canary);
    let home = HomeAssistant::new(Setup { tokens: tokens.to_vec(), ..Setup::default() });
    let bridge = Bridge::to(&home, &all);
    for fault in faults() {
        home.set_fault(fault.clone());
        for (event, expected) in events() {
            let before = home.requests().len();
            bridge.ask(&event);
            let requests = home.requests();
            let [request] = &requests[before..] else { panic!("{fault:?}: {event} was not sent once") };
            let sent = String::from_utf8_lossy(&request.bytes);
            for expected in [expected, canary("header"), canary("cf-id"), canary("cf-secret")] {
                assert!(sent.contains(&expected), "{expected} is not in {sent}");
            }
            let authorization = request.header("authorization").unwrap_or_default();
            assert!(authorization.contains(CANARY), "{sent}");
            assert_eq!(authorization.ends_with("configured"), has_own_token, "{sent}");
        }
        for event in odd_events() {
            bridge.lambda().give_for(Duration::from_secs(10), "odd", event);
            let answer = bridge.lambda().answer();
            let is_told = answer.kind == "error" && String::from_utf8_lossy(&answer.bytes).contains(CANARY);
            assert!(!is_told, "{}", answer.body);
        }
    }
    let output = bridge.end();
    assert!(!output.contains(CANARY), "{environment:?}: {output}");
    assert!(output.contains("directive"), "it has written something: {output}");
}

fn at_level(name: &str, level: &str) {
    for mode in ["directive", "configured", "fallback"] {
        nothing_is_told(&[(name, level), ("HOME_ASSISTANT_TOKEN_MODE", mode)], mode == "configured");
    }
}

#[test]
fn at_trace() {
    at_level("LOG_LEVEL", "TRACE");
}

#[test]
fn at_the_platforms_trace() {
    at_level("AWS_LAMBDA_LOG_LEVEL", "TRACE");
}

#[test]
fn at_debug() {
    at_level("GATEWAY_LOG_LEVEL", "DEBUG");
}

#[test]
fn with_the_switch_of_other_bridges() {
    at_level("DEBUG", "True");
}

#[test]
fn at_info_and_above() {
    nothing_is_told(&[("POWERTOOLS_LOG_LEVEL", "INFO")], false);
    nothing_is_told(&[("LOG_LEVEL", "WARN")], false);
    nothing_is_told(&[("LOG_LEVEL", "ERROR")], false);
}

#[test]
fn in_development_and_with_what_others_look_at() {
    nothing_is_told(&[("GATEWAY_DEV", "true"), ("RUST_LOG", "trace"), ("RUST_BACKTRACE", "full")], false);
    nothing_is_told(&[("GATEWAY_LOGGER_SAMPLE_RATE", "1"), ("LOG_LEVEL", "TRACE")], false);
}

#[test]
fn while_the_house_hangs() {
    for level in ["TRACE", "INFO"] {
        let home = HomeAssistant::default();
        let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TIMEOUT", "100ms"), ("LOG_LEVEL", level)]);
        for fault in [Fault::Hang, Fault::HangInBody, Fault::Drip] {
            home.set_fault(Some(fault));
            for (event, _) in events() {
                bridge.ask(&event);
            }
        }
        assert_eq!(home.requests().len(), 3 * events().len());
        let output = bridge.end();
        assert!(!output.contains(CANARY), "{output}");
    }
}

#[test]
fn where_no_house_is() {
    let secure = HomeAssistant::new(Setup { certificate: Some(Certificate::Expired), ..Setup::default() });
    let (expired, root) = (secure.url(), secure.root().expect("it has one"));
    let nobody = format!("http://{}", refusing());
    let own = canary("configured");
    for url in [nobody.as_str(), &expired, "http://home.invalid"] {
        for mode in ["directive", "configured"] {
            let bridge = Bridge::with(&[
                ("HOME_ASSISTANT_URL", url),
                ("HOME_ASSISTANT_EXTRA_ROOTS", &root),
                ("HOME_ASSISTANT_TOKEN", &own),
                ("HOME_ASSISTANT_TOKEN_MODE", mode),
                ("HOME_ASSISTANT_TIMEOUT", "500ms"),
                ("LOG_LEVEL", "TRACE"),
            ]);
            for (event, _) in events() {
                bridge.ask(&event);
            }
            let output = bridge.end();
            assert!(output.contains("BRIDGE_UNREACHABLE") && !output.contains(CANARY), "{url}: {output}");
        }
    }
    assert!(secure.requests().is_empty(), "nothing is sent to who cannot be believed");
}

/// Secrets where something else belongs: people paste into the wrong field.
#[test]
fn in_settings_that_cannot_be_used() {
    let secret = canary("mistaken");
    let with_user = format!("https://me:{secret}@home.example");
    let in_query = format!("https://home.example/?token={secret}");
    let two_lines = format!("{secret}\r\n{secret}");
    let broken_json = format!("{{\"authorization\": \"{secret}\"");
    let wrong_header = format!("{{\"x y\": \"{secret}\", \"z\": \"{secret}\\n\"}}");
    let broken_pem = format!("-----BEGIN CERTIFICATE-----\\n{secret}\\n-----END CERTIFICATE-----");
    for (name, value) in [
        ("HOME_ASSISTANT_URL", &with_user),
        ("HOME_ASSISTANT_URL", &in_query),
        ("HOME_ASSISTANT_URL", &secret),
        ("HOME_ASSISTANT_TOKEN", &two_lines),
        ("HOME_ASSISTANT_TOKEN_MODE", &secret),
        ("HOME_ASSISTANT_TIMEOUT", &secret),
        ("HOME_ASSISTANT_HEADERS", &secret),
        ("HOME_ASSISTANT_HEADERS", &broken_json),
        ("HOME_ASSISTANT_HEADERS", &wrong_header),
        ("HOME_ASSISTANT_EXTRA_ROOTS", &secret),
        ("HOME_ASSISTANT_EXTRA_ROOTS", &broken_pem),
        ("HOME_ASSISTANT_CLIENT_CERTIFICATE", &secret),
        ("HOME_ASSISTANT_CLIENT_CERTIFICATE", &broken_pem),
        ("CF_ACCESS_CLIENT_SECRET", &two_lines),
        ("NOT_VERIFY_SSL", &secret),
        ("ALEXA_DROP_BROKEN_ENDPOINTS", &secret),
        ("DEBUG", &secret),
        ("GATEWAY_API_TOKEN", &two_lines),
    ] {
        let home = HomeAssistant::default();
        let url = home.url();
        let mode = ("HOME_ASSISTANT_TOKEN_MODE", "configured");
        let mut environment = vec![("HOME_ASSISTANT_URL", url.as_str()), mode, ("LOG_LEVEL", "TRACE")];
        environment.retain(|(known, _)| *known != name);
        environment.push((name, value));
        let bridge = Bridge::with(&environment);
        for (event, _) in events() {
            bridge.ask(&event);
        }
        let output = bridge.end();
        assert!(!output.contains(CANARY), "{name}={value}: {output}");
    }
}
