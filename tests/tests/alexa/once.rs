//! Never twice: what the house has counted. Most directives do harm when they are carried out twice.

use std::time::Duration;

use tests::alexa::{Bridge, brighter, error_type, turn_on};
use tests::home_assistant::{Certificate, Fault, HomeAssistant, Setup, TOKEN};

#[test]
fn whatever_becomes_of_it_a_directive_is_sent_once() {
    let home = HomeAssistant::default();
    let bridge = Bridge::to(&home, &[("HOME_ASSISTANT_TIMEOUT", "300ms")]);
    let event = brighter(TOKEN);
    for fault in [
        Fault::Close,
        Fault::CloseInHead,
        Fault::Truncate,
        Fault::Reset,
        Fault::ResetInBody,
        Fault::Hang,
        Fault::Noise,
        Fault::Page("401 Unauthorized"),
        Fault::Page("429 Too Many Requests"),
        Fault::Page("500 Internal Server Error"),
        Fault::PageWith("503 Service Unavailable", "retry-after", "0".to_owned()),
        Fault::PageWith("429 Too Many Requests", "retry-after", "0".to_owned()),
        Fault::PageWith("307 Temporary Redirect", "location", "/api/alexa/smart_home".to_owned()),
        Fault::PageWith("408 Request Timeout", "connection", "close".to_owned()),
    ] {
        let before = home.requests().len();
        home.set_fault(Some(fault.clone()));
        error_type(&bridge.ask(&event), &event);
        // An answer to the next directive shows that nothing of the last one is still on its way.
        home.set_fault(None);
        assert_eq!(bridge.ask(&turn_on(TOKEN))["event"]["header"]["name"], "Response", "{fault:?}");
        let bodies: Vec<_> = home.requests()[before..].iter().map(|request| request.body.clone()).collect();
        assert_eq!(bodies, [event.to_string().into_bytes(), turn_on(TOKEN).to_string().into_bytes()], "{fault:?}");
    }
}

#[test]
fn nobody_is_banned_by_the_bridge_alone() {
    let home = HomeAssistant::new(Setup { ban_after: Some(3), ..Setup::default() });
    let bridge = Bridge::to(&home, &[]);
    let wrong = turn_on("a-token-that-nobody-knows");
    for sent in 1..3 {
        assert_eq!(error_type(&bridge.ask(&wrong), &wrong), "INVALID_AUTHORIZATION_CREDENTIAL");
        assert_eq!(home.requests().len(), sent);
    }
    assert_eq!(bridge.ask(&turn_on(TOKEN))["event"]["header"]["name"], "Response");
    error_type(&bridge.ask(&wrong), &wrong);
    // Now it is, with a good token too.
    let good = turn_on(TOKEN);
    assert_eq!(error_type(&bridge.ask(&good), &good), "INVALID_AUTHORIZATION_CREDENTIAL");
}

#[test]
fn the_first_directive_finds_the_connection_made() {
    for certificate in [None, Some(Certificate::Good)] {
        let home = HomeAssistant::new(Setup { certificate, ..Setup::default() });
        let bridge = Bridge::to(&home, &[]);
        for _ in 0..3 {
            assert_eq!(bridge.ask(&brighter(TOKEN))["event"]["header"]["name"], "Response");
        }
        assert_eq!((home.connections(), home.requests().len()), (1, 3), "{certificate:?}");
        let log = bridge.log();
        let lines: Vec<_> = log.iter().filter(|line| line["message"] == "directive answered").collect();
        let told: Vec<_> = lines.iter().map(|line| (line["reused"].clone(), line["cold"].clone())).collect();
        assert_eq!(told, [(true, true), (true, false), (true, false)].map(|(a, b)| (a.into(), b.into())));
        assert!(lines.iter().all(|line| line["connect_ms"] == 0.0 && line["tls_ms"] == 0.0), "{lines:?}");
    }
}

/// Lambda stops the process between two events, for as long as it likes: it does not see what happens meanwhile.
#[test]
fn a_connection_that_was_closed_during_a_freeze_is_replaced() {
    for certificate in [None, Some(Certificate::Good)] {
        let home = HomeAssistant::new(Setup { certificate, ..Setup::default() });
        let bridge = Bridge::to(&home, &[]);
        let event = brighter(TOKEN);
        bridge.ask(&event);
        for thawed in 2..5 {
            bridge.lambda().signal("STOP");
            home.hang_up();
            home.wait_until_closed();
            bridge.lambda().give_for(Duration::from_secs(10), "thawed", event.to_string());
            bridge.lambda().signal("CONT");
            let answer = bridge.lambda().answer();
            assert_eq!(answer.body["event"]["header"]["name"], "Response", "{certificate:?}: {}", answer.body);
            assert_eq!((home.requests().len(), home.connections()), (thawed, thawed), "{certificate:?}");
        }
    }
}

#[test]
fn a_connection_that_the_house_found_idle_for_too_long_is_replaced() {
    let home = HomeAssistant::new(Setup { idle: Duration::from_millis(30), ..Setup::default() });
    let bridge = Bridge::to(&home, &[]);
    for sent in 1..4 {
        assert_eq!(bridge.ask(&brighter(TOKEN))["event"]["header"]["name"], "Response");
        assert_eq!(home.requests().len(), sent);
        home.wait_until_closed();
    }
}
