//! The budget holds, whatever is stored.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cache::*;

#[test]
fn what_is_used_survives_a_scan() {
    let cache = Cache::with_budget(100_000);
    set(&cache, "used", json!("x".repeat(1000)), None).unwrap();
    for i in 0..1000 {
        assert!(get(&cache, "used").is_some(), "evicted before item {i}");
        set(&cache, &format!("scan:{i}"), json!("y".repeat(1000)), None).unwrap();
    }
    let stats = stats(&cache);
    assert_eq!(stats.evictions + stats.entries, 1001);
    assert!(stats.evictions > 900 && stats.bytes <= stats.budget_bytes, "{stats:?}");
}

#[test]
fn bytes_are_those_of_the_stored_form() {
    let cache = Cache::with_budget(100_000);
    set(&cache, "k", json!({"a": [1, 2]}), None).unwrap();
    let empty = Cache::with_budget(100_000);
    set(&empty, "k", json!(0), None).unwrap();
    let (full, least) = (stats(&cache).bytes, stats(&empty).bytes);
    assert_eq!(full - least, (r#"{"a":[1,2]}"#.len() - 1) as u64);
    assert_eq!(metadata(&cache, "k").unwrap().bytes, full);
    cache.tenant("four").set("k", &0, None).unwrap();
    assert_eq!(stats(&cache).bytes, full + least + 4);
    assert_eq!(cache.tenant("four").metadata("k").unwrap().bytes, least + 4);
}

#[test]
fn replacing_and_deleting_are_no_evictions() {
    let cache = Cache::with_budget(100_000);
    for value in 0..10 {
        set(&cache, "k", value.into(), None).unwrap();
    }
    delete(&cache, "k");
    assert_eq!((stats(&cache).evictions, stats(&cache).bytes), (0, 0));
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..3000_usize).prop_map(|length| "z".repeat(length).into()),
        any::<String>().prop_map(Value::from),
        prop::collection::vec(any::<u8>(), 0..50).prop_map(Value::from),
    ]
}

proptest! {
    #[test]
    fn the_budget_holds_and_the_newest_entry_is_there(
        budget in 1_000_u64..20_000,
        items in prop::collection::vec((0..12_u8, value(), prop::collection::vec(0..12_u8, 0..12)), 1..100),
    ) {
        let cache = Cache::with_budget(budget);
        let mut newest = std::collections::HashMap::new();
        for (key, value, used) in items {
            let key = format!("k{key}");
            for key in used {
                get(&cache, &format!("k{key}"));
            }
            match set(&cache, &key, value.clone(), None) {
                Ok(()) => {
                    prop_assert_eq!(get(&cache, &key), Some(value.clone()));
                    newest.insert(key, value);
                }
                Err(CacheError::TooLarge { bytes, limit }) => prop_assert!(bytes > limit && limit == budget / 2),
                Err(other) => prop_assert!(false, "{}", other),
            }
            prop_assert!(stats(&cache).bytes <= budget);
        }
        let held: u64 = keys(&cache, None).iter().map(|key| metadata(&cache, key).unwrap().bytes).sum();
        prop_assert_eq!(stats(&cache).bytes, held);
        for (key, value) in newest {
            prop_assert!(get(&cache, &key).is_none_or(|found| found == value));
        }
    }
}
