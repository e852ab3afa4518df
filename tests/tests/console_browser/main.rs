//! The console in a browser.

mod page;

use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use page::Page;
use serde_json::json;
use tests::app::Local;

#[test]
fn an_operation_is_called_with_the_keyboard_alone() {
    let app = Local::start(&[]);
    let mut page = Page::open(app.address(), "light", "");
    page.press("/", 0);
    page.write("notes write");
    assert_eq!(page.value("[...document.querySelectorAll('.sidebar li')].filter((row) => !row.hidden).length"), 1);
    page.press("Enter", 0);
    page.wait("document.activeElement.textContent === 'notes.write'");
    page.press("Tab", 0);
    page.write("tea");
    page.press("Tab", 0);
    page.write("Earl \"Grey\"");
    page.press("Enter", 2);
    page.wait("document.querySelector('.answer .figures')");
    let answer = page.text(".answer");
    for text in
        ["Answer", "\"name\": \"tea\"", r#""text": "Earl \"Grey\"""#, "Billed", "GB-seconds", "REPORT RequestId"]
    {
        assert!(answer.contains(text), "{text} in {answer}");
    }
    assert!(page.text("#status").starts_with("Answered in "));
    page.expect_calm();

    // The same note through the front: the call was a real one.
    assert_eq!(app.request("GET", "/notes/tea", &[], b"").json(), json!({ "name": "tea", "text": "Earl \"Grey\"" }));
}

#[test]
fn an_error_is_read() {
    let app = Local::start(&[]);
    let mut page = Page::open(app.address(), "dark", "#/operations/notes/write");
    page.wait("document.querySelector('[name=name]')");
    page.value("document.querySelector('[name=name]').focus()");
    page.write("a b");
    page.press("Enter", 0);
    page.wait("document.querySelector('.failure')");
    let failure = page.text(".failure");
    assert!(failure.contains("Gateway.InvalidParams") && failure.contains("name: expected a valid Name"), "{failure}");
    let whole = page.text(".answer");
    assert!(!whole.contains("a b"), "an error holds no parameter: {whole}");
    page.expect_calm();
}

#[test]
fn what_the_schema_forbids_is_not_sent() {
    let app = Local::start(&[]);
    let mut page = Page::open(app.address(), "light", "#/operations/cache/set");
    page.wait("document.querySelector('[name=value]')");
    let submit = |page: &mut Page, value: &str| {
        page.value(&format!("void (document.querySelector('[name=value]').value = {})", json!(value)));
        page.value("document.querySelector('form').requestSubmit()");
        page.value("document.activeElement.name + ': ' + document.querySelector('.error:not([hidden])').textContent")
    };
    assert_eq!(submit(&mut page, ""), "value: This is required.");
    let wrong = submit(&mut page, "{");
    assert!(wrong.as_str().is_some_and(|text| text.starts_with("value: Expected JSON")), "{wrong}");
    assert_eq!(page.value("document.querySelector('[name=value]').getAttribute('aria-invalid')"), "true");
    page.expect_calm();
    assert_eq!(app.request("GET", "/_console/api/invocations", &[], b"").json(), json!([]));
}

/// Whatever is typed arrives as it is, also where JavaScript's own numbers end.
#[test]
fn numbers_keep_their_digits() {
    let app = Local::start(&[]);
    let mut page = Page::open(app.address(), "light", "#/operations/utility/parse_json");
    page.wait("document.querySelector('form input')");
    page.value("document.querySelector('form input').focus()");
    page.write("[18446744073709551615, 1.10]");
    page.press("Enter", 0);
    page.wait("document.querySelector('.answer .figures')");
    let answer = page.text(".answer pre");
    assert_eq!(answer, "[\n  18446744073709551615,\n  1.1\n]");
    page.go("#/operations/utility/format_bytes");
    page.wait("document.querySelector('[name=bytes]')");
    page.value("document.querySelector('[name=bytes]').focus()");
    page.write("18446744073709551615");
    page.press("Enter", 0);
    page.wait("document.querySelector('.answer .figures')");
    // One more would be no `u64`.
    assert_eq!(page.text(".answer pre"), "\"16.0 EiB\"");
    page.expect_calm();
}

#[test]
fn a_sample_event_is_changed_and_sent() {
    let app = Local::start(&[]);
    let mut page = Page::open(app.address(), "dark", "#/events/http_api");
    page.wait("document.querySelector('#event')");
    page.value("document.querySelector('form').requestSubmit()");
    page.wait("document.querySelector('.answer .figures')");
    let answer = page.text(".answer");
    assert!(answer.contains("HTTP 200") && answer.contains("\"status\": \"ok\""), "{answer}");

    page.value("document.querySelector('#event').focus(), document.execCommand('selectAll')");
    page.write("{ \"a\": ");
    page.press("Enter", 2);
    let error = page.text("#event-error");
    assert!(error.starts_with("This is not JSON: "), "{error}");
    page.write("1 }");
    page.press("Enter", 2);
    page.wait("document.querySelector('.failure')");
    assert!(page.text(".failure").contains("Gateway.BadEvent"));
    page.expect_calm();
}

/// Sends the event that is open, changed to this, and reads what is shown of the answer, how it is coloured in the list of
/// the invocations, and what is said.
fn complained(page: &mut Page, source: &str, event: &str) -> [String; 3] {
    page.go(&format!("#/events/{source}"));
    page.wait(&format!("document.title.startsWith({})", json!(source)));
    page.value("document.querySelector('#event').focus(), document.execCommand('selectAll')");
    page.write(event);
    page.press("Enter", 2);
    page.wait("document.querySelector('.answer .figures') && !document.querySelector('[aria-busy]')");
    let (answer, said) = (page.text(".answer"), page.text("#status"));
    page.go("#/invocations");
    page.wait("document.querySelector('tbody .badge')");
    let badge = "(({ className, innerText }) => `${className}: ${innerText}`)(document.querySelector('tbody .badge'))";
    let badge = page.value(badge).as_str().expect("a text").to_owned();
    [answer, badge, said]
}

/// It was answered, but what was asked for was not done.
#[test]
fn an_answer_that_complains_is_not_shown_as_a_success() {
    let app = Local::start(&[]);
    let mut page = Page::open(app.address(), "light", "");
    let request = json!({ "version": "2.0", "rawPath": "/nowhere", "requestContext": { "http": { "method": "GET" } } });
    let [answer, badge, said] = complained(&mut page, "http_api", &request.to_string());
    assert!(answer.contains("HTTP 404") && answer.contains("Not Found"), "{answer}");
    assert_eq!(badge, "badge bad: HTTP 404");
    assert!(said.starts_with("Answered in ") && said.ends_with(": HTTP 404."), "{said}");

    let directive = json!({ "directive": { "header": { "namespace": "Alexa.PowerController", "name": "TurnOn" } } });
    let [answer, badge, _] = complained(&mut page, "alexa_smart_home", &directive.to_string());
    assert!(answer.contains("INVALID_DIRECTIVE"), "{answer}");
    assert_eq!(badge, "badge bad: INVALID_DIRECTIVE");
    page.expect_calm();
}

#[test]
fn the_records_of_a_batch_that_failed_are_named() {
    let probe = Local::of(env!("CARGO_BIN_EXE_probe"), &[]);
    let mut page = Page::open(probe.address(), "dark", "");
    let record = |number: &str, succeed: bool| {
        json!({
            "eventSource": "aws:kinesis", "eventID": format!("shardId-0:{number}"),
            "kinesis": { "sequenceNumber": number, "data": BASE64.encode(json!({ "succeed": succeed }).to_string()) }
        })
    };
    let batch = json!({ "Records": [record("17", true), record("18", false)] });
    let [answer, badge, _] = complained(&mut page, "kinesis", &batch.to_string());
    assert!(answer.contains("1 record failed\n\n18\n\nThe source sends it again."), "{answer:?}");
    assert_eq!(badge, "badge bad: 1 record failed");
    let fine = json!({ "Records": [record("19", true)] });
    let [_, badge, _] = complained(&mut page, "kinesis", &fine.to_string());
    assert_eq!(badge, "badge good: success");
    page.expect_calm();
}

#[test]
fn what_was_done_is_shown() {
    let app = Local::start(&[]);
    let json = [("content-type", "application/json")];
    for _ in 0..3 {
        app.request("PUT", "/notes/tea", &json, br#"{"text":"Earl"}"#);
    }
    let mut page = Page::open(app.address(), "light", "#/invocations");
    page.wait("document.querySelectorAll('tbody tr').length === 3");
    page.value("document.querySelector('tbody a').click()");
    page.wait("document.querySelector('.log')");
    assert!(page.text("h2").starts_with("PUT /notes/tea"));
    assert!(page.text(".log").contains("REPORT RequestId"));

    page.go("#/statistics");
    page.wait("document.querySelector('svg .range')");
    let statistics = page.text("main");
    for text in ["Cache", "Logger", "notes.write\t3\t0", "request "] {
        assert!(statistics.contains(text), "{text} in {statistics}");
    }
    // It follows by itself.
    app.request("PUT", "/notes/tea", &json, br#"{"text":"Earl"}"#);
    page.wait("document.querySelector('main').innerText.includes('notes.write\\t4\\t0')");
    page.expect_calm();
}

/// A store of its own, with the budget of a hundred requests, which are guaranteed.
fn hundred_requests(name: &str) -> [(&'static str, String); 6] {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("budget-{name}-{}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    [
        ("GATEWAY_FREE_TIER_FOLDER", folder.to_str().expect("cargo's folder is text").to_owned()),
        ("GATEWAY_FREE_TIER_MODE", "guarantee".to_owned()),
        ("GATEWAY_FREE_TIER_TIMEOUT", "3".to_owned()),
        ("GATEWAY_FREE_TIER_SHARE", "1".to_owned()),
        ("GATEWAY_FREE_TIER_FOREIGN", "99".to_owned()),
        ("GATEWAY_FREE_TIER_MARGIN", "0".to_owned()),
    ]
}

#[test]
fn what_is_left_of_the_budget_is_shown() {
    let environment = hundred_requests("shown");
    let app = Local::start(&environment.each_ref().map(|(name, value)| (*name, value.as_str())));
    let json = [("content-type", "application/json")];
    let note = || app.request("PUT", "/notes/tea", &json, br#"{"text":"Earl"}"#);
    let mut page = Page::open(app.address(), "light", "#/statistics");
    page.wait("!document.querySelector('#views [href=\"#/free_tier\"]').hidden");
    page.go("#/free_tier");
    page.wait("document.querySelector('main h2').innerText === 'Free tier\\nunopened'");

    // What matters less is left out before that, and is billed as well.
    let refused = (0..=100).find(|_| String::from_utf8_lossy(&note().body).contains("is used up"));
    assert!(refused.is_some(), "the budget is a hundred requests");
    // The address is the same, so it is left and found again rather than waited for.
    page.go("#/statistics");
    page.wait("document.querySelector('main h2').innerText === 'Statistics'");
    page.go("#/free_tier");
    // What it was told before is shown until it is told anew.
    page.wait("document.querySelector('main').innerText.includes('100 % used and leased')");
    let shown = page.text("main");
    for text in [
        "Mode guarantee: what the budget does not have is refused.",
        "kept in the store file",
        "Requests\t\n\t0\t100\t0\t100",
        "100 % used and leased",
        "Refused here\n1",
        "Leaked at most\n0 requests",
        "normal_work\ton\t90 %\t100 % of the budget is used, and from 90 % on",
        "not due",
        "no more environments than the reserved concurrency run at a time\t10",
    ] {
        assert!(shown.contains(text), "{text:?} in {shown:?}");
    }
    let bar = page.value("document.querySelector('tbody svg').getAttribute('aria-label')");
    assert_eq!(bar, "Requests: 0 used, 100 leased, 0 left of 100");
    page.expect_calm();

    // Looking is no call.
    let statistics = app.request("GET", "/_console/api/statistics", &[], b"").json();
    let operations = statistics["operations"].as_array().expect("a list").iter();
    let status = operations.filter(|one| one["interface"] == "free_tier" && one["operation"] == "status");
    assert_eq!(status.map(|one| &one["calls"]).collect::<Vec<_>>(), [0]);
}

#[test]
fn every_view_is_calm_and_named_in_both_schemes() {
    let app = Local::start(&[]);
    let views = [
        "#/operations/cache/set",
        "#/events/sqs",
        "#/invocations",
        "#/statistics",
        "#/free_tier",
        "#/operations/no/such",
    ];
    let backgrounds = ["light", "dark"].map(|scheme| {
        let mut page = Page::open(app.address(), scheme, "");
        for view in views {
            page.go(view);
            page.wait("document.title !== ''");
            let name = view.split('/').next_back().expect("a name");
            page.wait(&format!("document.title.startsWith({})", json!(name)));
            assert_eq!(page.nameless(), [json!(null); 0], "{view}");
            for width in [320, 1200] {
                page.send(
                    "Emulation.setDeviceMetricsOverride",
                    &json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false }),
                );
                let over = page.value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assert_eq!(over, 0, "{view} is wider than {width}");
            }
        }
        page.expect_calm();
        page.value("getComputedStyle(document.body).backgroundColor")
    });
    assert_eq!(backgrounds, ["rgb(255, 255, 255)", "rgb(20, 23, 26)"]);
}

#[test]
fn the_page_can_reach_nobody_else() {
    let app = Local::start(&[]);
    let mut page = Page::open(app.address(), "light", "");
    let refused = page.value(
        "new Promise((done) => {
           addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
           fetch('http://127.0.0.1:1/').catch(() => {});
         })",
    );
    assert_eq!(refused, "connect-src");
}
