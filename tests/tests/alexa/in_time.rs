//! An answer before Alexa stops waiting, wherever on the way the time goes.

use std::time::{Duration, Instant};

use tests::alexa::{Bridge, accept_grant, error_type, turn_on};
use tests::home_assistant::{BlackHole, Fault, HomeAssistant, TOKEN};

/// Far more than the bridge waits where a test sets its time, and far less than it waits by itself.
const FAR: Duration = Duration::from_secs(5);

const FAULTS: [Fault; 5] = [Fault::Hang, Fault::HangAfterHead, Fault::HangInBody, Fault::Drip, Fault::LengthTooLong];

#[test]
fn the_head_and_the_body_have_one_time() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TIMEOUT", "0.2")]);
    for fault in FAULTS {
        home.set_fault(Some(fault.clone()));
        for (event, expected) in [(turn_on(TOKEN), "BRIDGE_UNREACHABLE"), (accept_grant(TOKEN), "ACCEPT_GRANT_FAILED")]
        {
            let begin = Instant::now();
            let answer = bridge.ask_within(Duration::from_mins(1), event.to_string());
            assert_eq!(error_type(&answer.body, &event), expected, "{fault:?}");
            assert!(begin.elapsed() < FAR, "{fault:?}");
        }
        home.set_fault(None);
        assert_eq!(bridge.ask(&turn_on(TOKEN))["event"]["header"]["name"], "Response", "{fault:?}");
    }
}

#[test]
fn so_does_the_connection() {
    let firewall = BlackHole::new();
    let bridge = Bridge::at(firewall.address(), &[("HOME_ASSISTANT_TIMEOUT", "200ms")]);
    let event = turn_on(TOKEN);
    let begin = Instant::now();
    let answer = bridge.ask_within(Duration::from_mins(1), event.to_string());
    assert_eq!(error_type(&answer.body, &event), "BRIDGE_UNREACHABLE");
    assert!(begin.elapsed() < FAR);
}

#[test]
fn so_does_a_handshake_that_nobody_answers() {
    let home = HomeAssistant::default();
    let url = home.url().replace("http:", "https:");
    let bridge = Bridge::with(&[("HOME_ASSISTANT_URL", &url), ("HOME_ASSISTANT_TIMEOUT", "200ms")]);
    let event = turn_on(TOKEN);
    let begin = Instant::now();
    let answer = bridge.ask_within(Duration::from_mins(1), event.to_string());
    assert_eq!(error_type(&answer.body, &event), "BRIDGE_UNREACHABLE");
    assert!(begin.elapsed() < FAR);
}

/// What Lambda leaves is less than what the bridge may wait: it answers in Alexa's words, before Lambda ends it.
#[test]
fn the_time_that_lambda_leaves_is_enough() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TIMEOUT", "1m")]);
    let event = turn_on(TOKEN);
    for fault in [Fault::Hang, Fault::Drip] {
        home.set_fault(Some(fault.clone()));
        let answer = bridge.ask_within(Duration::from_millis(800), event.to_string());
        assert_eq!(error_type(&answer.body, &event), "BRIDGE_UNREACHABLE", "{fault:?}");
    }
    let firewall = BlackHole::new();
    let bridge = Bridge::at(firewall.address(), &[("HOME_ASSISTANT_TIMEOUT", "1m")]);
    let answer = bridge.ask_within(Duration::from_millis(800), event.to_string());
    assert_eq!(error_type(&answer.body, &event), "BRIDGE_UNREACHABLE");
}
