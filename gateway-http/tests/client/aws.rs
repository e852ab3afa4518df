//! Calls to AWS against a peer of its own, over real sockets.

use std::error::Error;
use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gateway_http::aws::{AwsClient, AwsCredentials, AwsError, AwsRequest, AwsService};
use gateway_http::{Client, HttpClientErrorKind, Method, Phase};
use peer::{Peer, Step, answer, ok};
use serde_json::json;
use tracing_subscriber::layer::SubscriberExt;

use crate::secrets::{CANARY, Log};

fn client(peer: &Peer, service: AwsService) -> AwsClient {
    let credentials = AwsCredentials::new("AKIDEXAMPLE".into(), CANARY.into(), Some(CANARY.into()));
    let client = AwsClient::new(Client::new(), service, "eu-central-1", credentials).unwrap();
    client.with_clock(|| UNIX_EPOCH + Duration::from_mins(24_015_636)).with_endpoint(&peer.url("")).unwrap()
}

#[tokio::test]
async fn a_call_in_json_is_one_signed_post() {
    let peer = Peer::new(|_, _| vec![ok(r#"{"Item": {}}"#)]);
    let table = client(&peer, AwsService::DynamoDb);
    let answer = table.send(AwsRequest::json("GetItem", &json!({"TableName": "a"}))).await.unwrap();
    assert_eq!(answer.body(), r#"{"Item": {}}"#);
    let requests = peer.requests();
    let [request] = &requests[..] else { panic!("{} requests", requests.len()) };
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/"));
    assert_eq!(request.body, br#"{"TableName":"a"}"#);
    assert_eq!(request.header("x-amz-target"), Some("DynamoDB_20120810.GetItem"));
    assert_eq!(request.header("content-type"), Some("application/x-amz-json-1.0"));
    assert_eq!(request.header("x-amz-date"), Some("20150830T123600Z"));
    assert_eq!(request.header("x-amz-security-token"), Some(CANARY));
    let authorization = request.header("authorization").unwrap();
    let expected = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-central-1/dynamodb/aws4_request, \
                    SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=";
    assert!(authorization.starts_with(expected), "{authorization}");
    assert_eq!(request.header("host"), Some(peer.address().to_string().as_str()));
}

#[tokio::test]
async fn a_call_of_rest_is_a_method_and_a_path() {
    let peer = Peer::new(|_, _| vec![answer("204 No Content", &[], "")]);
    let lambda = client(&peer, AwsService::Lambda);
    lambda.send(AwsRequest::rest("DeleteFunctionConcurrency", Method::DELETE, "/a/b")).await.unwrap();
    let limit = AwsRequest::rest("PutFunctionConcurrency", Method::PUT, "/a").body(&json!({"n": 1}));
    lambda.send(limit).await.unwrap();
    let requests = peer.requests();
    let told: Vec<_> = requests.iter().map(|it| (it.method.as_str(), it.path.as_str(), it.body.as_slice())).collect();
    assert_eq!(told, [("DELETE", "/a/b", &b""[..]), ("PUT", "/a", &br#"{"n":1}"#[..])]);
    assert_eq!(requests[1].header("content-type"), Some("application/json"));
    // Lambda has no such protocol.
    let error = lambda.send(AwsRequest::json("Invoke", &json!({}))).await.unwrap_err();
    assert!(error.is_undone() && peer.requests().len() == 2, "{error}");
}

#[tokio::test]
async fn a_no_has_its_code_however_the_service_writes_it() {
    let long = "x".repeat(200);
    let body = |name, code: &str| format!(r#"{{"{name}": "{code}", "message": "{CANARY}"}}"#);
    for (headers, body, code, throttled) in [
        (
            vec![],
            body("__type", "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"),
            Some("ResourceNotFoundException"),
            false,
        ),
        (
            vec![],
            body("__type", "ProvisionedThroughputExceededException"),
            Some("ProvisionedThroughputExceededException"),
            true,
        ),
        (
            vec![("x-amzn-errortype", "TooManyRequestsException:http://internal")],
            String::new(),
            Some("TooManyRequestsException"),
            true,
        ),
        (vec![], body("code", &format!("{CANARY} of a proxy")), None, false),
        (vec![], body("code", &long), None, false),
        (vec![("x-amzn-errortype", "")], "<html>".to_owned(), None, false),
    ] {
        let reply = body.clone();
        let peer = Peer::new(move |_, _| {
            let headers: Vec<_> = headers.iter().copied().chain([("x-amzn-requestid", "a-1")]).collect();
            vec![answer("400 Bad Request", &headers, &reply)]
        });
        let error =
            client(&peer, AwsService::Ssm).send(AwsRequest::json("GetParameter", &json!({}))).await.unwrap_err();
        assert_eq!((error.code(), error.is_throttled(), error.is_undone()), (code, throttled, true), "{error}");
        let AwsError::Refused(refusal) = &error else { panic!("{error}") };
        assert_eq!(refusal.body(), body.as_bytes());
        assert_eq!((refusal.status().as_u16(), refusal.request_id()), (400, Some("a-1")));
        let code = code.unwrap_or("an error without a code");
        assert_eq!(error.to_string(), format!("GetParameter is refused: {code} (400), request a-1"));
    }
}

#[tokio::test]
async fn whether_a_call_was_carried_out_is_known_or_said_to_be_unknown() {
    let peer = Peer::new(|number, _| match number {
        0 => vec![Step::Close],
        1 => vec![answer("500 Internal Server Error", &[], "")],
        _ => vec![Step::Hang],
    });
    let table = client(&peer, AwsService::DynamoDb);
    let call = || AwsRequest::json("UpdateItem", &json!({})).timeout(Duration::from_millis(200));
    for expected in ["closed", "500", "time"] {
        let error = table.send(call()).await.unwrap_err();
        assert!(!error.is_undone(), "{error}");
        assert!(error.to_string().contains(expected), "{error}");
    }
    assert_eq!(peer.requests().len(), 3, "nothing was sent twice");
    let nobody = table.with_endpoint("http://127.0.0.1:1").unwrap();
    let error = nobody.send(call()).await.unwrap_err();
    assert!(error.is_undone(), "{error}");
    let AwsError::Http { operation: "UpdateItem", source } = error else { panic!("{error}") };
    assert!(matches!(source.kind(), HttpClientErrorKind::Refused | HttpClientErrorKind::Timeout(Phase::Connect)));
}

/// As after a thaw: the machine believes that it is still 2015.
#[tokio::test]
async fn a_clock_that_lags_is_corrected_by_the_answer() {
    let expired = r#"{"__type": "InvalidSignatureException", "message": "Signature expired"}"#;
    let peer = Peer::new(move |_, request| match request.header("x-amz-date") {
        Some("20150830T183600Z") => vec![ok("{}")],
        _ => vec![answer("400 Bad Request", &[("date", "Sun, 30 Aug 2015 18:36:00 GMT")], expired)],
    });
    let table = client(&peer, AwsService::DynamoDb);
    for expected in [2, 3] {
        table.send(AwsRequest::json("GetItem", &json!({}))).await.unwrap();
        assert_eq!(peer.requests().len(), expected, "it is learnt once");
    }
}

#[tokio::test]
async fn a_wrong_key_is_no_wrong_clock() {
    for (code, date) in [
        ("InvalidSignatureException", "Sun, 30 Aug 2015 12:37:00 GMT"),
        ("UnrecognizedClientException", "Sun, 30 Aug 2015 18:36:00 GMT"),
        ("InvalidSignatureException", "yesterday"),
    ] {
        let body = format!(r#"{{"__type": "{code}"}}"#);
        let peer = Peer::new(move |_, _| vec![answer("400 Bad Request", &[("date", date)], &body)]);
        let error =
            client(&peer, AwsService::DynamoDb).send(AwsRequest::json("GetItem", &json!({}))).await.unwrap_err();
        assert_eq!((error.code(), peer.requests().len()), (Some(code), 1));
    }
    // A service that says so for ever is asked twice.
    let body = r#"{"__type": "RequestTimeTooSkewed"}"#;
    let peer = Peer::new(move |number, _| {
        let date = if number == 0 { "Sun, 30 Aug 2015 18:36:00 GMT" } else { "Sun, 30 Aug 2015 23:36:00 GMT" };
        vec![answer("400 Bad Request", &[("date", date)], body)]
    });
    client(&peer, AwsService::DynamoDb).send(AwsRequest::json("GetItem", &json!({}))).await.unwrap_err();
    assert_eq!(peer.requests().len(), 2);
}

#[tokio::test]
async fn no_text_holds_a_secret() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(log.clone()));
    let quoting = format!(r#"{{"__type": "InvalidSignatureException", "message": "x-amz-security-token:{CANARY}"}}"#);
    let peer = Peer::new(move |number, _| match number {
        0 => vec![answer("400 Bad Request", &[("x-amzn-requestid", &format!("{CANARY} {CANARY}"))], &quoting)],
        1 => vec![answer("500 Oh", &[], CANARY)],
        _ => vec![Step::Close],
    });
    let table = client(&peer, AwsService::DynamoDb);
    let mut all = String::new();
    for _ in 0..3 {
        let request = AwsRequest::json("PutItem", &json!({"Item": CANARY}));
        write!(all, "{request:?} {request:#?} ").unwrap();
        let error = table.send(request).await.unwrap_err();
        let mut cause: Option<&dyn Error> = Some(&error);
        while let Some(error) = cause {
            write!(all, "{error} {error:?} ").unwrap();
            cause = error.source();
        }
    }
    let credentials = AwsCredentials::new("AKIDEXAMPLE".into(), CANARY.into(), Some(CANARY.into()));
    write!(all, "{table:?} {credentials:?}").unwrap();
    // A token that no header can hold.
    let broken = AwsCredentials::new("AKIDEXAMPLE".into(), CANARY.into(), Some(format!("{CANARY}\n").into()));
    let broken = AwsClient::new(Client::new(), AwsService::Ssm, "eu-central-1", broken).unwrap();
    let error = broken.send(AwsRequest::json("GetParameter", &json!({}))).await.unwrap_err();
    write!(all, "{error} {error:?} {:?}", error.source()).unwrap();
    assert!(error.is_undone());
    // All the same in the environment.
    let variables = |name: &str| (name != "AWS_REGION").then(|| format!("http://{CANARY}/ "));
    let error = AwsClient::from_variables(Client::new(), AwsService::Ssm, variables).unwrap_err();
    write!(all, "{error} {error:?}").unwrap();
    assert!(all.len() > 900, "{all}");
    all += &log.text();
    assert!(!all.contains("canonical"), "what is signed is not logged: {all}");
    assert!(!all.contains(CANARY), "{all}");
}

#[test]
fn what_the_environment_lacks_is_named() {
    for missing in ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
        let variables = |name: &str| match name {
            "AWS_REGION" | "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" if name != missing => Some("a".to_owned()),
            _ => None,
        };
        let error = AwsClient::from_variables(Client::new(), AwsService::Lambda, variables).unwrap_err();
        assert_eq!(error.to_string(), format!("`{missing}` is not set"));
    }
}

/// Unless a test says otherwise, requests are signed with the time of this machine.
#[tokio::test]
async fn the_clock_is_that_of_the_machine() {
    let peer = Peer::new(|_, _| vec![ok("{}")]);
    let credentials = AwsCredentials::new("a".into(), "b".into(), None);
    let client = AwsClient::new(Client::new(), AwsService::Ssm, "eu-central-1", credentials).unwrap();
    let client = client.with_endpoint(&peer.url("")).unwrap();
    let before = SystemTime::now();
    client.send(AwsRequest::json("GetParameter", &json!({}))).await.unwrap();
    let requests = peer.requests();
    let date = requests[0].header("x-amz-date").unwrap();
    let days = [before, SystemTime::now()].map(|time| httpdate::fmt_http_date(time)[5..7].to_owned());
    assert!(days.contains(&date[6..8].to_owned()), "{date}");
    assert_eq!(requests[0].header("x-amz-security-token"), None);
}
