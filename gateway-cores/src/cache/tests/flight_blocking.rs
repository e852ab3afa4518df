//! One flight per key, for threads.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use super::{SECOND, cache};

#[test]
fn many_threads_make_one_run() {
    let (cache, _) = cache();
    let (runs, start) = (AtomicU32::new(0), Barrier::new(8));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                start.wait();
                let run = || Ok::<_, Infallible>(runs.fetch_add(1, Ordering::SeqCst));
                assert_eq!(cache.space().memoize_blocking("op", "p", SECOND, run), Ok(0));
            });
        }
    });
    assert_eq!(runs.into_inner(), 1);
}

#[test]
fn after_a_clear_nobody_reads_what_was_computed_before_it() {
    const VERSIONS: u32 = 20_000;
    let (cache, _) = cache();
    let (space, source) = (cache.space(), AtomicU32::new(0));
    let read = || space.memoize_blocking("op", "p", SECOND, || Ok::<_, Infallible>(source.load(Ordering::SeqCst)));
    let stale = thread::scope(|scope| {
        scope.spawn(|| while read() < Ok(VERSIONS) {});
        let is_stale = |version: &u32| {
            // The first clear sends the other thread off to compute, the second comes at some point of its way.
            space.clear(None);
            source.store(*version, Ordering::SeqCst);
            space.clear(None);
            read() < Ok(*version)
        };
        (1..=VERSIONS).filter(is_stale).count()
    });
    assert_eq!(stale, 0);
}

#[test]
fn neither_a_panic_nor_an_error_is_remembered() {
    let (cache, _) = cache();
    let space = cache.space();
    let call = |f: fn() -> Result<u8, &'static str>| space.memoize_blocking("op", "p", SECOND, f);
    catch_unwind(AssertUnwindSafe(|| call(|| panic!("expected by the test")))).unwrap_err();
    assert_eq!(call(|| Err("down")), Err("down"));
    assert_eq!(call(|| Ok(1)), Ok(1));
    assert_eq!(call(|| Ok(2)), Ok(1));
}

#[test]
fn a_thread_and_a_future_share_a_result() {
    let (cache, clock) = cache();
    let space = cache.space();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut results = Vec::new();
    results.push(space.memoize_blocking("op", "p", SECOND, || Ok::<_, Infallible>(1)));
    results.push(runtime.block_on(space.memoize("op", "p", SECOND, async || Ok(2))));
    clock.advance(SECOND);
    results.push(space.memoize_blocking("op", "p", SECOND, || Ok(3)));
    assert_eq!(results, [Ok(1), Ok(1), Ok(3)]);
}
