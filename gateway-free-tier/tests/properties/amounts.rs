//! Integers at their edges.

use gateway_free_tier::protocol::{Amount, Ask, Balance, Denied, Epoch, Record, State, Word};
use proptest::prelude::*;

/// Counts near every edge that an integer has.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![
        0..300_u64,
        any::<u64>(),
        (0..3_u64).prop_map(|less| u64::MAX - less),
        (0..6_u64).prop_map(|more| (i64::MAX as u64 - 3) + more),
        (0..6_u64).prop_map(|more| (Word::MAX_VOLUME - 3) + more),
        (0..6_u64).prop_map(|more| (Word::MAX_COUNT - 3) + more),
    ]
}

fn amount() -> impl Strategy<Value = Amount> {
    (count(), count(), count(), count()).prop_map(|(requests, mb_ms, log_bytes, cw_calls)| Amount {
        requests,
        mb_ms,
        log_bytes,
        cw_calls,
    })
}

fn clamped(exact: i128) -> i64 {
    i64::try_from(exact).unwrap_or(if exact < 0 { i64::MIN } else { i64::MAX })
}

proptest! {
    #[test]
    fn a_word_is_two_counters(a in (count(), count()), b in (count(), count())) {
        let cut = |(count, volume): (u64, u64)| (count.min(Word::MAX_COUNT), volume.min(Word::MAX_VOLUME));
        let pair = |word: Word| (word.count(), word.volume());
        let (left, right) = (Word::new(a.0, a.1), Word::new(b.0, b.1));
        let (a, b) = (cut(a), cut(b));
        prop_assert_eq!(pair(left), a);
        prop_assert_eq!(pair(left.put(right)), cut((a.0 + b.0, a.1 + b.1)));
        let rest = a.0.checked_sub(b.0).zip(a.1.checked_sub(b.1));
        prop_assert_eq!(left.take(right).map(pair), rest);
        prop_assert_eq!(Word::from_bits(left.to_bits()), left);
    }

    #[test]
    fn balances_stop_at_their_edges(start in any::<i64>(), a in amount()) {
        let balance = Balance { requests: start, ..Balance::default() };
        let (start, taken) = (i128::from(start), i128::from(a.requests));
        prop_assert_eq!(balance.minus(&a).requests, clamped(start - taken));
        prop_assert_eq!(balance.plus(&a).requests, clamped(start + taken));
        let only = Amount { requests: a.requests, ..Amount::ZERO };
        prop_assert_eq!(balance.affords(&only), a.requests == 0 || start >= taken);
        prop_assert_eq!(balance.checked_minus(&only).is_some(), i64::try_from(start - taken).is_ok());
    }

    #[test]
    fn differences_of_amounts_exist_where_they_are_covered(a in amount(), b in amount()) {
        prop_assert_eq!(a.checked_sub(&b).map(|rest| rest.plus(&b)), a.covers(&b).then_some(a));
        prop_assert!(a.at_least(&b).covers(&b));
        prop_assert!(a.plus(&b).covers(&a));
        prop_assert!(a.per_mille(1_000).covers(&a) && a.covers(&a.per_mille(999)));
    }

    #[test]
    fn what_left_the_pool_is_on_record(budget in amount(), asks in prop::collection::vec((amount(), amount(), amount()), 1..8)) {
        let mut record = Record::open(&budget);
        let budget = Balance::from(budget);
        let mut gone = Amount::ZERO;
        for (amount, debt, unmeasured) in asks {
            let before = record.clone();
            if record.grant(Epoch(7), &Ask { amount, debt, unmeasured }).is_ok() {
                gone = gone.plus(&unmeasured);
            } else {
                prop_assert_eq!(&record, &before);
            }
            let granted = record.granted().first().map_or(Amount::ZERO, |(_, granted)| *granted);
            prop_assert_eq!(Some(*record.avail()), budget.checked_minus(&granted.plus(&gone)));
        }
        // Nothing was measured: what was leased is back, and what no measurement says is not.
        if record.reconcile(Epoch(7), &Amount::ZERO) {
            prop_assert_eq!(Some(*record.avail()), budget.checked_minus(&gone));
        }
    }
}

#[test]
fn a_stopped_month_grants_nothing_but_hears_of_debts() {
    let one = Amount { requests: 1, ..Amount::ZERO };
    let mut record = Record::open(&one.times(5));
    assert!(record.set_state(State::Open, State::Stopped));
    assert!(!record.set_state(State::Open, State::Stopped), "of many who order it, one does");
    assert_eq!(record.grant(Epoch(1), &Ask { amount: one, debt: one, ..Ask::default() }), Err(Denied::Stopped));
    assert_eq!(record.avail().requests, 5);
    let grant = record.grant(Epoch(1), &Ask { debt: one.times(7), ..Ask::default() });
    assert_eq!(grant.map(|grant| grant.avail.requests), Ok(-2));
}

#[test]
fn a_closed_epoch_is_neither_granted_nor_given_back_nor_closed_again() {
    let requests = |requests| Amount { requests, ..Amount::ZERO };
    let mut record = Record::open(&requests(100));
    let ask = Ask { amount: requests(10), ..Ask::default() };
    record.grant(Epoch(4), &ask).unwrap();
    let grant = record.grant(Epoch(5), &ask).unwrap();
    assert_eq!((grant.epoch, grant.unsettled), (Epoch(5), Epoch(4)));
    assert!(record.reconcile(Epoch(4), &requests(12)), "more was measured than granted: refusals");
    assert_eq!(record.avail().requests, 78);
    assert!(!record.reconcile(Epoch(4), &requests(12)));
    assert!(!record.give_back(Epoch(4), &requests(1)));
    assert_eq!(record.grant(Epoch(4), &ask), Err(Denied::EpochClosed));
    assert!(record.reconcile(Epoch(6), &requests(1)), "an epoch of refusals alone");
    assert!(!record.reconcile(Epoch(6), &requests(1)));
    assert!(record.reconcile(Epoch(5), &requests(0)), "it is late, and still open");
    assert_eq!((record.avail().requests, record.closed()), (87, Some(Epoch(6))));
}

#[test]
fn what_is_owed_is_not_granted_again() {
    let requests = |requests| Amount { requests, ..Amount::ZERO };
    let mut record = Record::open(&requests(10));
    let denied = record.grant(Epoch(1), &Ask { amount: requests(5), debt: requests(6), ..Ask::default() });
    assert!(matches!(denied, Err(Denied::Exhausted { avail }) if avail.requests == 10));
    assert!(record.grant(Epoch(1), &Ask { amount: requests(4), debt: requests(6), ..Ask::default() }).is_ok());
}
