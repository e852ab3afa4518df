//! The reply that a Function URL makes of an answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use serde_json::{Map, Value};

use crate::local::reply::{self, Reply};

/// The reply; `None` if the answer describes none.
///
/// An answer without `statusCode` is itself the body of a 200, in JSON.
pub(super) fn reply(answer: &Bytes) -> Option<Reply> {
    let object = match serde_json::from_slice(answer).ok()? {
        Value::Object(object) if object.contains_key("statusCode") => object,
        _ => return Some(reply::json_bytes(StatusCode::OK, answer.clone())),
    };
    let status = object["statusCode"].as_u64().and_then(|status| u16::try_from(status).ok())?;
    let mut reply = Response::new(Full::new(body(&object)?));
    *reply.status_mut() = StatusCode::from_u16(status).ok()?;
    *reply.headers_mut() = headers(&object)?;
    Some(reply)
}

fn body(object: &Map<String, Value>) -> Option<Bytes> {
    let text = match object.get("body") {
        None | Some(Value::Null) => return Some(Bytes::new()),
        Some(Value::String(text)) => text,
        Some(_) => return None,
    };
    match object.get("isBase64Encoded") {
        Some(Value::Bool(true)) => BASE64.decode(text).ok().map(Bytes::from),
        None | Some(Value::Bool(false) | Value::Null) => Some(Bytes::copy_from_slice(text.as_bytes())),
        Some(_) => None,
    }
}

fn headers(object: &Map<String, Value>) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    match object.get("headers") {
        None | Some(Value::Null) => {}
        Some(Value::Object(given)) => {
            for (name, value) in given {
                let value = match value {
                    Value::String(value) => HeaderValue::try_from(value),
                    Value::Number(_) | Value::Bool(_) => HeaderValue::try_from(value.to_string()),
                    _ => return None,
                };
                headers.append(HeaderName::try_from(name).ok()?, value.ok()?);
            }
        }
        Some(_) => return None,
    }
    // The server counts for itself.
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::TRANSFER_ENCODING);
    headers.remove(header::CONNECTION);
    headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    match object.get("cookies") {
        None | Some(Value::Null) => {}
        Some(Value::Array(cookies)) => {
            for cookie in cookies {
                headers.append(header::SET_COOKIE, HeaderValue::try_from(cookie.as_str()?).ok()?);
            }
        }
        Some(_) => return None,
    }
    Some(headers)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http_body_util::BodyExt;
    use serde_json::{Value, json};

    use super::reply;

    async fn made(answer: &str) -> Option<(u16, Vec<(String, String)>, Vec<u8>)> {
        let reply = reply(&Bytes::copy_from_slice(answer.as_bytes()))?;
        let headers = reply.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        let status = reply.status().as_u16();
        Some((status, headers, reply.into_body().collect().await.unwrap().to_bytes().to_vec()))
    }

    fn header(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[tokio::test]
    async fn a_whole_answer_is_the_reply() {
        let answer = json!({
            "statusCode": 201,
            "headers": { "X-Number": 7, "Content-Type": "text/plain", "content-length": "99" },
            "cookies": ["a=1; Secure", "b=2"],
            "body": "made",
        });
        let (status, mut headers, body) = made(&answer.to_string()).await.unwrap();
        headers.sort_unstable();
        assert_eq!((status, body.as_slice()), (201, &b"made"[..]));
        let expected =
            [header("content-type", "text/plain"), header("set-cookie", "a=1; Secure"), header("set-cookie", "b=2")];
        assert_eq!(headers[..3], expected);
        assert_eq!(headers[3..], [header("x-number", "7")]);
    }

    #[tokio::test]
    async fn bytes_come_in_base64() {
        let answer = json!({ "statusCode": 200, "body": "/wA=", "isBase64Encoded": true });
        assert_eq!(made(&answer.to_string()).await.unwrap().2, [255, 0]);
        let answer = json!({ "statusCode": 200, "body": "/wA=", "isBase64Encoded": false });
        assert_eq!(made(&answer.to_string()).await.unwrap().2, b"/wA=");
    }

    #[tokio::test]
    async fn without_a_status_the_answer_is_the_body() {
        for answer in [r#""Hello, world!""#, r#"{ "message":"hi" }"#, "null", "[1]", "7"] {
            let reply = made(answer).await.unwrap();
            assert_eq!(reply, (200, vec![header("content-type", "application/json")], answer.into()), "{answer}");
        }
    }

    #[tokio::test]
    async fn what_describes_no_reply_makes_none() {
        for answer in [
            json!({ "statusCode": "200" }),
            json!({ "statusCode": 99 }),
            json!({ "statusCode": 65_736 }),
            json!({ "statusCode": 200, "body": { "a": 1 } }),
            json!({ "statusCode": 200, "body": "%", "isBase64Encoded": true }),
            json!({ "statusCode": 200, "isBase64Encoded": "yes", "body": "" }),
            json!({ "statusCode": 200, "headers": { "a b": "1" } }),
            json!({ "statusCode": 200, "headers": { "a": "1\n2" } }),
            json!({ "statusCode": 200, "headers": { "a": ["1"] } }),
            json!({ "statusCode": 200, "headers": [] }),
            json!({ "statusCode": 200, "cookies": "a=1" }),
            json!({ "statusCode": 200, "cookies": [Value::Null] }),
        ] {
            assert_eq!(made(&answer.to_string()).await, None, "{answer}");
        }
        assert_eq!(made("{").await, None);
    }
}
