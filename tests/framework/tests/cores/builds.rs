//! One build per process, and its record.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::SystemTime;

use gateway_runtime::{BuildRecord, BuildTrigger, Context, builds, gateway_core, gateway_interface, gateway_op};

gateway_interface! { pub(crate) rooms { threads, outer, outside } }

pub(crate) fn record(core: &str) -> Option<BuildRecord> {
    let mut records = builds().into_iter().filter(|record| record.core == core);
    let record = records.next();
    assert!(records.next().is_none(), "core {core} has been built twice");
    record
}

static BUILT: AtomicU32 = AtomicU32::new(0);

#[gateway_core]
pub(crate) struct SharedByThreads(u32);

impl SharedByThreads {
    fn build() -> Self {
        // The others come to the door while this is going on.
        thread::yield_now();
        Self(BUILT.fetch_add(1, Relaxed))
    }
}

#[gateway_op(interface = "rooms", hot)]
pub(crate) fn threads(#[inject] core: &SharedByThreads) -> (u32, usize) {
    (core.0, std::ptr::from_ref(core).addr())
}

#[test]
fn eight_threads_build_it_once() {
    const THREADS: usize = 8;
    let start = Barrier::new(THREADS);
    let answers: Vec<_> = thread::scope(|scope| {
        let call = || {
            start.wait();
            rooms_threads()
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(call)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(BUILT.load(Relaxed), 1);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(record("SharedByThreads").unwrap().trigger, BuildTrigger::Outside);
}

#[gateway_core]
pub(crate) struct Inner;

impl Inner {
    fn build() -> Self {
        Self
    }
}

#[gateway_core]
pub(crate) struct Middle;

impl Middle {
    fn build(_: &Inner) -> Self {
        Self
    }
}

#[gateway_core]
pub(crate) struct Outer;

impl Outer {
    fn build(_: &Middle, _: &Inner) -> Self {
        Self
    }
}

#[gateway_op(interface = "rooms")]
pub(crate) fn outer(#[inject] _core: &Outer) {}

#[test]
fn the_order_and_what_asked_for_it_are_recorded() {
    let before = SystemTime::now();
    assert!(record("Outer").is_none(), "nothing is built before it is asked for");
    let cx = Context::builder().request_id("r-1").build();
    cx.enter(rooms_outer);
    Context::builder().request_id("r-2").build().enter(rooms_outer);
    let ours = ["Inner", "Middle", "Outer"];
    let records: Vec<_> = builds().into_iter().filter(|record| ours.contains(&record.core)).collect();
    let order: Vec<_> = records.iter().map(|record| record.core).collect();
    assert_eq!(order, ours);
    assert_eq!(records[0].trigger, BuildTrigger::Core("Middle"));
    assert_eq!(records[1].trigger, BuildTrigger::Core("Outer"));
    assert_eq!(records[2].trigger, BuildTrigger::Request("r-1".to_owned()));
    assert_eq!(records[2].trigger.to_string(), "request r-1");
    assert!(records.iter().all(|record| (before..=SystemTime::now()).contains(&record.at)), "{records:?}");
    assert!(records[0].duration <= records[1].duration && records[1].duration <= records[2].duration);
}

#[gateway_core]
pub(crate) struct Outside;

impl Outside {
    fn build() -> Self {
        Self
    }
}

#[gateway_op(interface = "rooms")]
pub(crate) fn outside(#[inject] _core: &Outside) {}

#[test]
fn an_operation_is_tested_with_a_core_of_the_tests_own() {
    outside(&Outside);
    assert!(record("Outside").is_none());
}
