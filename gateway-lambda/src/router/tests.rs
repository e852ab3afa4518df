//! The routes of operations whose triggers the tests give.

use gateway_runtime::{Catalogue, Gateway as _, Trigger, gateway};
use http::Method;
use proptest::prelude::*;

use super::{Fault, Lookup, Routes, StartError};
use crate::source::Source;

#[expect(unreachable_pub, reason = "a gateway lists what is public")]
mod shop {
    use gateway_runtime::{gateway_interface, gateway_op};

    #[gateway_op(interface = "shop")]
    pub fn find(id: u32) -> u32 {
        id
    }

    #[gateway_op(interface = "shop")]
    pub fn file(rest: &str) -> String {
        rest.to_owned()
    }

    #[gateway_op(interface = "shop")]
    pub fn pair(a: &str, b: &str) -> String {
        format!("{a} {b}")
    }

    #[gateway_op(interface = "shop")]
    pub fn ping() {}

    gateway_interface! { pub shop { find, file, pair, ping } }
}

gateway! { pub Gateway { shop } }

fn catalogue() -> &'static Catalogue {
    gateway::Gateway::catalogue()
}

fn routes(triggers: &[(&str, &[Trigger])]) -> Result<Routes, StartError> {
    Routes::new(triggers.iter().map(|(name, triggers)| {
        let operation = catalogue().operation("shop", name).unwrap();
        ("shop", operation, *triggers)
    }))
}

const fn http(method: &'static str, path: &'static str) -> Trigger {
    Trigger::Http { method, path }
}

/// The operation and the texts of its parameters, or the methods that would do.
fn find(routes: &Routes, method: &str, path: &str) -> String {
    match routes.http().find(&Method::from_bytes(method.as_bytes()).unwrap(), path) {
        Lookup::Found(route, texts) => {
            let texts: Vec<_> = texts
                .iter()
                .map(|(input, text)| {
                    let text = text.as_deref().unwrap_or("not UTF-8");
                    format!(" {}={text}", route.target().inputs()[*input].name)
                })
                .collect();
            format!("{}{}", route.target().operation.name, texts.concat())
        }
        Lookup::OtherMethods(methods) => methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", "),
        Lookup::Nowhere => "nowhere".to_owned(),
    }
}

#[test]
fn a_path_leads_to_its_operation() {
    let routes = routes(&[
        ("find", &[http("GET", "/orders/{id}"), http("HEAD", "/heads/{id}")]),
        ("file", &[http("GET", "/files/{rest...}"), http("PUT", "/orders/{rest}")]),
        ("pair", &[http("POST", "/pairs/{b}/of/{a}")]),
        ("ping", &[http("GET", "/"), http("GET", "/orders/last"), http("GET", "/caf\u{e9}")]),
    ])
    .unwrap();
    for (method, path, expected) in [
        ("GET", "/", "ping"),
        ("GET", "/orders/17", "find id=17"),
        ("HEAD", "/orders/17", "find id=17"),
        ("PUT", "/orders/17", "file rest=17"),
        ("DELETE", "/orders/17", "GET, PUT, HEAD, OPTIONS"),
        ("OPTIONS", "/orders/17", "GET, PUT, HEAD, OPTIONS"),
        ("GET", "/heads/1", "HEAD, OPTIONS"),
        ("GET", "/orders/last", "ping"),
        ("GET", "/orders/", "nowhere"),
        ("GET", "/orders", "nowhere"),
        ("GET", "/orders/17/", "nowhere"),
        ("GET", "orders/17", "nowhere"),
        ("GET", "", "nowhere"),
        ("POST", "/pairs/x/of/y", "pair b=x a=y"),
        ("GET", "/files/a/b%20c.txt", "file rest=a/b c.txt"),
        ("PUT", "/orders/a%2Fb+c", "file rest=a/b+c"),
        ("PUT", "/orders/%", "file rest=%"),
        ("PUT", "/orders/%ff", "file rest=not UTF-8"),
        ("GET", "/caf%C3%A9", "ping"),
        ("GET", "/%6frders/7", "find id=7"),
        ("GET", "/%ff", "nowhere"),
    ] {
        assert_eq!(find(&routes, method, path), expected, "{method} {path}");
    }
    assert_eq!(routes.http().nearest("/order/17"), Some("/orders/{id}"));
    assert_eq!(routes.http().nearest("/filse/a/b"), Some("/files/{rest...}"));
    for without_its_id in ["/orders", "/orders/", "/ordres"] {
        assert_eq!(routes.http().nearest(without_its_id), Some("/orders/{id}"), "{without_its_id}");
    }
    assert_eq!(routes.http().nearest("/admin.php"), None);
}

#[test]
fn the_most_specific_namespace_takes_a_directive() {
    let routes = routes(&[
        ("find", &[Trigger::Alexa("Alexa.PowerController")]),
        ("file", &[Trigger::Alexa("Alexa.PowerController.TurnOn")]),
        ("pair", &[Trigger::Alexa("Alexa.*")]),
        ("ping", &[Trigger::Alexa("skill")]),
    ])
    .unwrap();
    let name = |namespace, name| routes.directive(namespace, name).map(|target| target.operation.name);
    assert_eq!(name("Alexa.PowerController", "TurnOn"), Some("file"));
    assert_eq!(name("Alexa.PowerController", "TurnOff"), Some("find"));
    assert_eq!(name("Alexa", "ReportState"), Some("pair"));
    assert_eq!(name("Alexa.Discovery", "Discover"), Some("pair"));
    assert_eq!(name("skill", ""), None, "a directive is no request to a skill");
    assert_eq!(routes.skill().unwrap().operation.name, "ping");
}

#[test]
fn what_has_no_trigger_is_not_there() {
    let routes = routes(&[("ping", &[Trigger::Direct]), ("find", &[Trigger::Event("sqs")]), ("file", &[])]).unwrap();
    assert!(routes.direct("shop", "ping").is_some());
    for (interface, operation) in [("shop", "find"), ("shop", "file"), ("shop", "x"), ("x", "ping"), ("", "")] {
        assert!(routes.direct(interface, operation).is_none(), "{interface}.{operation}");
    }
    assert_eq!(routes.event(Source::Sqs).unwrap().operation.name, "find");
    assert!(routes.event(Source::Sns).is_none());
    assert!(routes.directive("Alexa", "ReportState").is_none());
    assert!(routes.skill().is_none());
}

#[test]
fn every_fault_is_told_at_once_with_both_places() {
    let error = routes(&[
        ("find", &[http("GET", "/orders/{id}"), Trigger::Event("sqs"), Trigger::Alexa("Alexa.*"), Trigger::Direct]),
        ("file", &[http("GET", "/orders/{rest}"), Trigger::Event("sqs"), Trigger::Alexa("Alexa.*")]),
        ("pair", &[http("GET", "/orders/{a...}"), Trigger::Event("sqz")]),
    ])
    .unwrap_err();
    let at = |name| {
        let operation = catalogue().operation("shop", name).unwrap();
        format!("`shop.{name}` at {}", operation.location)
    };
    let (find, file, pair) = (at("find"), at("file"), at("pair"));
    assert!(find.contains("gateway-lambda/src/router/tests.rs:"), "{find}");
    let expected = [
        format!("`http = \"GET /orders/{{rest}}\"` calls two operations: {find}, and {file}"),
        format!("`event = \"sqs\"` calls two operations: {find}, and {file}"),
        format!("`alexa = \"Alexa.*\"` calls two operations: {find}, and {file}"),
        format!("`event = \"sqz\"` of {pair}: no source of events has this name, did you mean `sqs`?"),
        format!(
            "`http = \"GET /orders/{{id}}\"` of {find}: the path overlaps with \
             `http = \"GET /orders/{{a...}}\"` of {pair}"
        ),
    ];
    assert_eq!(error.to_string(), expected.join("\n"));
    assert_eq!(error.faults().len(), 5);
}

#[test]
fn what_nothing_could_call_is_malformed() {
    for (trigger, reason) in [
        (http("GET", "orders"), "begins with `/`"),
        (http("GET", "/orders/{id"), "a whole segment"),
        (http("GET", "/orders/n{id}"), "a whole segment"),
        (http("GET", "/{id...}/x"), "only the last segment"),
        (http("GET", "/{}"), "has the name of one"),
        (http("GET", "/{*id}"), "has the name of one"),
        (http("GET", "/{id}/{id}"), "`id` stands in it twice"),
        (http("GET", "/{number}"), "`number` is no parameter"),
        (http("G T", "/"), "is no method"),
        (Trigger::Event("function_url"), "`http = "),
        (Trigger::Event("alexa_skill"), "`alexa = \"skill\"`"),
        (Trigger::Event("alexa_smart_home"), "`alexa = \"Alexa.*\"`"),
        (Trigger::Event("direct"), "write `direct`"),
        (Trigger::Event(""), "no source"),
        (Trigger::Alexa("PowerController"), "expected a namespace"),
        (Trigger::Alexa("Alexa."), "expected a namespace"),
        (Trigger::Alexa("Alexa.Power*"), "expected a namespace"),
    ] {
        let error = routes(&[("find", &[trigger])]).unwrap_err();
        let [Fault::Malformed { reason: found, .. }] = error.faults() else { panic!("{error}") };
        assert!(found.contains(reason), "{trigger}: {found}");
    }
}

proptest! {
    /// Whatever a client asks for, the router answers, and gives a text back as it was before it was encoded.
    #[test]
    fn a_text_passes_through_a_path(text in "\\PC{1,20}", method in "[A-Z]{1,8}", path in "\\PC{0,40}") {
        let routes = routes(&[("file", &[http("GET", "/notes/{rest}"), http("GET", "/files/{rest...}")])]).unwrap();
        find(&routes, &method, &path);
        let encoded = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC);
        for folder in ["notes", "files"] {
            prop_assert_eq!(find(&routes, "GET", &format!("/{folder}/{encoded}")), format!("file rest={text}"));
        }
    }
}
