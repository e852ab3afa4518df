//! What the engine counts.

use std::panic::catch_unwind;
use std::pin::pin;
use std::task::{Context, Waker};

use framework_tests::wait;
use gateway_runtime::{gateway_interface, gateway_op};

gateway_interface! { pub(crate) counted { plain, failing, panicking, later, dropped, bare, refused } }

/// Calls and errors so far.
fn counts(operation: CountedOperation) -> (u64, u64) {
    let statistics = operation.info().statistics();
    assert_eq!(statistics.latency().is_some(), statistics.calls() > 0);
    (statistics.calls(), statistics.errors())
}

#[gateway_op(interface = "counted")]
pub(crate) fn plain() {}

#[test]
fn calls_are_counted_on_every_path() {
    counted_plain();
    wait(CountedOperation::Plain.execute(())).unwrap();
    assert_eq!(counts(CountedOperation::Plain), (2, 0));
    let latency = CountedOperation::Plain.info().statistics().latency().unwrap();
    assert!(latency.p50 <= latency.p95 && latency.p95 <= latency.p99, "{latency:?}");
}

#[gateway_op(interface = "counted")]
pub(crate) fn failing(fail: bool) -> Result<(), String> {
    if fail { Err("as told".to_owned()) } else { Ok(()) }
}

#[test]
fn errors_are_counted() {
    counted_failing(false).unwrap();
    counted_failing(true).unwrap_err();
    wait(CountedOperation::Failing.execute(r#"{"fail":true}"#)).unwrap_err();
    assert_eq!(counts(CountedOperation::Failing), (3, 2));
}

#[gateway_op(interface = "counted")]
pub(crate) fn panicking() {
    panic!("expected by the test")
}

#[test]
fn a_panic_is_an_error() {
    catch_unwind(counted_panicking).unwrap_err();
    wait(CountedOperation::Panicking.execute(())).unwrap_err();
    assert_eq!(counts(CountedOperation::Panicking), (2, 2));
}

#[gateway_op(interface = "counted")]
pub(crate) async fn later(fail: bool) -> Result<u8, String> {
    std::future::ready(()).await;
    failing(fail).map(|()| 1)
}

#[test]
fn a_future_is_counted_when_it_ends() {
    let future = counted_later(true);
    assert_eq!(counts(CountedOperation::Later), (0, 0));
    wait(future).unwrap_err();
    wait(CountedOperation::Later.execute(r#"{"fail":false}"#)).unwrap();
    assert_eq!(counts(CountedOperation::Later), (2, 1));
}

#[gateway_op(interface = "counted")]
pub(crate) async fn dropped() {
    std::future::pending::<()>().await;
}

#[test]
fn a_future_that_is_dropped_is_an_error_if_it_had_begun() {
    drop(counted_dropped());
    assert_eq!(counts(CountedOperation::Dropped), (0, 0));
    {
        let mut future = pin!(counted_dropped());
        assert!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    assert_eq!(counts(CountedOperation::Dropped), (1, 1));
}

#[gateway_op(interface = "counted", hot)]
pub(crate) fn bare(fail: bool) -> Result<(), String> {
    failing_bare(fail)
}

fn failing_bare(fail: bool) -> Result<(), String> {
    if fail { Err("as told".to_owned()) } else { Ok(()) }
}

#[test]
fn nothing_is_recorded_of_a_hot_operation() {
    counted_bare(true).unwrap_err();
    wait(CountedOperation::Bare.execute(r#"{"fail":false}"#)).unwrap();
    wait(CountedOperation::Bare.execute(r#"{"fail":true}"#)).unwrap_err();
    assert_eq!(counts(CountedOperation::Bare), (0, 0));
}

#[gateway_op(interface = "counted")]
pub(crate) fn refused(n: u8) -> u8 {
    n
}

#[test]
fn a_call_whose_parameters_are_bad_is_no_call() {
    wait(CountedOperation::Refused.execute(())).unwrap_err();
    assert_eq!(counts(CountedOperation::Refused), (0, 0));
}
