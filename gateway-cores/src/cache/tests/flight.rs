//! One flight per key, for futures. They are polled by hand, so that every interleaving is the one that is meant.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use super::{SECOND, cache};
use crate::cache::*;

type Call<'a> = Pin<Box<dyn Future<Output = Result<u32, &'static str>> + 'a>>;

fn poll(call: &mut Call<'_>) -> Poll<Result<u32, &'static str>> {
    call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

/// What a function under test has to report, and what it waits for.
#[derive(Default)]
struct Stage {
    runs: Cell<u32>,
    open: Cell<bool>,
}

impl Stage {
    /// A memoised call whose function waits for the stage to open and then returns how often one ran.
    fn call<'a>(&'a self, space: &'a CacheSpace<'_>) -> Call<'a> {
        Box::pin(space.memoize("op", &1, SECOND, move || {
            self.runs.set(self.runs.get() + 1);
            let run = self.runs.get();
            poll_fn(move |_| if self.open.get() { Poll::Ready(Ok(run)) } else { Poll::Pending })
        }))
    }
}

#[test]
fn those_who_come_meanwhile_wait_for_the_one_run() {
    let (cache, clock) = cache();
    let (space, stage) = (cache.space(), Stage::default());
    let mut calls = [stage.call(&space), stage.call(&space), stage.call(&space)];
    for call in &mut calls {
        assert!(poll(call).is_pending());
    }
    assert_eq!(stage.runs.get(), 1);
    stage.open.set(true);
    for call in &mut calls {
        assert_eq!(poll(call), Poll::Ready(Ok(1)));
    }
    assert_eq!(poll(&mut stage.call(&space)), Poll::Ready(Ok(1)));
    assert_eq!((stats(&cache).misses, stats(&cache).hits), (1, 3));
    clock.advance(SECOND);
    assert_eq!(poll(&mut stage.call(&space)), Poll::Ready(Ok(2)));
}

#[test]
fn a_dropped_leader_leaves_the_run_to_the_next() {
    let (cache, _) = cache();
    let (space, stage) = (cache.space(), Stage::default());
    let (mut leader, mut waiting) = (stage.call(&space), stage.call(&space));
    assert!(poll(&mut leader).is_pending());
    assert!(poll(&mut waiting).is_pending());
    drop(leader);
    stage.open.set(true);
    assert_eq!(poll(&mut waiting), Poll::Ready(Ok(2)));
}

#[test]
fn a_dropped_waiter_holds_nobody_up() {
    let (cache, _) = cache();
    let (space, stage) = (cache.space(), Stage::default());
    let (mut leader, mut gone, mut waiting) = (stage.call(&space), stage.call(&space), stage.call(&space));
    for call in [&mut leader, &mut gone, &mut waiting] {
        assert!(poll(call).is_pending());
    }
    drop((gone, leader));
    stage.open.set(true);
    assert_eq!(poll(&mut waiting), Poll::Ready(Ok(2)));
}

#[test]
fn an_error_is_the_callers_own_and_is_not_kept() {
    let (cache, _) = cache();
    let (space, stage) = (cache.space(), Stage::default());
    let mut failing: Call<'_> = Box::pin(space.memoize("op", &1, SECOND, || {
        poll_fn(|_| if stage.open.get() { Poll::Ready(Err("down")) } else { Poll::Pending })
    }));
    let mut waiting = stage.call(&space);
    assert!(poll(&mut failing).is_pending());
    assert!(poll(&mut waiting).is_pending());
    stage.open.set(true);
    assert_eq!(poll(&mut failing), Poll::Ready(Err("down")));
    assert_eq!(poll(&mut waiting), Poll::Ready(Ok(1)));
}

#[test]
fn a_panic_does_not_poison() {
    let (cache, _) = cache();
    let (space, stage) = (cache.space(), Stage::default());
    let mut panicking: Call<'_> = Box::pin(space.memoize("op", &1, SECOND, || {
        poll_fn(|_| if stage.open.get() { panic!("expected by the test") } else { Poll::Pending })
    }));
    let mut waiting = stage.call(&space);
    assert!(poll(&mut panicking).is_pending());
    assert!(poll(&mut waiting).is_pending());
    stage.open.set(true);
    catch_unwind(AssertUnwindSafe(|| poll(&mut panicking))).unwrap_err();
    drop(panicking);
    assert_eq!(poll(&mut waiting), Poll::Ready(Ok(1)));
    assert_eq!(poll(&mut stage.call(&space)), Poll::Ready(Ok(1)));
}

#[test]
fn what_was_computed_before_a_clear_is_not_stored_after_it() {
    let (cache, _) = cache();
    let (space, stage) = (cache.space(), Stage::default());
    let (mut before, mut waiting) = (stage.call(&space), stage.call(&space));
    assert!(poll(&mut before).is_pending());
    assert!(poll(&mut waiting).is_pending());
    clear(&cache, Some("memo:op:*"));
    stage.open.set(true);
    assert_eq!(poll(&mut before), Poll::Ready(Ok(1)));
    assert_eq!(poll(&mut waiting), Poll::Ready(Ok(2)));
    assert_eq!(poll(&mut stage.call(&space)), Poll::Ready(Ok(2)));
}

#[test]
fn a_clear_leaves_the_runs_alone_whose_results_it_does_not_name() {
    let (cache, _) = cache();
    let (space, stage) = (cache.space(), Stage::default());
    let mut call = stage.call(&space);
    assert!(poll(&mut call).is_pending());
    cache.tenant("a").clear(None);
    clear(&cache, Some("memo:another:*"));
    space.namespace("n").clear(None);
    stage.open.set(true);
    assert_eq!(poll(&mut call), Poll::Ready(Ok(1)));
    assert_eq!(poll(&mut stage.call(&space)), Poll::Ready(Ok(1)));
}

#[test]
fn a_memoised_result_can_be_cleared_by_its_operation() {
    let (cache, _) = cache();
    let (space, stage) = (cache.space(), Stage::default());
    stage.open.set(true);
    assert_eq!(poll(&mut stage.call(&space)), Poll::Ready(Ok(1)));
    assert_eq!(clear(&cache, Some("memo:op:*")), 1);
    assert_eq!(poll(&mut stage.call(&space)), Poll::Ready(Ok(2)));
}

#[test]
fn tenants_and_namespaces_have_results_of_their_own() {
    let (cache, _) = cache();
    let stage = Stage::default();
    stage.open.set(true);
    for (expected, space) in
        (1..).zip([cache.space(), cache.tenant("a"), cache.tenant("b"), cache.space().namespace("n")])
    {
        assert_eq!(poll(&mut stage.call(&space)), Poll::Ready(Ok(expected)));
    }
}

async fn compute<T>(space: CacheSpace<'_>, operation: &str, params: &(impl serde::Serialize + Sync), result: T) -> T
where
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    space.memoize(operation, params, SECOND, async || Ok::<_, Infallible>(result)).await.unwrap()
}

#[tokio::test]
async fn operation_and_parameters_together_name_a_result() {
    let (cache, _) = cache();
    let space = || cache.space();
    assert_eq!(compute(space(), "a", &"x", 1).await, 1);
    assert_eq!(compute(space(), "a", &"y", 2).await, 2);
    assert_eq!(compute(space(), "b", &"x", 3).await, 3);
    // Names that look alike once they are cut to what a key may hold are still two.
    assert_eq!(compute(space(), "a b", &"x", 4).await, 4);
    assert_eq!(compute(space(), "ab", &"x", 5).await, 5);
    assert_eq!(compute(space(), "a", &"x", 6).await, 1);
    assert!(keys(&cache, None).iter().all(|key| validate_key(key).is_ok()));
}

#[tokio::test]
async fn the_order_of_a_maps_members_does_not_matter() {
    let (cache, _) = cache();
    let sorted: BTreeMap<u8, u8> = (0..50).map(|n| (n, n)).collect();
    let shuffled: std::collections::HashMap<u8, u8> = sorted.clone().into_iter().collect();
    assert_eq!(compute(cache.space(), "op", &sorted, 1).await, 1);
    assert_eq!(compute(cache.space(), "op", &shuffled, 2).await, 1);
}

#[tokio::test]
async fn a_result_of_another_type_is_computed_anew() {
    let (cache, _) = cache();
    assert_eq!(compute(cache.space(), "op", &1, "text".to_owned()).await, "text");
    assert_eq!(compute(cache.space(), "op", &1, 7_u8).await, 7);
    assert_eq!(compute(cache.space(), "op", &1, 8_u8).await, 7);
}

#[tokio::test]
async fn what_cannot_be_cached_is_computed_each_time() {
    let (cache, _) = cache();
    let no_json = BTreeMap::from([((1, 2), 3)]);
    let large = |letter: &str| letter.repeat(600_000);
    for n in 0..2 {
        assert_eq!(compute(cache.space(), "op", &no_json, n).await, n);
        let letter = if n == 0 { "a" } else { "b" };
        assert_eq!(compute(cache.space(), "large", &1, large(letter)).await, large(letter));
    }
    assert_eq!(stats(&cache).entries, 0);
}

#[tokio::test]
async fn a_memoised_call_can_be_spawned() {
    let cache: &'static Cache = Box::leak(Box::new(Cache::with_budget(100_000)));
    let call =
        tokio::spawn(async { cache.tenant("a").memoize("op", "p", SECOND, async || Ok::<_, Infallible>(1)).await });
    assert_eq!(call.await.unwrap(), Ok(1));
}
