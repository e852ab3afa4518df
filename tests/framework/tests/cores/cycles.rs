//! A core that needs itself is reported with the chain, on one thread and across two.
#![expect(clippy::unnecessary_wraps, reason = "what needs a fallible core returns a `Result`")]

use std::panic::catch_unwind;
use std::sync::Barrier;
use std::thread;

use framework_tests::wait;
use gateway_runtime::{ErrorKind, GatewayError, gateway_core, gateway_interface, gateway_op};

gateway_interface! { pub(crate) circles { one, two, left, right } }

#[gateway_core(fallible)]
pub(crate) struct First;

impl First {
    fn build(_: &Second) -> Result<Self, GatewayError> {
        Ok(Self)
    }
}

#[gateway_core(fallible)]
pub(crate) struct Second;

impl Second {
    fn build(_: &Third) -> Result<Self, GatewayError> {
        Ok(Self)
    }
}

#[gateway_core(fallible)]
pub(crate) struct Third;

impl Third {
    fn build(_: &First) -> Result<Self, GatewayError> {
        Ok(Self)
    }
}

#[gateway_op(interface = "circles")]
pub(crate) fn one(#[inject] _first: &First) -> Result<(), GatewayError> {
    Ok(())
}

#[test]
fn a_fallible_core_gives_the_chain_as_an_error() {
    for _ in 0..2 {
        let error = circles_one().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::CoreFailed);
        assert_eq!(error.to_string(), "cores wait for one another: First -> Second -> Third -> First");
        let error = wait(CirclesOperation::One.execute(())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::CoreFailed);
        assert!(error.to_string().ends_with("First -> Second -> Third -> First"), "{error}");
    }
}

#[gateway_core]
pub(crate) struct Itself;

impl Itself {
    fn build(_: &Self) -> Self {
        Self
    }
}

#[gateway_op(interface = "circles", hot)]
pub(crate) fn two(#[inject] _itself: &Itself) {}

#[test]
fn an_infallible_core_panics_with_the_chain() {
    for _ in 0..2 {
        let panic = catch_unwind(circles_two).unwrap_err();
        assert_eq!(
            panic.downcast_ref::<String>().map(String::as_str),
            Some("cores wait for one another: Itself -> Itself")
        );
        let error = wait(CirclesOperation::Two.execute(())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Panicked);
        let said = std::error::Error::source(&error).unwrap().to_string();
        assert!(said.ends_with("Itself -> Itself"), "{said}");
    }
}

/// Both threads are inside a build before either asks for the other's core.
static BOTH: Barrier = Barrier::new(2);

#[gateway_core]
pub(crate) struct LeftGate;

impl LeftGate {
    fn build() -> Self {
        BOTH.wait();
        Self
    }
}

#[gateway_core]
pub(crate) struct RightGate;

impl RightGate {
    fn build() -> Self {
        BOTH.wait();
        Self
    }
}

#[gateway_core(fallible)]
pub(crate) struct Left;

impl Left {
    fn build(_: &LeftGate, _: &Right) -> Result<Self, GatewayError> {
        Ok(Self)
    }
}

#[gateway_core(fallible)]
pub(crate) struct Right;

impl Right {
    fn build(_: &RightGate, _: &Left) -> Result<Self, GatewayError> {
        Ok(Self)
    }
}

#[gateway_op(interface = "circles")]
pub(crate) fn left(#[inject] _left: &Left) -> Result<(), GatewayError> {
    Ok(())
}

#[gateway_op(interface = "circles")]
pub(crate) fn right(#[inject] _right: &Right) -> Result<(), GatewayError> {
    Ok(())
}

#[test]
fn two_threads_that_wait_for_one_another_are_told() {
    let errors = thread::scope(|scope| {
        let left = scope.spawn(circles_left);
        let right = scope.spawn(circles_right);
        [left, right].map(|thread| thread.join().unwrap().unwrap_err().to_string())
    });
    for error in errors {
        let chains = ["Left -> Right -> Left", "Right -> Left -> Right"];
        assert!(chains.iter().any(|chain| error.ends_with(&format!(": {chain}"))), "{error}");
    }
}
