//! Several invocations at once that come too late, each with a deadline of its own, as AWS tells it.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use tests::app::Step;

use crate::{LOOK, answers, settled, start};

const HANG: &str = r#"{"interface":"probe","operation":"hang"}"#;

#[test]
fn each_is_answered_before_its_own_deadline_and_the_others_go_on() {
    let mut function = start(4, []);
    settled(&mut function, 4, 0);
    let late = [("last", 1_500), ("first", 500), ("second", 1_000)];
    for (id, due) in late {
        function.give(Step::event_due(Duration::from_millis(due), id, HANG));
    }
    function.give(Step::event("in-time", LOOK));
    let asked = settled(&mut function, 4, 4);

    let order: Vec<_> = asked.iter().map(|asked| asked.request_id.as_str()).filter(|id| !id.is_empty()).collect();
    assert_eq!(order, ["in-time", "first", "second", "last"]);
    assert_eq!(answers(&asked, "in-time")[0].call, "response");
    for (id, due) in late {
        let [answer] = answers(&asked, id)[..] else { panic!("{id}: {asked:?}") };
        assert_eq!(answer.call, "error");
        let error: Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(error["errorType"], "Gateway.DeadlineExceeded");
        let message = error["errorMessage"].as_str().expect("a message");
        let after = message.strip_prefix("operation `probe.hang`: no answer after ");
        let after = after.and_then(|rest| rest.strip_suffix(" ms, and the deadline is near")?.parse::<u64>().ok());
        assert!(after.is_some_and(|after| after <= due - 100), "{id} is due after {due} ms: {message}");
    }

    let failed = (0..late.len()).map(|_| {
        let line = function.log.find(|line| line.contains("Gateway.DeadlineExceeded"));
        let record: Value = serde_json::from_str(&line).expect("the log is JSON");
        (record["function_request_id"].as_str().expect("an id").to_owned(), record["operation"].clone())
    });
    let failed: BTreeMap<_, _> = failed.collect();
    let expected = late.map(|(id, _)| (id.to_owned(), json!("probe.hang")));
    assert_eq!(failed, expected.into(), "each is one record, with its own id");
}
