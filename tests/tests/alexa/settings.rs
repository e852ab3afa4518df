//! What the bridge is told by its variables, in its own names and in those of other bridges.

use serde_json::{Value, json};
use tests::alexa::{Bridge, accept_grant, discover, error_type, turn_on};
use tests::home_assistant::{Certificate, File, HomeAssistant, Request, Setup, TOKEN};

const OWN: &str = "the-bridges-own-token";

fn house(certificate: Option<Certificate>) -> HomeAssistant {
    HomeAssistant::new(Setup { tokens: vec![TOKEN.to_owned(), OWN.to_owned()], certificate, ..Setup::default() })
}

fn authorizations(home: &HomeAssistant) -> Vec<String> {
    let value = |request: &Request| request.header("authorization").unwrap_or_default().to_owned();
    home.requests().iter().map(value).collect()
}

fn answers(bridge: &Bridge) -> bool {
    let event = turn_on(TOKEN);
    let answer = bridge.ask(&event);
    if answer["event"]["header"]["name"] == "Response" {
        return true;
    }
    error_type(&answer, &event);
    false
}

fn without_token() -> Value {
    let mut event = turn_on(TOKEN);
    event["directive"]["endpoint"]["scope"] = json!({"type": "BearerToken"});
    event
}

#[test]
fn whose_token_is_used() {
    let (brought, own) = (format!("Bearer {TOKEN}"), format!("Bearer {OWN}"));
    for (mode, with_token, without) in [
        (None, &brought, None),
        (Some("directive"), &brought, None),
        (Some("configured"), &own, Some(&own)),
        (Some("CONFIGURED"), &own, Some(&own)),
        (Some("fallback"), &brought, Some(&own)),
    ] {
        let home = house(None);
        let mut environment = vec![("HOME_ASSISTANT_TOKEN", OWN)];
        environment.extend(mode.map(|mode| ("HOME_ASSISTANT_TOKEN_MODE", mode)));
        let bridge = Bridge::to(&home, &environment);
        for event in [turn_on(TOKEN), discover(TOKEN), accept_grant(TOKEN)] {
            bridge.ask(&event);
        }
        assert_eq!(authorizations(&home), vec![with_token.clone(); 3], "{mode:?}");
        let event = without_token();
        let answer = bridge.ask(&event);
        if without.is_none() {
            assert_eq!(error_type(&answer, &event), "INVALID_AUTHORIZATION_CREDENTIAL", "{mode:?}");
        }
        assert_eq!(authorizations(&home).get(3), without, "{mode:?}");
    }
}

#[test]
fn a_token_that_is_not_configured_is_none() {
    for mode in ["configured", "fallback"] {
        let home = house(None);
        let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TOKEN_MODE", mode)]);
        let event = without_token();
        assert_eq!(error_type(&bridge.ask(&event), &event), "INVALID_AUTHORIZATION_CREDENTIAL", "{mode}");
        assert_eq!(home.requests().len(), 0, "{mode}");
    }
}

/// Somebody else's variables are set, and only the zip file is another one.
#[test]
fn the_variables_of_other_bridges() {
    for url in ["BASE_URL", "HA_BASE_URL"] {
        let home = house(Some(Certificate::SelfSigned));
        let address = home.url();
        let bridge = Bridge::with(&[
            (url, &address),
            ("HA_TOKEN", OWN),
            ("NOT_VERIFY_SSL", "True"),
            ("HOME_ASSISTANT_TOKEN_MODE", "fallback"),
        ]);
        assert!(answers(&bridge), "{url}");
        assert_eq!(bridge.ask(&without_token())["event"]["header"]["name"], "Response", "{url}");
        assert_eq!(authorizations(&home), [format!("Bearer {TOKEN}"), format!("Bearer {OWN}")]);
    }
}

/// The function in Home Assistant's documentation sends it with directives that bring no token, if `DEBUG` is set.
#[test]
fn the_long_lived_access_token_stands_in_while_somebody_looks_for_a_mistake() {
    let token = ("LONG_LIVED_ACCESS_TOKEN", OWN);
    let mode = |mode| ("HOME_ASSISTANT_TOKEN_MODE", mode);
    for (environment, is_sent) in [
        (&[token, ("DEBUG", "True")][..], true),
        (&[token, ("DEBUG", "1"), mode("fallback")], true),
        (&[token, ("DEBUG", "1"), mode("directive")], false),
        (&[token], false),
        // Which is on for a Python that asks whether it is set.
        (&[token, ("DEBUG", "False")], false),
        (&[token, ("DEBUG", "")], false),
        (&[("LONG_LIVED_ACCESS_TOKEN", ""), ("DEBUG", "True")], false),
        // Of our own name nobody expects it.
        (&[("HOME_ASSISTANT_TOKEN", OWN), ("DEBUG", "True")], false),
    ] {
        let home = house(None);
        let bridge = Bridge::to(&home, environment);
        let event = without_token();
        let answer = bridge.ask(&event);
        if !is_sent {
            assert_eq!(error_type(&answer, &event), "INVALID_AUTHORIZATION_CREDENTIAL", "{environment:?}");
        }
        assert!(answers(&bridge));
        let own = is_sent.then(|| format!("Bearer {OWN}"));
        let expected: Vec<_> = own.into_iter().chain([format!("Bearer {TOKEN}")]).collect();
        assert_eq!(authorizations(&home), expected, "{environment:?}");
        let is_told = bridge.end().contains("a directive without a token is sent with `LONG_LIVED_ACCESS_TOKEN`");
        assert_eq!(is_told, is_sent && !environment.contains(&mode("fallback")), "{environment:?}");
    }
}

/// It is a token of the bridge's own for what else it is asked.
#[test]
fn the_long_lived_access_token_is_the_bridges_own() {
    let home = house(None);
    let bridge = Bridge::to(&home, &[("LONG_LIVED_ACCESS_TOKEN", OWN), ("HOME_ASSISTANT_TOKEN_MODE", "configured")]);
    assert!(answers(&bridge));
    let test = json!({"interface": "home_assistant", "operation": "self_test"});
    assert_eq!(bridge.ask(&test)["token"]["is"], "good");
    assert!(authorizations(&home)[..2].iter().all(|sent| *sent == format!("Bearer {OWN}")));
}

#[test]
fn flags_are_off_if_they_say_so() {
    let home = house(Some(Certificate::Good));
    let url = home.url();
    for (name, value, is_verified) in [
        ("NOT_VERIFY_SSL", "false", true),
        ("NOT_VERIFY_SSL", "False", true),
        ("NOT_VERIFY_SSL", "0", true),
        ("NOT_VERIFY_SSL", "", true),
        ("NOT_VERIFY_SSL", "no", true),
        ("NOT_VERIFY_SSL", "true", false),
        ("NOT_VERIFY_SSL", "1", false),
        ("HOME_ASSISTANT_VERIFY_SSL", "false", false),
        ("HOME_ASSISTANT_VERIFY_SSL", "0", false),
        ("HOME_ASSISTANT_VERIFY_SSL", "true", true),
        ("VERIFY_SSL", "off", false),
    ] {
        let bridge = Bridge::with(&[("HOME_ASSISTANT_URL", &url), (name, value)]);
        assert_eq!(answers(&bridge), !is_verified, "{name}={value:?}");
    }
}

#[test]
fn debugging_brings_more_lines_if_it_is_on() {
    let home = house(None);
    for (value, is_on) in [("True", true), ("1", true), ("false", false), ("0", false), ("", false)] {
        let bridge = Bridge::to(&home, &[("DEBUG", value)]);
        assert!(answers(&bridge));
        let output = bridge.end();
        assert_eq!(output.contains("\"DEBUG\""), is_on, "{value:?}: {output}");
    }
}

#[test]
fn addresses_as_people_write_them() {
    let home = house(None);
    let (plain, port) = (home.url(), home.address().port());
    for url in [
        format!("{plain}/"),
        format!("{plain}//"),
        format!(" {plain} "),
        format!("\"{plain}\""),
        format!("{plain}/api"),
        format!("{plain}/api/"),
        format!("{plain}/api/alexa/smart_home"),
        format!("HTTP://127.0.0.1:{port}"),
        format!("http://localhost:{port}/"),
    ] {
        let bridge = Bridge::with(&[("HOME_ASSISTANT_URL", &url)]);
        assert!(answers(&bridge), "{url}");
    }
    assert!(home.requests().iter().all(|request| request.path == "/api/alexa/smart_home"));
    let new = HomeAssistant::new(Setup { ipv6: true, ..Setup::default() });
    assert!(new.url().starts_with("http://[::1]:") && answers(&Bridge::to(&new, &[])));
    let below = Bridge::with(&[("HOME_ASSISTANT_URL", &format!("{plain}/house/api/"))]);
    assert!(!answers(&below));
    assert_eq!(home.requests().last().expect("it was asked").path, "/house/api/alexa/smart_home");
}

#[test]
fn a_private_authority_in_the_variable_or_in_a_file() {
    let home = house(Some(Certificate::Good));
    let (url, root) = (home.url(), home.root().expect("it has one"));
    let other = house(Some(Certificate::Good)).root().expect("it has one");
    let file = File::with(&root);
    for roots in [&root, &root.replace('\n', "\\n"), &format!("{other}{root}"), file.path()] {
        let bridge = Bridge::with(&[("HOME_ASSISTANT_URL", &url), ("HOME_ASSISTANT_EXTRA_ROOTS", roots)]);
        assert!(answers(&bridge), "{roots}");
    }
    for roots in [&other, "", "/no/such/file.pem"] {
        let bridge = Bridge::with(&[("HOME_ASSISTANT_URL", &url), ("HOME_ASSISTANT_EXTRA_ROOTS", roots)]);
        assert!(!answers(&bridge), "{roots}");
    }
}

#[test]
fn a_certificate_to_show() {
    let home = HomeAssistant::new(Setup {
        certificate: Some(Certificate::Good),
        asks_for_certificate: true,
        ..Setup::default()
    });
    assert!(!answers(&Bridge::to(&home, &[])));
    let pem = home.client_certificate().expect("it has an authority");
    let file = File::with(&pem);
    for certificate in [&pem, &pem.replace('\n', "\\n"), file.path()] {
        assert!(answers(&Bridge::to(&home, &[("HOME_ASSISTANT_CLIENT_CERTIFICATE", certificate)])));
    }
}

#[test]
fn headers_for_what_stands_before_the_house() {
    for (id, secret) in [("CF_ACCESS_CLIENT_ID", "CF_ACCESS_CLIENT_SECRET"), ("CF_CLIENT_ID", "CF_CLIENT_SECRET")] {
        let home = house(None);
        let headers = r#"{"X-House": "a, b; c=\"d\"", "x-other": "1"}"#;
        let bridge =
            Bridge::to(&home, &[(id, "client.access"), (secret, "the-secret"), ("HOME_ASSISTANT_HEADERS", headers)]);
        assert!(answers(&bridge));
        let request = &home.requests()[0];
        for (name, value) in [
            ("cf-access-client-id", "client.access"),
            ("cf-access-client-secret", "the-secret"),
            ("x-house", r#"a, b; c="d""#),
            ("x-other", "1"),
            ("authorization", &format!("Bearer {TOKEN}")),
        ] {
            let values: Vec<_> = request.headers.iter().filter(|(known, _)| known == name).collect();
            assert_eq!(values, [&(name.to_owned(), value.to_owned())]);
        }
    }
}

#[test]
fn settings_that_cannot_be_read_are_told_and_answered_for() {
    for (name, value) in [
        ("HOME_ASSISTANT_TOKEN_MODE", "hunter2"),
        ("HOME_ASSISTANT_TIMEOUT", "hunter2"),
        ("HOME_ASSISTANT_HEADERS", "hunter2: x"),
        ("HOME_ASSISTANT_EXTRA_ROOTS", "hunter2"),
        ("NOT_VERIFY_SSL", "hunter2"),
    ] {
        let home = house(None);
        let bridge = Bridge::to(&home, &[(name, value)]);
        let event = turn_on(TOKEN);
        assert_eq!(error_type(&bridge.ask(&event), &event), "BRIDGE_UNREACHABLE", "{name}");
        assert_eq!(home.requests().len(), 0, "{name}");
        let output = bridge.end();
        assert!(output.contains(name) && !output.contains("hunter2"), "{name}: {output}");
    }
}
