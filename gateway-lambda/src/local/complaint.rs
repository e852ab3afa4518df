//! What an answer says went wrong, though it is one, and no error of the function.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// What the services in front of functions look for. All of it may be missing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    status_code: Option<u16>,
    batch_item_failures: Option<Vec<IgnoredAny>>,
    #[serde(borrow)]
    event: Option<AlexaEvent<'a>>,
}

#[derive(Deserialize)]
struct AlexaEvent<'a> {
    #[serde(borrow)]
    header: AlexaHeader<'a>,
    #[serde(borrow)]
    payload: AlexaPayload<'a>,
}

#[derive(Deserialize)]
struct AlexaHeader<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
}

#[derive(Deserialize)]
struct AlexaPayload<'a> {
    #[serde(borrow)]
    r#type: Option<Cow<'a, str>>,
}

/// In a few words, for people. `None` of an answer that complains of nothing.
pub(super) fn complaint(answer: &[u8]) -> Option<String> {
    let Answer { status_code, batch_item_failures, event } = serde_json::from_slice(answer).ok()?;
    if let Some(status) = status_code {
        return (status >= 400).then(|| format!("HTTP {status}"));
    }
    if let Some(failures) = batch_item_failures {
        return match failures.len() {
            0 => None,
            1 => Some("1 record failed".to_owned()),
            count => Some(format!("{count} records failed")),
        };
    }
    let AlexaEvent { header, payload } = event?;
    (header.name == "ErrorResponse").then(|| payload.r#type.map_or_else(|| header.name.into(), Into::into))
}

#[cfg(test)]
mod tests {
    use super::complaint;

    #[test]
    fn an_answer_may_say_that_something_went_wrong() {
        for (answer, expected) in [
            (r#"{"statusCode": 404, "body": "{\"a\": 1}"}"#, Some("HTTP 404")),
            (r#"{"statusCode": 399}"#, None),
            (r#"{"batchItemFailures": [{"itemIdentifier": "1"}]}"#, Some("1 record failed")),
            (r#"{"batchItemFailures": [1, 2]}"#, Some("2 records failed")),
            (r#"{"batchItemFailures": []}"#, None),
            (
                r#"{"event": {"header": {"name": "ErrorResponse"}, "payload": {"type": "NO_SUCH_ENDPOINT"}}}"#,
                Some("NO_SUCH_ENDPOINT"),
            ),
            (r#"{"event": {"header": {"name": "ErrorResponse"}, "payload": {}}}"#, Some("ErrorResponse")),
            (r#"{"event": {"header": {"name": "Response"}, "payload": {"type": "x"}}}"#, None),
            (r#"{"statusCode": "many", "event": 5}"#, None),
            ("[404]", None),
            ("", None),
        ] {
            assert_eq!(complaint(answer.as_bytes()).as_deref(), expected, "{answer}");
        }
    }
}
