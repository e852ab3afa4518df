//! A build that fails or panics is tried again.
#![expect(clippy::unnecessary_wraps, reason = "what needs a fallible core returns a `Result`")]

use std::error::Error;
use std::io;
use std::panic::catch_unwind;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

use framework_tests::wait;
use gateway_runtime::{ErrorKind, GatewayError, gateway_core, gateway_interface, gateway_op};

use crate::builds::record;

gateway_interface! { pub(crate) trials { flaky, later, explosive, crowd, unset } }

static TRIES: AtomicU32 = AtomicU32::new(0);

#[gateway_core(fallible)]
pub(crate) struct Flaky(u32);

impl Flaky {
    fn build() -> io::Result<Self> {
        match TRIES.fetch_add(1, Relaxed) {
            tries @ (0 | 1) => Err(io::Error::other(format!("try {tries}"))),
            tries => Ok(Self(tries)),
        }
    }
}

#[gateway_op(interface = "trials")]
pub(crate) fn flaky(#[inject] core: &Flaky) -> Result<u32, GatewayError> {
    Ok(core.0)
}

#[test]
fn a_failure_is_the_callers_and_the_next_call_tries_again() {
    let error = trials_flaky().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CoreFailed);
    assert_eq!(error.to_string(), "core `Flaky` could not be built: try 0");
    assert!(error.source().unwrap().is::<io::Error>());

    let error = wait(TrialsOperation::Flaky.execute(())).unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::CoreFailed, Some("flaky")));
    assert!(error.source().unwrap().is::<io::Error>());
    assert!(record("Flaky").is_none());

    assert_eq!(TrialsOperation::Flaky.info().statistics().errors(), 2, "a core that fails is a call that fails");

    assert_eq!(trials_flaky().unwrap(), 2);
    assert_eq!(wait(TrialsOperation::Flaky.execute(())).unwrap().as_str(), "2");
    assert!(record("Flaky").is_some());
}

#[gateway_core(fallible)]
pub(crate) struct Unset;

impl Unset {
    fn build() -> Result<Self, GatewayError> {
        Err(GatewayError::invalid_request("no TABLE_NAME"))
    }
}

#[gateway_op(interface = "trials", hot)]
pub(crate) fn unset(#[inject] _core: &Unset) -> Result<(), GatewayError> {
    Ok(())
}

/// Whatever the error says, it is not the caller's request that is wrong.
#[test]
fn a_core_that_fails_with_the_gateways_error_is_a_failed_core() {
    let error = trials_unset().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CoreFailed);
    assert!(error.to_string().starts_with("core `Unset` could not be built: "), "{error}");
}

/// An error type of the author's own, which is all that `?` needs.
#[derive(Debug)]
pub(crate) struct Refusal(GatewayError);

impl From<GatewayError> for Refusal {
    fn from(error: GatewayError) -> Self {
        Self(error)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "refused: {}", self.0)
    }
}

impl Error for Refusal {}

#[gateway_core(fallible)]
pub(crate) struct Never;

impl Never {
    fn build() -> Result<Self, &'static str> {
        Err("not today")
    }
}

#[gateway_op(interface = "trials")]
pub(crate) async fn later(#[inject] _core: &Never) -> Result<(), Refusal> {
    Ok(())
}

#[test]
fn a_failure_becomes_the_operations_own_error() {
    let error = wait(trials_later()).unwrap_err();
    assert_eq!(error.0.kind(), ErrorKind::CoreFailed);
    let error = wait(TrialsOperation::Later.execute(())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OperationFailed);
    assert_eq!(error.to_string(), "operation `trials.later`: refused: core `Never` could not be built: not today");
    assert!(error.source().unwrap().is::<Refusal>());
}

static EXPLOSIONS: AtomicU32 = AtomicU32::new(0);

#[gateway_core]
pub(crate) struct Explosive(u32);

impl Explosive {
    fn build() -> Self {
        let explosions = EXPLOSIONS.fetch_add(1, Relaxed);
        assert!(explosions >= 2, "explosion {explosions}");
        Self(explosions)
    }
}

#[gateway_op(interface = "trials", hot)]
pub(crate) fn explosive(#[inject] core: &Explosive) -> u32 {
    core.0
}

#[test]
fn a_panic_is_the_callers_and_the_next_call_tries_again() {
    catch_unwind(trials_explosive).unwrap_err();
    let error = wait(TrialsOperation::Explosive.execute(())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Panicked);
    assert_eq!(error.source().unwrap().to_string(), "explosion 1");
    assert_eq!(trials_explosive(), 2);
}

static TURNS: AtomicU32 = AtomicU32::new(0);

#[gateway_core(fallible)]
pub(crate) struct Crowd;

impl Crowd {
    fn build() -> Result<Self, &'static str> {
        let turn = TURNS.fetch_add(1, Relaxed);
        thread::yield_now();
        match turn {
            0 => Err("the first"),
            1 => panic!("the second"),
            _ => Ok(Self),
        }
    }
}

#[gateway_op(interface = "trials")]
pub(crate) fn crowd(#[inject] _core: &Crowd) -> Result<(), GatewayError> {
    Ok(())
}

#[test]
fn those_who_waited_for_a_failed_build_take_their_turn() {
    const THREADS: usize = 8;
    let start = Barrier::new(THREADS);
    let kinds: Vec<_> = thread::scope(|scope| {
        let call = || {
            start.wait();
            wait(TrialsOperation::Crowd.execute(())).map_err(|error| error.kind()).err()
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(call)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let count = |kind| kinds.iter().filter(|found| **found == kind).count();
    assert_eq!(count(Some(ErrorKind::CoreFailed)), 1, "{kinds:?}");
    assert_eq!(count(Some(ErrorKind::Panicked)), 1, "{kinds:?}");
    assert_eq!(count(None), THREADS - 2, "{kinds:?}");
    assert_eq!(TURNS.load(Relaxed), 3);
}
