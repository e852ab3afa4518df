//! The function's side, and the desk between it and the callers.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{Method, StatusCode};
use serde_json::json;

use super::{
    ARN, NEXT, about, desk, desk_of, event, header, invoke, is_function_error, next, post, request, send, spawn, text,
    value, with,
};
use crate::local::process::Ended;

fn exited(how: &str) -> Ended {
    Ended::Exited(how.to_owned())
}

#[tokio::test]
async fn an_event_travels_to_the_function_and_its_answer_back() {
    let desk = desk();
    let caller = invoke(&desk, r#"{ "k" : "v" }"#);
    let before = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let (id, event) = next(&desk).await;
    assert_eq!(header(&event, "content-type"), "application/json");
    assert_eq!(header(&event, "lambda-runtime-invoked-function-arn"), ARN);
    let deadline: u128 = header(&event, "lambda-runtime-deadline-ms").parse().unwrap();
    let after = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    assert!((before + 3000..=after + 3000).contains(&deadline));
    let trace = header(&event, "lambda-runtime-trace-id");
    assert!(trace.starts_with("Root=1-") && trace.ends_with(";Sampled=0"), "{trace}");
    assert_eq!(text(event).await, r#"{ "k" : "v" }"#);

    let taken = post(&desk, &id, "response", r#"{"fine":true}"#).await;
    assert_eq!(taken.status(), StatusCode::ACCEPTED);
    assert_eq!(value(taken).await, json!({ "status": "OK" }));

    let reply = caller.await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    assert!(!is_function_error(&reply));
    assert_eq!(header(&reply, "x-amz-executed-version"), "$LATEST");
    assert_eq!(header(&reply, "x-amzn-requestid"), id);
    assert_eq!(header(&reply, "content-type"), "application/json");
    assert_eq!(text(reply).await, r#"{"fine":true}"#);
}

#[tokio::test]
async fn a_function_error_is_marked_and_passed_on() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    let error = r#"{"errorType":"Order.NotFound","errorMessage":"no order 17"}"#;
    assert_eq!(post(&desk, &id, "error", error).await.status(), StatusCode::ACCEPTED);
    let reply = caller.await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    assert!(is_function_error(&reply));
    assert_eq!(text(reply).await, error);
}

#[tokio::test]
async fn an_invocation_is_answered_once() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "1").await;
    for what in ["response", "error"] {
        let again = post(&desk, &id, what, "2").await;
        assert_eq!(again.status(), StatusCode::BAD_REQUEST);
        assert_eq!(value(again).await["errorType"], "InvalidRequestID");
    }
    assert_eq!(text(caller.await.unwrap()).await, "1");
}

#[tokio::test]
async fn parallel_workers_take_one_invocation_each_and_answers_find_their_caller() {
    let desk = desk_of(3);
    let workers: Vec<_> = (0..3).map(|_| spawn(&desk, request(Method::GET, NEXT, ""))).collect();
    let callers: Vec<_> = ["\"a\"", "\"b\"", "\"c\""].into_iter().map(|event| (event, invoke(&desk, event))).collect();
    let mut taken = Vec::new();
    for worker in workers {
        let reply = worker.await.unwrap();
        taken.push((header(&reply, "lambda-runtime-aws-request-id").to_owned(), text(reply).await));
    }
    for (id, event) in taken.into_iter().rev() {
        post(&desk, &id, "response", event).await;
    }
    for (event, caller) in callers {
        assert_eq!(text(caller.await.unwrap()).await, event);
    }
}

#[tokio::test]
async fn an_answer_over_six_megabytes_is_refused_and_the_caller_told() {
    let desk = desk();
    let limit = crate::local::runtime_api::RESPONSE_LIMIT;
    for (size, status) in [(limit, StatusCode::ACCEPTED), (limit + 1, StatusCode::PAYLOAD_TOO_LARGE)] {
        let caller = invoke(&desk, "{}");
        let (id, _) = next(&desk).await;
        let taken = post(&desk, &id, "response", vec![b'1'; size]).await;
        assert_eq!(taken.status(), status);
        let reply = caller.await.unwrap();
        assert_eq!(is_function_error(&reply), size > limit);
        if size > limit {
            assert_eq!(value(reply).await["errorType"], "Function.ResponseSizeTooLarge");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_deadline_is_real_and_ends_the_process() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    desk.overrun().await;
    let reply = caller.await.unwrap();
    assert!(is_function_error(&reply));
    let told = json!({
        "errorType": "Sandbox.Timedout",
        "errorMessage": format!("RequestId: {id} Error: Task timed out after 3.00 seconds"),
    });
    assert_eq!(value(reply).await, told);
    let late = post(&desk, &id, "response", "1").await;
    assert_eq!(late.status(), StatusCode::GONE);
    assert_eq!(value(late).await["errorType"], "InvokeTimeout");
    let unknown = post(&desk, &id, "response", "1").await;
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(start_paused = true)]
async fn an_answered_invocation_does_not_run_out_of_time() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "1").await;
    assert_eq!(text(caller.await.unwrap()).await, "1");
    let _worker = spawn(&desk, request(Method::GET, NEXT, ""));
    let overrun = tokio::time::timeout(Duration::from_mins(1), desk.overrun()).await;
    assert!(overrun.is_err(), "nothing overran");
}

#[tokio::test]
async fn a_crash_fails_what_was_worked_on_and_spares_what_waits() {
    let desk = desk();
    let first = invoke(&desk, "1");
    let (id, _) = next(&desk).await;
    let second = invoke(&desk, "2");
    desk.wanted().await;
    desk.process_ended(&exited("exit status 101"));
    let told = json!({
        "errorType": "Runtime.ExitError",
        "errorMessage": format!("RequestId: {id} Error: Runtime exited with error: exit status 101"),
    });
    assert_eq!(value(first.await.unwrap()).await, told);
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "22").await;
    assert_eq!(text(second.await.unwrap()).await, "22");
}

#[tokio::test]
async fn a_process_that_ends_before_it_asks_for_an_event_fails_what_waits() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    desk.wanted().await;
    desk.process_ended(&exited("exit status 1"));
    let reply = caller.await.unwrap();
    assert!(is_function_error(&reply));
    assert_eq!(value(reply).await["errorType"], "Runtime.ExitError");
}

#[tokio::test(start_paused = true)]
async fn what_comes_while_a_process_is_ended_waits_for_the_next() {
    let desk = desk();
    let late = invoke(&desk, "1");
    next(&desk).await;
    desk.overrun().await;
    assert_eq!(value(late.await.unwrap()).await["errorType"], "Sandbox.Timedout");
    let worker = spawn(&desk, request(Method::GET, NEXT, ""));
    let caller = invoke(&desk, "2");
    desk.wanted().await;
    desk.process_ended(&Ended::Overrun);
    assert_eq!(worker.await.unwrap().status(), StatusCode::GONE);
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "22").await;
    assert_eq!(text(caller.await.unwrap()).await, "22");
}

#[tokio::test]
async fn a_worker_of_an_ended_process_takes_nothing() {
    let desk = desk();
    let mut orphan = Box::pin(send(&desk, request(Method::GET, NEXT, "")));
    let waits = std::future::poll_fn(|task| std::task::Poll::Ready(orphan.as_mut().poll(task).is_pending()));
    assert!(waits.await);
    desk.process_ended(&exited("exit status 1"));
    let caller = invoke(&desk, "5");
    desk.wanted().await;
    assert_eq!(orphan.await.status(), StatusCode::GONE);
    let (id, event) = next(&desk).await;
    assert_eq!(text(event).await, "5");
    post(&desk, &id, "response", "55").await;
    assert_eq!(text(caller.await.unwrap()).await, "55");
}

#[tokio::test]
async fn a_failed_start_is_told_to_those_who_wait() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    desk.wanted().await;
    let error = r#"{"errorType":"Config.Missing","errorMessage":"BASE_URL is not set"}"#;
    let taken = send(&desk, request(Method::POST, "/2018-06-01/runtime/init/error", error)).await;
    assert_eq!(taken.status(), StatusCode::ACCEPTED);
    let reply = caller.await.unwrap();
    assert!(is_function_error(&reply));
    assert_eq!(text(reply).await, error);
}

#[tokio::test]
async fn an_answer_to_an_earlier_attempt_is_gone() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    let (id, taken) = next(&desk).await;
    let invocation_id = header(&taken, "lambda-runtime-invocation-id");
    for what in ["response", "error"] {
        let stale = with(about(&id, what, "1"), "lambda-runtime-invocation-id", "another");
        assert_eq!(send(&desk, stale).await.status(), StatusCode::GONE);
    }
    let fresh = with(about(&id, "response", "2"), "lambda-runtime-invocation-id", invocation_id);
    assert_eq!(send(&desk, fresh).await.status(), StatusCode::ACCEPTED);
    assert_eq!(text(caller.await.unwrap()).await, "2");
}

#[tokio::test(start_paused = true)]
async fn of_several_workers_one_that_overruns_spares_the_others() {
    let desk = desk_of(2);
    let (first, second) = (invoke(&desk, "1"), invoke(&desk, "2"));
    let (first_id, _) = next(&desk).await;
    let told = value(first.await.unwrap()).await;
    assert_eq!(told["errorType"], "Sandbox.Timedout");

    let (second_id, taken) = next(&desk).await;
    assert_eq!(text(taken).await, "2");
    // The first is worked on still: there is no room for a third.
    let third = invoke(&desk, "3");
    let worker = spawn(&desk, request(Method::GET, NEXT, ""));
    desk.wanted().await;
    assert_eq!(post(&desk, &first_id, "response", "11").await.status(), StatusCode::GONE);
    assert_eq!(text(worker.await.unwrap()).await, "3");
    assert_eq!(post(&desk, &second_id, "response", "22").await.status(), StatusCode::ACCEPTED);
    assert_eq!(text(second.await.unwrap()).await, "22");
    let worker = spawn(&desk, request(Method::GET, NEXT, ""));
    assert_eq!(value(third.await.unwrap()).await["errorType"], "Sandbox.Timedout");
    let ended = tokio::time::timeout(Duration::from_mins(1), desk.overrun()).await;
    assert!(ended.is_err(), "one of two workers is free");
    let _fourth = invoke(&desk, "4");
    assert_eq!(text(worker.await.unwrap()).await, "4");
    desk.overrun().await;
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_answers_but_does_not_come_back_hangs() {
    let desk = desk();
    let caller = invoke(&desk, "1");
    let (id, _) = next(&desk).await;
    post(&desk, &id, "response", "11").await;
    assert_eq!(text(caller.await.unwrap()).await, "11");
    let next_one = invoke(&desk, "2");
    desk.overrun().await;
    desk.process_ended(&Ended::Overrun);
    assert_eq!(text(next(&desk).await.1).await, "2");
    assert!(!next_one.is_finished());
}

#[tokio::test]
async fn one_worker_takes_one_invocation_at_a_time() {
    let desk = desk();
    let (first, _second) = (invoke(&desk, "1"), invoke(&desk, "2"));
    let (id, _) = next(&desk).await;
    let mut worker = spawn(&desk, request(Method::GET, NEXT, ""));
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert!(!worker.is_finished());
    post(&desk, &id, "response", "11").await;
    assert_eq!(text(first.await.unwrap()).await, "11");
    assert_eq!(text((&mut worker).await.unwrap()).await, "2");
}

#[tokio::test]
async fn who_has_started_cannot_fail_to_start() {
    let desk = desk();
    let _caller = invoke(&desk, "{}");
    next(&desk).await;
    let error = request(Method::POST, "/2018-06-01/runtime/init/error", "{}");
    let refused = send(&desk, error).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert_eq!(value(refused).await["errorType"], "InvalidStateTransition");
}

#[tokio::test(start_paused = true)]
async fn a_first_start_that_takes_too_long_is_tried_again_before_the_caller_is_told() {
    let desk = desk();
    let caller = invoke(&desk, "{}");
    desk.wanted().await;
    desk.process_ended(&Ended::Starting { again: true });
    desk.wanted().await;
    desk.process_ended(&Ended::Starting { again: false });
    let told = value(caller.await.unwrap()).await;
    assert_eq!(told["errorType"], "Sandbox.Timedout");
    let message = told["errorMessage"].as_str().unwrap();
    assert!(message.ends_with("Error: Task timed out after 3.00 seconds"), "{message}");
}

#[tokio::test]
async fn tenant_and_client_context_reach_the_function() {
    let desk = desk();
    let bare = invoke(&desk, "{}");
    let (id, taken) = next(&desk).await;
    for name in ["lambda-runtime-aws-tenant-id", "lambda-runtime-client-context"] {
        assert_eq!(taken.headers().get(name), None);
    }
    post(&desk, &id, "response", "1").await;
    bare.await.unwrap();

    // {"custom":\n{"name":"J\u00fcrgen"}}, as base64 of UTF-8
    let context = "eyJjdXN0b20iOgp7Im5hbWUiOiJKw7xyZ2VuIn19";
    let with_tenant = with(with(event("{}"), "x-amz-tenant-id", "blue"), "x-amz-client-context", context);
    let _caller = spawn(&desk, with_tenant);
    let (_, taken) = next(&desk).await;
    assert_eq!(header(&taken, "lambda-runtime-aws-tenant-id"), "blue");
    let context = taken.headers()["lambda-runtime-client-context"].as_bytes();
    assert_eq!(context, r#"{"custom":{"name":"Jürgen"}}"#.as_bytes());
}

#[tokio::test]
async fn calls_that_do_not_exist_are_told_so() {
    let reply = send(&desk(), request(Method::GET, "/2018-06-01/runtime/nothing", "")).await;
    assert_eq!(reply.status(), StatusCode::NOT_FOUND);
    assert_eq!(value(reply).await["errorType"], "NotFound");
}
