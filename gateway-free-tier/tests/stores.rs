//! Every store does what a record does.

use std::path::PathBuf;

use gateway_free_tier::protocol::{Amount, Ask, Denied, Epoch, Record};
use gateway_free_tier::store::{FileStore, MemoryStore, Mode, QuotaStore, Reach};
use proptest::prelude::*;
use store_model::model::{JANUARY, check, step};

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
    store.open(month, &Record::open(&Amount::ALWAYS_FREE)).await.unwrap();
    let ask = Ask { amount: Amount { requests: 1, ..Amount::ZERO }, ..Ask::default() };
    store.grant(Epoch(JANUARY), &ask).await.unwrap().unwrap();
    let file = folder.join("2026-01");
    let damaged: Vec<u8> = std::fs::read(&file).unwrap().into_iter().map(|byte| byte.max(b'0')).collect();
    std::fs::write(&file, damaged).unwrap();
    let error = store.grant(Epoch(JANUARY), &Ask::default()).await.unwrap_err();
    assert_eq!(error.to_string(), "the budget of 2026-01 is damaged");
    assert_eq!(error.denied(), Denied::Unreachable, "an environment refuses rather than guesses");
    assert!(store.open(month, &Record::open(&Amount::ALWAYS_FREE)).await.is_err(), "and nobody begins the month anew");
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
