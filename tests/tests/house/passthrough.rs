//! The failsafe works whatever becomes of the rest.

use tests::alexa::{Bridge, accept_grant, error_type, turn_on};
use tests::home_assistant::{Fault, TOKEN};

use crate::house;

/// With these no section of the configuration can be read, so that no core which needs one can be built.
const POISON: [(&str, &str); 4] = [
    ("GATEWAY_CONFIG_FILE", "/nowhere/at/all.json"),
    ("HOME_ASSISTANT_TIMEOUT", "soon"),
    ("HOME_ASSISTANT_TOKEN_MODE", "poison"),
    ("GATEWAY_PRESET", "poison"),
];

#[test]
fn directives_pass_where_nothing_else_can_be_built() {
    let home = house();
    let poisoned = Bridge::to(&home, &POISON);
    let event = turn_on(TOKEN);
    assert_eq!(error_type(&poisoned.ask(&event), &event), "BRIDGE_UNREACHABLE");
    assert_eq!(home.requests().len(), 0, "the poison works");

    let failsafe = Bridge::to(&home, &[&POISON[..], &[("GATEWAY_MODE", "passthrough")]].concat());
    let spaced = turn_on(TOKEN).to_string().replace(':', " : ");
    let answer = failsafe.ask_bytes(spaced.clone());
    assert_eq!(answer.body["event"]["header"]["name"], "Response", "{}", answer.body);
    let [request] = &home.requests()[..] else { panic!("it is sent once") };
    assert_eq!(request.body, spaced.as_bytes(), "as it came");
    assert_eq!(request.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
}

#[test]
fn its_failures_are_errors_of_alexa_too_and_tell_no_token() {
    let home = house();
    let failsafe = Bridge::to(&home, &[("GATEWAY_MODE", "Passthrough")]);
    for (fault, expected) in [
        (Fault::Page("401 Unauthorized"), "INVALID_AUTHORIZATION_CREDENTIAL"),
        (Fault::Page("500 Internal Server Error"), "INTERNAL_ERROR"),
        (Fault::Json(b"no JSON".to_vec()), "INTERNAL_ERROR"),
        (Fault::Close, "BRIDGE_UNREACHABLE"),
    ] {
        home.set_fault(Some(fault));
        let event = turn_on(TOKEN);
        assert_eq!(error_type(&failsafe.ask(&event), &event), expected);
    }
    let grant = accept_grant(TOKEN);
    assert_eq!(error_type(&failsafe.ask(&grant), &grant), "ACCEPT_GRANT_FAILED");
    assert_eq!(home.requests().len(), 5, "each is sent once");
    let mut event = turn_on(TOKEN);
    event["directive"]["endpoint"]["scope"].take();
    assert_eq!(error_type(&failsafe.ask(&event), &event), "INVALID_AUTHORIZATION_CREDENTIAL");
    assert_eq!(home.requests().len(), 5, "nothing is sent without a token");
    assert!(!failsafe.end().contains(TOKEN));
}
