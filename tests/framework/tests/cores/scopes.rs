//! Cores of a test's own, for one closure.

use std::panic::catch_unwind;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

use framework_tests::wait;
use gateway_runtime::{gateway_core, gateway_interface, gateway_op, with_cores};

gateway_interface! { pub(crate) stage { all, later, circle } }

/// Replaced by the tests.
#[gateway_core]
pub(crate) struct Actor(&'static str);

impl Actor {
    fn build() -> Self {
        Self("the real one")
    }
}

static SETS: AtomicU32 = AtomicU32::new(0);

/// Built from what is replaced.
#[gateway_core]
pub(crate) struct Set {
    actor: &'static str,
    number: u32,
    uses: AtomicU32,
}

impl Set {
    fn build(actor: &Actor) -> Self {
        Self { actor: actor.0, number: SETS.fetch_add(1, Relaxed), uses: AtomicU32::new(0) }
    }
}

#[gateway_op(interface = "stage")]
pub(crate) fn all(#[inject] actor: &Actor, #[inject] set: &Set) -> (String, String, u32, u32) {
    (actor.0.to_owned(), set.actor.to_owned(), set.number, set.uses.fetch_add(1, Relaxed))
}

#[gateway_op(interface = "stage")]
pub(crate) async fn later(#[inject] actor: &Actor) -> String {
    actor.0.to_owned()
}

/// The two names, and how often the set was used before.
fn cast() -> (String, String, u32) {
    let (actor, set, _, uses) = stage_all();
    (actor, set, uses)
}

fn is(cast: &(String, String, u32), name: &str) -> bool {
    cast.0 == name && cast.1 == name
}

#[test]
fn a_scope_has_its_own_cores_and_builds_the_others_afresh() {
    assert!(is(&cast(), "the real one"));
    let outside = stage_all().2;
    with_cores(Actor("a double"), || {
        let first = stage_all();
        assert_eq!((first.0.as_str(), first.1.as_str(), first.3), ("a double", "a double", 0));
        assert_ne!(first.2, outside, "a core built from a replaced one is another");
        assert_eq!(stage_all().3, 1, "it is built once in the scope");
        assert_eq!(wait(stage_later()), "a double");
        assert_eq!(wait(StageOperation::Later.execute(())).unwrap().as_str(), "\"a double\"");

        with_cores((Actor("an understudy"),), || {
            assert_eq!(cast(), ("an understudy".into(), "an understudy".into(), 0));
        });
        with_cores((), || assert!(is(&cast(), "the real one"), "an inner scope starts empty"));
        assert_eq!(stage_all().3, 2, "the outer scope is as it was");
    });
    assert_eq!(stage_all().2, outside);
}

#[test]
fn the_former_cores_are_back_after_a_panic() {
    with_cores(Actor("outer"), || {
        catch_unwind(|| with_cores(Actor("inner"), || panic!("expected by the test"))).unwrap_err();
        assert!(is(&cast(), "outer"));
    });
    assert!(is(&cast(), "the real one"));
}

#[test]
fn scopes_of_parallel_tests_do_not_meet() {
    const NAMES: [&str; 4] = ["ada", "ben", "cleo", "dan"];
    let both = Barrier::new(NAMES.len());
    thread::scope(|scope| {
        for name in NAMES {
            let both = &both;
            scope.spawn(move || {
                with_cores(Actor(name), || {
                    both.wait();
                    for uses in 0..100 {
                        assert_eq!(cast(), (name.to_owned(), name.to_owned(), uses));
                        thread::yield_now();
                    }
                    both.wait();
                });
                assert!(is(&cast(), "the real one"));
            });
        }
    });
}

#[gateway_core]
pub(crate) struct Hen;

impl Hen {
    fn build(_: &Egg) -> Self {
        Self
    }
}

#[gateway_core]
pub(crate) struct Egg;

impl Egg {
    fn build(_: &Hen) -> Self {
        Self
    }
}

#[gateway_op(interface = "stage")]
pub(crate) fn circle(#[inject] _hen: &Hen) {}

#[test]
fn a_circle_is_reported_in_a_scope_too_and_a_replacement_breaks_it() {
    with_cores((), || {
        let error = wait(StageOperation::Circle.execute(())).unwrap_err();
        assert_eq!(error.code(), "panicked");
        let said = std::error::Error::source(&error).unwrap().to_string();
        assert!(said.contains("Hen -> .. -> Hen"), "{said}");
    });
    with_cores(Egg, stage_circle);
}
