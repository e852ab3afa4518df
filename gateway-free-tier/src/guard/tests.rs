use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use gateway_runtime::{Context, Guard as _};

use super::{FreeTier, GuardSettings, Ordering, ServiceTime, UNIX_EPOCH, month_end, until};
use crate::protocol::{Amount, Ask, Record, Refusal};
use crate::store::{FileStore, QuotaStore as _};

#[tokio::test]
async fn what_the_store_is_told_after_an_answer_is_charged_to_the_next() {
    let free_tier = free_tier("guarantee");
    let seat = free_tier.seat.as_ref().unwrap();
    for _ in 0..10_000 {
        free_tier.guard(async {}).await.unwrap();
        if seat.has_unwritten() {
            break;
        }
    }
    assert!(seat.has_unwritten(), "a lease that lasts is filled again before it is empty");
    free_tier.settle(Duration::from_millis(5)).await;
    assert!(!seat.has_unwritten());
    assert!(free_tier.counts.after_us.load(Ordering::Relaxed) >= 5_000);
    free_tier.counts.after_us.store(500_000, Ordering::Relaxed);
    assert!(free_tier.billed(free_tier.age_us()).mb_ms >= 502 * 128);
    assert!(free_tier.billed(free_tier.age_us()).mb_ms < 100 * 128, "once");
}

fn free_tier(mode: &'static str) -> FreeTier {
    let variables = [("GATEWAY_FREE_TIER_MODE", mode), ("GATEWAY_FREE_TIER_STORE", "memory")];
    let look = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    FreeTier::new(GuardSettings::from_variables(look).unwrap()).unwrap()
}

/// The budget in files of a folder that no other test has.
fn in_a_folder(mode: &'static str) -> (FreeTier, PathBuf) {
    let folder = std::env::temp_dir().join(format!("gateway-free-tier-{mode}-{}", std::process::id()));
    let look = |name: &str| match name {
        "GATEWAY_FREE_TIER_MODE" => Some(mode.to_owned()),
        "GATEWAY_FREE_TIER_FOLDER" => Some(folder.to_str().unwrap().to_owned()),
        _ => None,
    };
    (FreeTier::new(GuardSettings::from_variables(look).unwrap()).unwrap(), folder)
}

/// A clock that lags by days says that an invocation has days left.
#[test]
fn no_invocation_reserves_more_than_the_longest_timeout() {
    let cx = Context::builder().deadline(SystemTime::now() + Duration::from_hours(72)).build();
    assert_eq!(free_tier("guarantee").worst(&cx).mb_ms, 900_000 * 128);
}

/// What the service tells is believed, also where the machine's clock is ahead of it.
#[test]
fn the_time_is_that_of_the_service() {
    let free_tier = free_tier("guarantee");
    let (seat, told) = (free_tier.seat.as_ref().unwrap(), UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    let cx = Context::builder().deadline(told).build();
    assert_eq!(free_tier.now(seat, &cx), ServiceTime(1_700_000_000_000 - 10_000));
}

#[tokio::test]
async fn a_start_is_billed_once_for_as_long_as_it_took() {
    let mut free_tier = free_tier("guarantee");
    free_tier.built -= Duration::from_millis(400);
    let first = Context::builder().cold_start(true).build();
    first.scope(free_tier.guard(async {})).await.unwrap();
    let seat = free_tier.seat.as_ref().unwrap();
    let spent = |record: Record| free_tier.settings.budget().mb_ms - record.avail().positive().mb_ms;
    let of_leases = |record: &Record| record.granted().iter().map(|(_, granted)| granted.mb_ms).sum::<u64>();
    let record = seat.record().await.unwrap().unwrap();
    let start = spent(record.clone()) - of_leases(&record);
    assert!((410 * 128..1_400 * 128).contains(&start), "{start}");
    for _ in 0..1_000 {
        Context::builder().build().scope(free_tier.guard(async {})).await.unwrap();
        free_tier.settle(Duration::ZERO).await;
    }
    let record = seat.record().await.unwrap().unwrap();
    assert_eq!(spent(record.clone()) - of_leases(&record), start, "and is not billed again");
}

#[test]
fn who_is_refused_comes_again_when_it_is_of_use() {
    let now = ServiceTime(1_767_312_000_000);
    let month = now.epoch().month();
    assert_eq!(until(now, Refusal::Exhausted { month }), Some(month_end(now)));
    let soon = UNIX_EPOCH + Duration::from_millis(now.0 + 60_000);
    assert_eq!(until(now, Refusal::Unreachable), Some(soon));
    assert_eq!(until(now, Refusal::TooLarge), None, "it is never of use");
}

/// A store that is away is waited for.
#[tokio::test]
async fn what_a_refusal_took_is_owed() {
    let (free_tier, folder) = in_a_folder("guarantee");
    let seat = free_tier.seat.as_ref().unwrap();
    let (now, store) = (seat.latest(), FileStore::new(&folder).unwrap());
    let empty = Record::open(&Amount::ZERO);
    store.open(now.epoch().month(), &empty).await.unwrap();
    free_tier.counts.after_us.store(500_000, Ordering::Relaxed);
    free_tier.guard(async {}).await.unwrap_err();
    let owed = seat.debt(now);
    assert_eq!(owed.requests, 1);
    assert!((500 * 128..1_500 * 128).contains(&owed.mb_ms), "{owed:?}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn what_is_served_for_advice_is_counted_in_full() {
    let (free_tier, folder) = in_a_folder("advisory");
    let seat = free_tier.seat.as_ref().unwrap();
    free_tier.guard(async {}).await.unwrap();
    // Somebody takes all that is left, and this one's lease ends with its epoch.
    let record = seat.record().await.unwrap().unwrap();
    let later = seat.latest().plus_ms(6 * 60 * 60 * 1_000);
    if later.epoch().month() != seat.latest().epoch().month() {
        return;
    }
    let ask = Ask { amount: record.avail().positive(), ..Ask::default() };
    FileStore::new(&folder).unwrap().grant(later.epoch(), &ask).await.unwrap().unwrap();
    let deadline = UNIX_EPOCH + Duration::from_millis(later.0 + 10_000);
    let cx = Context::builder().deadline(deadline).build();
    let work = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        7
    };
    assert_eq!(cx.scope(free_tier.guard(work)).await, Ok(7), "it is served");
    assert_eq!(free_tier.counts.refused.load(Ordering::Relaxed), 0);
    let owed = seat.debt(later);
    assert_eq!(owed.requests, 1);
    assert!(owed.mb_ms >= 50 * 128, "{owed:?}");
    std::fs::remove_dir_all(&folder).unwrap();
}
