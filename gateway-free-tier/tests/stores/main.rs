//! Every store does what a record does.

use std::path::PathBuf;

use gateway_free_tier::protocol::{Amount, Ask, Denied, Epoch, Grant, Record, State};
use gateway_free_tier::store::{FileStore, MemoryStore, Mode, QuotaStore, Reach, StoreError};
use proptest::prelude::*;

/// The last epoch of January 2026.
const JANUARY: u32 = 81_939;

#[derive(Clone, Debug)]
enum Step {
    Open(Epoch, Amount),
    Grant(Epoch, Ask),
    GiveBack(Epoch, Amount),
    Reconcile(Epoch, Amount),
    SetState(Epoch, State, State),
}

/// What a step answered.
#[derive(Debug, PartialEq)]
enum Answer {
    Yes(bool),
    Granted(Result<Grant, Denied>),
}

fn step() -> impl Strategy<Value = Step> {
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
    prop_oneof![
        2 => (epoch(), amount()).prop_map(|(epoch, amount)| Step::Open(epoch, amount.times(20))),
        8 => (epoch(), amount(), amount())
            .prop_map(|(epoch, amount, debt)| Step::Grant(epoch, Ask { amount, debt })),
        2 => (epoch(), amount()).prop_map(|(epoch, amount)| Step::GiveBack(epoch, amount)),
        1 => (epoch(), amount()).prop_map(|(epoch, amount)| Step::Reconcile(epoch, amount)),
        2 => (epoch(), state(), state()).prop_map(|(epoch, from, to)| Step::SetState(epoch, from, to)),
    ]
}

async fn apply(store: &impl QuotaStore, step: &Step) -> Result<Answer, StoreError> {
    Ok(match step {
        Step::Open(epoch, budget) => Answer::Yes(store.open(epoch.month(), budget).await?),
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
        (Step::Open(_, budget), month) => {
            let is_new = month.is_none();
            month.get_or_insert_with(|| Record::open(budget));
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

fn check(store: &impl QuotaStore, steps: &[Step]) -> Result<(), TestCaseError> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut months = [None, None];
        for step in steps {
            prop_assert_eq!(apply(store, step).await.unwrap(), expected(&mut months, step), "{:?}", step);
            for (epoch, expected) in [JANUARY, JANUARY + 1].into_iter().zip(&months) {
                prop_assert_eq!(&store.record(Epoch(epoch).month()).await.unwrap(), expected);
            }
        }
        Ok(())
    })
}

fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("gateway-free-tier-{name}-{}", std::process::id()));
    // It is there only if an earlier process of the same number was killed.
    let _ = std::fs::remove_dir_all(&path);
    path
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn memory_is_a_record(steps in prop::collection::vec(step(), 1..80)) {
        check(&MemoryStore::default(), &steps)?;
    }

    #[test]
    fn a_file_is_a_record(steps in prop::collection::vec(step(), 1..80)) {
        let folder = folder("record");
        let result = check(&FileStore::new(&folder).unwrap(), &steps);
        std::fs::remove_dir_all(&folder).unwrap();
        result?;
    }
}

#[tokio::test]
async fn a_damaged_file_is_an_error_that_names_the_month() {
    let folder = folder("damaged");
    let store = FileStore::new(&folder).unwrap();
    let month = Epoch(JANUARY).month();
    store.open(month, &Amount::ALWAYS_FREE).await.unwrap();
    let ask = Ask { amount: Amount { requests: 1, ..Amount::ZERO }, ..Ask::default() };
    store.grant(Epoch(JANUARY), &ask).await.unwrap().unwrap();
    let file = folder.join("2026-01");
    let damaged: Vec<u8> = std::fs::read(&file).unwrap().into_iter().map(|byte| byte.max(b'0')).collect();
    std::fs::write(&file, damaged).unwrap();
    let error = store.grant(Epoch(JANUARY), &Ask::default()).await.unwrap_err();
    assert_eq!(error.to_string(), "the budget of 2026-01 is damaged");
    assert_eq!(error.denied(), Denied::Unreachable, "an environment refuses rather than guesses");
    assert!(store.open(month, &Amount::ALWAYS_FREE).await.is_err(), "and nobody begins the month anew");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_private_store_guarantees_nothing_on_lambda() {
    let native = |name: &str| (name == "AWS_EXECUTION_ENV").then(|| "AWS_Lambda_provided".to_owned());
    let shell = |name: &str| (name == "AWS_EXECUTION_ENV").then(|| "CloudShell".to_owned());
    let error = Mode::Guarantee.check(MemoryStore::REACH, native).unwrap_err().to_string();
    for part in ["the memory store", "GATEWAY_FREE_TIER_STORE=dynamodb", "GATEWAY_FREE_TIER_MODE=advisory"] {
        assert!(error.contains(part), "{error}");
    }
    assert!(Mode::Guarantee.check(Reach::Account, native).is_ok());
    assert!(Mode::Guarantee.check(FileStore::REACH, shell).is_ok());
}
