//! The calls as they go over the wire.

use dynamo_db_tests::client_of;
use gateway_free_tier::control::{AwsControl, ControlPlane, Metric};
use gateway_free_tier::protocol::Epoch;
use gateway_http::aws::AwsService;
use peer::{Peer, answer, ok};
use serde_json::{Value, json};

fn control(peer: &Peer) -> AwsControl {
    AwsControl::new(client_of(&peer.url(""), AwsService::Lambda), client_of(&peer.url(""), AwsService::CloudWatch))
}

#[tokio::test]
async fn reservations_are_calls_of_lambda() {
    let peer = Peer::new(|number, _| match number {
        0 => vec![ok("{}")],
        1 => vec![ok(r#"{"ReservedConcurrentExecutions": 5}"#)],
        2 => vec![ok(r#"{"ReservedConcurrentExecutions": 0}"#)],
        3 => vec![answer("204 No Content", &[], "")],
        4 => vec![answer("400 Bad Request", &[("x-amzn-errortype", "InvalidParameterValueException")], "{}")],
        _ => vec![answer("429 Too Many Requests", &[("x-amzn-errortype", "TooManyRequestsException")], "{}")],
    });
    let control = control(&peer);
    assert_eq!(control.reserved("orders").await.unwrap(), None);
    assert_eq!(control.reserved("orders").await.unwrap(), Some(5));
    control.reserve("orders", Some(0)).await.unwrap();
    control.reserve("arn:aws:lambda:eu-central-1:1:function:a_b-c", None).await.unwrap();
    let told: Vec<_> = peer.requests().into_iter().map(|it| (it.method, it.path, it.body)).collect();
    let call = |method: &str, path: &str, body: &str| (method.to_owned(), path.to_owned(), body.as_bytes().to_vec());
    let expected = [
        call("GET", "/2019-09-30/functions/orders/concurrency", ""),
        call("GET", "/2019-09-30/functions/orders/concurrency", ""),
        call("PUT", "/2017-10-31/functions/orders/concurrency", r#"{"ReservedConcurrentExecutions":0}"#),
        call(
            "DELETE",
            "/2017-10-31/functions/arn%3Aaws%3Alambda%3Aeu-central-1%3A1%3Afunction%3Aa_b-c/concurrency",
            "",
        ),
    ];
    assert_eq!(told, expected);
    let scope = "/eu-central-1/lambda/aws4_request";
    assert!(peer.requests().iter().all(|it| it.header("authorization").unwrap().contains(scope)));
    let error = control.reserve("orders", Some(1)).await.unwrap_err();
    assert!(AwsControl::is_not_to_be_had(&error), "{error}");
    let error = control.reserve("orders", Some(1)).await.unwrap_err();
    assert!(!AwsControl::is_not_to_be_had(&error));
    assert_eq!(error.to_string(), "PutFunctionConcurrency is refused: TooManyRequestsException (429)");
}

#[tokio::test]
async fn sums_are_calls_of_cloudwatch_that_cost_nothing() {
    let points = |points: &[(u32, f64)]| {
        let points: Vec<_> = points
            .iter()
            .map(|(epoch, sum)| json!({"Timestamp": epoch * 21_600, "Sum": sum, "Unit": "Count"}))
            .collect();
        ok(json!({"Label": "Invocations", "Datapoints": points}).to_string())
    };
    let peer = Peer::new(move |number, _| match number {
        0 | 1 => vec![points(&[(81_821, 7.0), (81_820, 2.25)])],
        2 => vec![points(&[(81_820, -1.0)])],
        3 => vec![ok(r#"{"Datapoints": [{"Timestamp": 1.7e9}]}"#)],
        _ => vec![points(&[])],
    });
    let elsewhere = Peer::new(move |_, _| vec![points(&[(81_820, 100.0)])]);
    let control = control(&peer).watch(client_of(&elsewhere.url(""), AwsService::CloudWatch));
    let (first, last) = (Epoch(81_820), Epoch(81_821));
    let sums = control.sums(Metric::Milliseconds(Some("orders")), first, last).await.unwrap();
    assert_eq!(sums.into_iter().collect::<Vec<_>>(), [(first, 3), (last, 7)]);
    assert_eq!(elsewhere.requests().len(), 0, "the function is here");
    let sums = control.sums(Metric::Invocations(None), first, last).await.unwrap();
    assert_eq!(sums.into_iter().collect::<Vec<_>>(), [(first, 103), (last, 7)]);
    for _ in 0..2 {
        let error = control.sums(Metric::Invocations(Some("orders")), first, last).await.unwrap_err();
        assert_eq!(error.to_string(), "the answer of GetMetricStatistics cannot be read");
    }
    control.sums(Metric::LogBytes(None), first, last).await.unwrap();
    control.sums(Metric::LogBytes(Some("/aws/lambda/orders")), first, last).await.unwrap();

    let bodies: Vec<Value> = peer.requests().iter().map(|it| serde_json::from_slice(&it.body).unwrap()).collect();
    let expected = json!({
        "Namespace": "AWS/Lambda", "MetricName": "Duration",
        "Dimensions": [{"Name": "FunctionName", "Value": "orders"}],
        "StartTime": 81_820 * 21_600, "EndTime": 81_822 * 21_600, "Period": 21_600, "Statistics": ["Sum"],
    });
    assert_eq!(bodies[0], expected);
    assert_eq!((&bodies[1]["MetricName"], bodies[1].get("Dimensions")), (&json!("Invocations"), None));
    assert_eq!((&bodies[4]["Namespace"], &bodies[4]["MetricName"]), (&json!("AWS/Logs"), &json!("IncomingBytes")));
    assert_eq!(bodies[5]["Dimensions"], json!([{"Name": "LogGroupName", "Value": "/aws/lambda/orders"}]));
    for request in peer.requests() {
        assert_eq!(request.header("x-amz-target"), Some("GraniteServiceVersion20100801.GetMetricStatistics"));
        assert!(request.header("authorization").unwrap().contains("/eu-central-1/monitoring/aws4_request"));
    }
}
