//! Whatever goes wrong, Alexa gets a well-formed error of the type that fits, and the log says what to look at.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use tests::alexa::{Bridge, accept_grant, directive, discover, error_type, turn_on};
use tests::home_assistant::{Certificate, Fault, HomeAssistant, Setup, TOKEN, refusing};

const UNREACHABLE: &str = "BRIDGE_UNREACHABLE";
const INTERNAL: &str = "INTERNAL_ERROR";
const INVALID_TOKEN: &str = "INVALID_AUTHORIZATION_CREDENTIAL";

/// Every directive that is sent fails so, and was sent once if the connection was made.
fn fails(home: &HomeAssistant, bridge: &Bridge, expected: &str, what: &str) {
    for (event, expected) in [
        (turn_on(TOKEN), expected),
        (directive("Alexa", "ReportState", &json!({}), TOKEN), expected),
        (discover(TOKEN), expected),
        (accept_grant(TOKEN), "ACCEPT_GRANT_FAILED"),
    ] {
        let before = home.requests().len();
        assert_eq!(error_type(&bridge.ask(&event), &event), expected, "{what}: {event}");
        assert_eq!(home.requests().len(), before + 1, "{what}: {event}");
    }
}

/// Whether the bridge still works.
fn works(home: &HomeAssistant, bridge: &Bridge) {
    home.set_fault(None);
    assert_eq!(bridge.ask(&turn_on(TOKEN))["event"]["header"]["name"], "Response");
}

/// The reason in the log of the one directive.
fn reason(bridge: Bridge) -> String {
    let log = bridge.log();
    let line = log.iter().find(|line| line["message"] == "directive not carried out").expect("it is logged");
    assert_eq!(line["level"], "ERROR");
    line["reason"].as_str().expect("a text").to_owned()
}

#[test]
fn statuses() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    for (expected, statuses) in [
        (INVALID_TOKEN, &["401 Unauthorized", "403 Forbidden"][..]),
        ("RATE_LIMIT_EXCEEDED", &["429 Too Many Requests"]),
        (
            UNREACHABLE,
            &[
                "502 Bad Gateway",
                "503 Service Unavailable",
                "504 Gateway Timeout",
                "520 Unknown",
                "521 Down",
                "522 Late",
                "523 Unreachable",
                "524 Late",
                "525 TLS",
                "526 TLS",
                "530 Tunnel",
            ],
        ),
        (
            INTERNAL,
            &[
                "200 OK",
                "201 Created",
                "400 Bad Request",
                "404 Not Found",
                "405 Method Not Allowed",
                "413 Content Too Large",
                "418 Teapot",
                "500 Internal Server Error",
                "501 Not Implemented",
            ],
        ),
    ] {
        for status in statuses {
            home.set_fault(Some(Fault::Page(status)));
            fails(&home, &bridge, expected, status);
        }
    }
    works(&home, &bridge);
    assert_eq!(home.connections(), 1, "a whole answer of any status keeps the connection");
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = HomeAssistant::default();
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let login = format!("{}/api/alexa/smart_home", elsewhere.url());
        home.set_fault(Some(Fault::PageWith(status, "location", login)));
        fails(&home, &bridge, INTERNAL, status);
    }
    assert_eq!(elsewhere.connections(), 0, "nobody else gets the token");
    works(&home, &bridge);
}

#[test]
fn a_200_that_is_no_answer() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let none = [
        "",
        " ",
        "null",
        "[]",
        "\"event\"",
        "{}",
        r#"{"message":"API running."}"#,
        r#"{"event":{}"#,
        r#"{"event":{}}}"#,
        r#"{"context":{"event":{}}}"#,
        "<html></html>",
    ];
    for body in none {
        home.set_fault(Some(Fault::Json(body.into())));
        fails(&home, &bridge, INTERNAL, body);
    }
    home.set_fault(Some(Fault::Json(b"{\"event\":{\"a\":\"\xe9\"}}".to_vec())));
    fails(&home, &bridge, INTERNAL, "not UTF-8");
    works(&home, &bridge);
}

#[test]
fn answers_that_break_off() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    for fault in [Fault::Close, Fault::CloseInHead, Fault::Truncate, Fault::Reset, Fault::ResetInBody] {
        home.set_fault(Some(fault.clone()));
        fails(&home, &bridge, UNREACHABLE, &format!("{fault:?}"));
    }
    works(&home, &bridge);
}

#[test]
fn answers_that_are_no_http() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    for fault in [Fault::Noise, Fault::NoLength, Fault::NotPacked] {
        home.set_fault(Some(fault.clone()));
        fails(&home, &bridge, INTERNAL, &format!("{fault:?}"));
    }
    works(&home, &bridge);
}

#[test]
fn nobody_listens() {
    let bridge = Bridge::at(refusing(), &[]);
    let events = [turn_on(TOKEN), discover(TOKEN)];
    for event in events {
        assert_eq!(error_type(&bridge.ask(&event), &event), UNREACHABLE);
    }
    let event = accept_grant(TOKEN);
    assert_eq!(error_type(&bridge.ask(&event), &event), "ACCEPT_GRANT_FAILED");
}

#[test]
fn a_name_that_there_is_none_of() {
    let bridge = Bridge::with(&[("HOME_ASSISTANT_URL", "http://home.invalid"), ("HOME_ASSISTANT_TIMEOUT", "500ms")]);
    let event = turn_on(TOKEN);
    assert_eq!(error_type(&bridge.ask(&event), &event), UNREACHABLE);
}

#[test]
fn certificates_that_are_not_believed() {
    use Certificate::{Expired, Good, IncompleteChain, OtherName, SelfSigned};
    // Where the authority is not known, that of another house is.
    let other = HomeAssistant::new(Setup { certificate: Some(Good), ..Setup::default() });
    let another_root = other.root().expect("it has one");
    for (certificate, knows_root, told) in [
        (Expired, true, "expired"),
        (OtherName, true, "name"),
        (Good, false, "HOME_ASSISTANT_EXTRA_ROOTS"),
        (IncompleteChain, true, "fullchain.pem"),
        (SelfSigned, true, "HOME_ASSISTANT_EXTRA_ROOTS"),
    ] {
        let home = HomeAssistant::new(Setup { certificate: Some(certificate), ..Setup::default() });
        let environment = [("HOME_ASSISTANT_EXTRA_ROOTS", another_root.as_str())];
        let bridge = Bridge::to(&home, if knows_root { &[] } else { &environment });
        let event = turn_on(TOKEN);
        assert_eq!(error_type(&bridge.ask(&event), &event), UNREACHABLE, "{certificate:?}");
        assert_eq!(home.requests().len(), 0, "{certificate:?}");
        let reason = reason(bridge);
        assert!(reason.contains(told), "{certificate:?}: {reason}");
    }
}

#[test]
fn plain_where_tls_is_spoken_and_tls_where_it_is_not() {
    let plain = HomeAssistant::default();
    let secure = HomeAssistant::new(Setup { certificate: Some(Certificate::Good), ..Setup::default() });
    let event = turn_on(TOKEN);
    for url in [plain.url().replace("http:", "https:"), secure.url().replace("https:", "http:")] {
        let bridge = Bridge::with(&[("HOME_ASSISTANT_URL", &url), ("HOME_ASSISTANT_TIMEOUT", "500ms")]);
        assert_eq!(error_type(&bridge.ask(&event), &event), UNREACHABLE, "{url}");
    }
    assert!(plain.requests().is_empty() && secure.requests().is_empty());
}

#[test]
fn an_expired_token_is_told_from_one_that_is_not_known() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let jwt = |claims: Value| format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims.to_string()));
    for (token, expected) in [
        (jwt(json!({"iss": "someone", "exp": 1_700_000_000})), "EXPIRED_AUTHORIZATION_CREDENTIAL"),
        (jwt(json!({"iss": "someone", "exp": 9_999_999_999_u64})), INVALID_TOKEN),
        (jwt(json!({"iss": "someone"})), INVALID_TOKEN),
        ("no-jwt".to_owned(), INVALID_TOKEN),
    ] {
        let event = turn_on(&token);
        assert_eq!(error_type(&bridge.ask(&event), &event), expected, "{token}");
        let grant = accept_grant(&token);
        assert_eq!(error_type(&bridge.ask(&grant), &grant), "ACCEPT_GRANT_FAILED", "{token}");
    }
}

#[test]
fn nothing_is_sent_without_a_usable_token() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let tokens = [
        Value::Null,
        json!(""),
        json!(" "),
        json!("two words"),
        json!("to\r\nken: x"),
        json!("to\nken"),
        json!("t\u{f6}ken"),
        json!(5),
    ];
    for token in tokens {
        for (mut event, expected) in [
            (turn_on(TOKEN), INVALID_TOKEN),
            (discover(TOKEN), INVALID_TOKEN),
            (accept_grant(TOKEN), "ACCEPT_GRANT_FAILED"),
        ] {
            for path in [
                "/directive/endpoint/scope/token",
                "/directive/payload/scope/token",
                "/directive/payload/grantee/token",
            ] {
                if let Some(it) = event.pointer_mut(path) {
                    *it = token.clone();
                }
            }
            assert_eq!(error_type(&bridge.ask(&event), &event), expected, "{event}");
        }
    }
    assert_eq!(home.requests().len(), 0);
    works(&home, &bridge);
}

#[test]
fn malformed_directives() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let with = |path: &str, value: Value| {
        let mut event = turn_on(TOKEN);
        *event.pointer_mut(path).expect("it is there") = value;
        event
    };
    for event in [
        with("/directive/header/payloadVersion", json!("2")),
        with("/directive/header/payloadVersion", json!(3)),
        with("/directive/header/payloadVersion", Value::Null),
        with("/directive/header/name", json!("")),
        with("/directive/header/namespace", json!("")),
    ] {
        assert_eq!(error_type(&bridge.ask(&event), &event), "INVALID_DIRECTIVE", "{event}");
    }
    assert_eq!(home.requests().len(), 0);
    works(&home, &bridge);
}

#[test]
fn a_house_that_is_not_set_up() {
    let event = turn_on(TOKEN);
    for (url, told) in [("", "`HOME_ASSISTANT_URL` is not set"), ("http:/home.example", "one slash is missing")] {
        let bridge = Bridge::with(&[("HOME_ASSISTANT_URL", url)]);
        assert_eq!(error_type(&bridge.ask(&event), &event), UNREACHABLE, "{url}");
        let output = bridge.end();
        assert!(output.contains(told), "{output}");
    }
}

#[test]
fn the_log_says_what_to_look_at() {
    for (fault, told) in [
        (Fault::Page("404 Not Found"), &["404", "`smart_home:`"][..]),
        (Fault::Page("405 Method Not Allowed"), &["405", "HOME_ASSISTANT_URL"]),
        (Fault::Page("400 Bad Request"), &["400", "trusted_proxies"]),
        (Fault::Page("500 Internal Server Error"), &["500", "its own log"]),
        (
            Fault::PageWith("403 Forbidden", "server", "cloudflare".into()),
            &["403", "`cloudflare`", "ip_bans.yaml", "Bot Fight"],
        ),
        (Fault::PageWith("302 Found", "location", "/login".into()), &["302", "login page"]),
        (Fault::Page("200 OK"), &["HOME_ASSISTANT_URL"]),
    ] {
        let home = HomeAssistant::failing(fault.clone());
        let bridge = Bridge::to(&home, &[]);
        bridge.ask(&turn_on(TOKEN));
        let reason = reason(bridge);
        for told in told {
            assert!(reason.contains(told), "{fault:?}: {reason}");
        }
        assert!(!reason.contains('<'), "{reason}");
    }
}

#[test]
fn home_assistants_own_errors_pass() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[]);
    let mut event = turn_on(TOKEN);
    event["directive"]["endpoint"]["endpointId"] = json!("light#nowhere");
    let answer = bridge.ask(&event);
    assert_eq!(answer["event"]["payload"]["type"], "NO_SUCH_ENDPOINT");
    assert_eq!(answer["event"]["endpoint"], event["directive"]["endpoint"]);
}
