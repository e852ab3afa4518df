//! How many environments are let run.

use gateway_free_tier::protocol::{Amount, Balance, Concurrency, KILL_TIME_MS, State};
use proptest::prelude::*;

fn concurrency(most: u32) -> Concurrency {
    let worst = Amount { requests: 1, mb_ms: 384_000, log_bytes: 4_000, cw_calls: 0 };
    Concurrency { most, kill_time_ms: KILL_TIME_MS, worst }
}

fn left(requests: u64) -> Balance {
    Balance::from(Amount { requests, ..Amount::ALWAYS_FREE })
}

fn balance() -> impl Strategy<Value = Balance> {
    let count = || prop_oneof![any::<i64>(), -1_000..1_000_000_i64];
    (count(), count(), count(), count()).prop_map(|(requests, mb_ms, log_bytes, cw_calls)| Balance {
        requests,
        mb_ms,
        log_bytes,
        cw_calls,
    })
}

proptest! {
    /// Until an order has its effect, no more than a tenth of what is left can be refused, and no more than half of it
    /// reserved.
    #[test]
    fn gliding_leaves_enough(avail in balance(), most in 1..5_000_u32) {
        let wanted = u64::from(concurrency(most).glide(&avail));
        let left = avail.positive();
        prop_assert!(wanted <= u64::from(most));
        prop_assert!(wanted * 10 * KILL_TIME_MS / 1_000 <= left.requests / 10);
        prop_assert!(concurrency(most).worst.times(wanted).mb_ms <= left.mb_ms / 2);
        prop_assert!(concurrency(most).worst.times(wanted).log_bytes <= left.log_bytes / 2);
    }

    /// The way down ends, and nobody who sees the same as before orders anything again.
    #[test]
    fn each_order_is_given_once(avail in balance(), most in 1..5_000_u32) {
        let concurrency = concurrency(most);
        if let Some(state) = concurrency.descend(&avail, State::Open) {
            prop_assert!(concurrency.in_force(state) <= most / 2);
            prop_assert_eq!(concurrency.descend(&avail, state), None);
        }
        prop_assert_eq!(concurrency.descend(&avail, State::Stopped), None);
    }
}

#[test]
fn the_way_down_ends_with_a_stop() {
    let descend = |requests, state| concurrency(100).descend(&left(requests), state);
    assert_eq!(descend(1_000_000, State::Open), None);
    assert_eq!(descend(30_000, State::Open), None, "sixty would be an order for little");
    assert_eq!(descend(20_000, State::Open), Some(State::Gliding { concurrency: 40 }));
    assert_eq!(descend(499, State::Gliding { concurrency: 1 }), Some(State::Stopped));
}

#[test]
fn it_comes_back_by_doubling_as_far_as_there_is_left() {
    let gliding = |concurrency| State::Gliding { concurrency };
    let ascend =
        |state, ordered, requests| concurrency(100).ascend(state, ordered, &left(requests), &Amount::ALWAYS_FREE);
    assert_eq!(ascend(State::Stopped, 0, 1_000_000), Some(gliding(1)));
    assert_eq!(ascend(gliding(1), 1, 1_000_000), Some(gliding(2)));
    assert_eq!(ascend(gliding(64), 64, 1_000_000), Some(State::Open));
    assert_eq!(ascend(gliding(15), 15, 10_000), Some(gliding(20)));
    assert_eq!(ascend(gliding(64), 64, 10_000), None, "the way down is for those who see that");
    assert_eq!((ascend(State::Open, 100, 1_000_000), ascend(State::Stopped, 0, 100)), (None, None));
}

#[test]
fn what_was_written_and_not_ordered_is_ordered_later() {
    let concurrency = concurrency(100);
    let ascend = |state, ordered| concurrency.ascend(state, ordered, &left(1_000_000), &Amount::ALWAYS_FREE);
    let one = State::Gliding { concurrency: 1 };
    assert_eq!(ascend(one, 0), Some(one));
    assert_eq!(ascend(State::Open, 64), Some(State::Open));
    let nothing_is_left = concurrency.ascend(State::Stopped, 100, &left(100), &Amount::ALWAYS_FREE);
    assert_eq!(nothing_is_left, Some(State::Stopped), "what is ordered is no reason to undo a stop");
}

/// Environments that could not tell the pool have stopped all of them, while its record says that they run.
#[test]
fn who_lets_in_again_pays_first_for_what_nobody_told() {
    let refusal = Amount { requests: 1, mb_ms: 256, ..Amount::ZERO };
    let untold = |state, ordered, requests| concurrency(100).untold(state, ordered, &left(requests), &refusal);
    // Eight in each, a thousandth of what is left, and 100 environments for five seconds.
    assert_eq!(untold(State::Open, 0, 500_000), refusal.times(800 + 500 + 5_100));
    assert_eq!(untold(State::Gliding { concurrency: 10 }, 0, 50_000), refusal.times(80 + 50 + 510));
    for (state, ordered) in [(State::Open, 100), (State::Gliding { concurrency: 10 }, 10), (State::Stopped, 0)] {
        assert_eq!(untold(state, ordered, 500_000), Amount::ZERO, "nobody stopped anything: {state:?}");
    }
}

proptest! {
    /// What is paid is written down with the state, so that it is paid once.
    #[test]
    fn nothing_is_paid_for_twice(avail in balance(), most in 1..5_000_u32, ordered in 0..5_000_u32) {
        let concurrency = concurrency(most);
        let ordered = ordered.min(most);
        let to = concurrency.ascend(State::Open, ordered, &avail, &Amount::ALWAYS_FREE);
        let to = to.unwrap_or(State::Open);
        let refusal = Amount { requests: 1, ..Amount::ZERO };
        prop_assert_eq!(concurrency.untold(to, concurrency.in_force(to), &avail, &refusal), Amount::ZERO);
        prop_assert!(concurrency.in_force(to) >= ordered);
    }

    #[test]
    fn a_stop_ends_only_if_it_is_worth_it(avail in balance(), most in 1..5_000_u32, ordered in 0..5_000_u32) {
        let concurrency = concurrency(most);
        let to = concurrency.ascend(State::Stopped, ordered, &avail, &Amount::ALWAYS_FREE).unwrap_or(State::Stopped);
        prop_assert_eq!(to != State::Stopped, concurrency.reopens(&avail, &Amount::ALWAYS_FREE));
    }
}

#[test]
fn a_stop_ends_only_for_something_of_use() {
    let reopens = |requests| concurrency(100).reopens(&left(requests), &Amount::ALWAYS_FREE);
    assert!(reopens(2_000) && !reopens(1_999));
    let no_logs = Balance { log_bytes: 0, ..left(1_000_000) };
    assert!(!concurrency(100).reopens(&no_logs, &Amount::ALWAYS_FREE));
    assert!(
        !concurrency(100).reopens(&left(400), &Amount { requests: 1_000, ..Amount::ZERO }),
        "it would stop at once"
    );
}

#[test]
fn the_margin_without_a_glide_grows_with_the_environments() {
    assert_eq!([10, 100, 1_000].map(|most| concurrency(most).refused_while_stopping()), [510, 5_100, 51_000]);
}
