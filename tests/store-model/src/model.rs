//! A store's answers beside those of a record.

use gateway_free_tier::protocol::{Amount, Ask, Denied, Epoch, Grant, Record, State};
use gateway_free_tier::store::{QuotaStore, StoreError};
use proptest::prelude::*;

/// The last epoch of January 2026.
pub const JANUARY: u32 = 81_939;

#[derive(Clone, Debug)]
pub enum Step {
    Open(Epoch, Record),
    Grant(Epoch, Ask),
    GiveBack(Epoch, Amount),
    Reconcile(Epoch, Amount),
    SetState(Epoch, State, State),
}

/// What a step answered.
#[derive(Debug, PartialEq)]
pub enum Answer {
    Yes(bool),
    Granted(Result<Grant, Denied>),
}

pub fn step() -> impl Strategy<Value = Step> {
    let epoch = || (JANUARY - 2..JANUARY + 3).prop_map(Epoch);
    let count = || prop_oneof![9 => 0..50_u64, 1 => any::<u64>()];
    let amount = move || (count(), count()).prop_map(|(requests, mb_ms)| Amount { requests, mb_ms, ..Amount::ZERO });
    let state = || {
        prop_oneof![
            Just(State::Open),
            (0..3_u32).prop_map(|concurrency| State::Gliding { concurrency }),
            Just(State::Stopped)
        ]
    };
    // One that is opened late has epochs that are settled.
    let record = move || {
        (amount(), epoch(), amount(), any::<bool>()).prop_map(|(budget, epoch, used, is_late)| {
            let mut record = Record::open(&budget.times(20));
            if is_late {
                record.reconcile(epoch, &used);
            }
            record
        })
    };
    prop_oneof![
        2 => (epoch(), record()).prop_map(|(epoch, record)| Step::Open(epoch, record)),
        8 => (epoch(), amount(), amount(), amount())
            .prop_map(|(epoch, amount, debt, unmeasured)| Step::Grant(epoch, Ask { amount, debt, unmeasured })),
        2 => (epoch(), amount()).prop_map(|(epoch, amount)| Step::GiveBack(epoch, amount)),
        1 => (epoch(), amount()).prop_map(|(epoch, amount)| Step::Reconcile(epoch, amount)),
        2 => (epoch(), state(), state()).prop_map(|(epoch, from, to)| Step::SetState(epoch, from, to)),
    ]
}

async fn apply(store: &impl QuotaStore, step: &Step) -> Result<Answer, StoreError> {
    Ok(match step {
        Step::Open(epoch, record) => Answer::Yes(store.open(epoch.month(), record).await?),
        Step::Grant(epoch, ask) => Answer::Granted(store.grant(*epoch, ask).await?),
        Step::GiveBack(epoch, amount) => Answer::Yes(store.give_back(*epoch, amount).await?),
        Step::Reconcile(epoch, measured) => Answer::Yes(store.reconcile(*epoch, measured).await?),
        Step::SetState(epoch, from, to) => Answer::Yes(store.set_state(epoch.month(), *from, *to).await?),
    })
}

fn expected(months: &mut [Option<Record>; 2], step: &Step) -> Answer {
    let (Step::Open(epoch, _)
    | Step::Grant(epoch, _)
    | Step::GiveBack(epoch, _)
    | Step::Reconcile(epoch, _)
    | Step::SetState(epoch, ..)) = step;
    let month = &mut months[usize::from(epoch.0 > JANUARY)];
    match (step, month) {
        (Step::Open(_, record), month) => {
            let is_new = month.is_none();
            month.get_or_insert_with(|| record.clone());
            Answer::Yes(is_new)
        }
        (Step::Grant(epoch, ask), Some(record)) => Answer::Granted(record.grant(*epoch, ask)),
        (Step::GiveBack(epoch, amount), Some(record)) => Answer::Yes(record.give_back(*epoch, amount)),
        (Step::Reconcile(epoch, measured), Some(record)) => Answer::Yes(record.reconcile(*epoch, measured)),
        (Step::SetState(_, from, to), Some(record)) => Answer::Yes(record.set_state(*from, *to)),
        (Step::Grant(..), None) => Answer::Granted(Err(Denied::NotOpen)),
        (_, None) => Answer::Yes(false),
    }
}

/// Does the store answer as two months of records would, step by step, and keep what they would?
pub fn check(store: &impl QuotaStore, steps: &[Step]) -> Result<(), TestCaseError> {
    check_as(store, steps, |answer| answer)
}

/// The same, where only what `seen` leaves of an answer has to agree.
pub fn check_as(store: &impl QuotaStore, steps: &[Step], seen: impl Fn(Answer) -> Answer) -> Result<(), TestCaseError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut months = [None, None];
        for step in steps {
            let answer = apply(store, step).await.unwrap();
            prop_assert_eq!(seen(answer), seen(expected(&mut months, step)), "{:?}", step);
            for (epoch, expected) in [JANUARY, JANUARY + 1].into_iter().zip(&months) {
                prop_assert_eq!(&store.record(Epoch(epoch).month()).await.unwrap(), expected);
            }
        }
        Ok(())
    })
}
