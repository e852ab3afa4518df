//! Entries come and go by the wall clock.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;

use super::{SECOND, cache};
use crate::cache::*;

#[test]
fn an_entry_lives_to_the_last_instant_before_its_time() {
    let (cache, clock) = cache();
    set(&cache, "k", json!(1), Some(60 * SECOND)).unwrap();
    clock.advance(Duration::from_millis(59_999));
    assert_eq!(get(&cache, "k"), Some(json!(1)));
    clock.advance(Duration::from_millis(1));
    assert!(!exists(&cache, "k"));
    assert_eq!(metadata(&cache, "k"), None);
    assert_eq!(keys(&cache, None), [""; 0]);
    assert!(!expire(&cache, "k", SECOND));
    assert_eq!(get(&cache, "k"), None);
    assert!(!delete(&cache, "k"));
}

#[test]
fn an_expired_entry_is_no_longer_deleted_or_cleared_but_cleaned_up() {
    let (cache, clock) = cache();
    for key in ["a", "b", "c"] {
        set(&cache, key, json!(1), Some(SECOND)).unwrap();
    }
    set(&cache, "stays", json!(1), Some(9 * SECOND)).unwrap();
    clock.advance(SECOND);
    assert!(!delete(&cache, "a"));
    assert_eq!(clear(&cache, Some("b")), 0);
    assert_eq!(stats(&cache).entries, 2);
    assert_eq!(cleanup_expired(&cache), 1);
    assert_eq!(cleanup_expired(&cache), 0);
    assert_eq!(keys(&cache, None), ["stays"]);
}

#[test]
fn reading_an_expired_entry_frees_its_room() {
    let (cache, clock) = cache();
    set(&cache, "k", json!("x".repeat(1000)), Some(SECOND)).unwrap();
    clock.advance(SECOND);
    assert_eq!(get(&cache, "k"), None);
    assert_eq!((stats(&cache).entries, stats(&cache).bytes), (0, 0));
}

#[test]
fn five_minutes_unless_asked() {
    let (cache, clock) = cache();
    set(&cache, "k", json!(1), None).unwrap();
    assert_eq!(metadata(&cache, "k").unwrap().remaining_ms, 300_000);
    clock.advance(DEFAULT_TTL);
    assert_eq!(get(&cache, "k"), None);
}

#[test]
fn expire_starts_the_time_anew() {
    let (cache, clock) = cache();
    set(&cache, "k", json!(1), Some(10 * SECOND)).unwrap();
    clock.advance(9 * SECOND);
    assert!(expire(&cache, "k", 10 * SECOND));
    clock.advance(9 * SECOND);
    assert_eq!(metadata(&cache, "k").unwrap().remaining_ms, 1000);
    assert!(expire(&cache, "k", Duration::ZERO));
    assert!(!exists(&cache, "k"));
}

#[test]
fn a_time_to_live_of_zero_removes() {
    let (cache, _) = cache();
    set(&cache, "k", json!(1), None).unwrap();
    set(&cache, "k", json!(2), Some(Duration::ZERO)).unwrap();
    assert_eq!((get(&cache, "k"), stats(&cache).entries), (None, 0));
}

#[test]
fn the_longest_time_to_live_does_not_overflow() {
    let (cache, clock) = cache();
    set(&cache, "k", json!(1), Some(Duration::MAX)).unwrap();
    clock.advance(1_000_000_000 * SECOND);
    assert!(exists(&cache, "k"));
}

#[test]
fn a_refused_set_changes_nothing() {
    let (cache, _) = cache();
    set(&cache, "k", json!("old"), None).unwrap();
    let large = set(&cache, "k", json!("x".repeat(600_000)), None).unwrap_err();
    assert!(matches!(large, CacheError::TooLarge { limit: 500_000, bytes } if bytes > 600_000), "{large}");
    let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
    assert!(matches!(set(&cache, "k", deep, None), Err(CacheError::TooDeep)));
    assert_eq!(get(&cache, "k"), Some(json!("old")));
    assert!(matches!(set(&cache, "no key", json!(1), None), Err(CacheError::Key(_))));
    assert!(matches!(cache.space().set("k", &BTreeMap::from([((1, 2), 3)]), None), Err(CacheError::Encode(_))));
}

#[test]
fn a_bulk_set_names_the_items_that_failed_and_keeps_the_rest() {
    let (cache, _) = cache();
    let items = vec![("a", 1).into(), ("", 2).into(), ("b", 3).into(), ("x y", 4).into(), ("a", 5).into()];
    let error = bulk_set(&cache, items, Some(SECOND)).unwrap_err();
    assert_eq!(error.failures().map(|(index, _)| index).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(
        error.to_string(),
        "items[1]: the key is empty; items[3]: the key has ' ' at byte 1, allowed are letters, digits and `_:./-`"
    );
    let keys = ["b", "a", "z", "a"].map(str::to_owned).to_vec();
    assert_eq!(bulk_get(&cache, keys), [Some(json!(3)), Some(json!(5)), None, Some(json!(5))]);
}

#[test]
fn a_stored_value_that_does_not_fit_the_type_is_not_quoted() {
    let (cache, _) = cache();
    set(&cache, "k", json!("hunter2"), None).unwrap();
    let error = cache.space().get_as::<u8>("k").unwrap_err();
    assert!(!error.to_string().contains("hunter2"), "{error}");
    assert_eq!(cache.space().get_as::<String>("k").unwrap().as_deref(), Some("hunter2"));
}
