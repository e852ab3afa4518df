//! Tenants never meet, namespaces nest.

use proptest::prelude::*;
use serde_json::json;

use super::cache;
use crate::cache::*;

#[test]
fn nothing_a_tenant_does_reaches_another() {
    let (cache, _) = cache();
    let (a, b, own) = (cache.tenant("a"), cache.tenant("b"), cache.space());
    for (space, value) in [(&a, "a"), (&b, "b"), (&own, "own")] {
        space.set("k", value, None).unwrap();
    }
    assert_eq!(a.get("k"), Some(json!("a")));
    assert_eq!(b.get("k"), Some(json!("b")));
    assert_eq!(get(&cache, "k"), Some(json!("own")));
    assert_eq!(a.keys(None), ["k"]);
    assert_eq!(a.clear(None), 1);
    assert!(b.exists("k") && own.exists("k"));
    assert_eq!(clear(&cache, None), 1);
    assert!(b.exists("k"));
    assert!(b.delete("k"));
    assert_eq!(stats(&cache).entries, 0);
}

#[test]
fn a_namespace_is_a_part_of_the_space() {
    let (cache, _) = cache();
    let users = cache.space().namespace("users");
    let admins = users.namespace("admins");
    users.set("1", "Ada", None).unwrap();
    admins.set("1", "Eve", None).unwrap();
    set(&cache, "1", json!("outside"), None).unwrap();
    set(&cache, "users", json!("outside"), None).unwrap();
    assert_eq!(users.get_as::<String>("1").unwrap().unwrap(), "Ada");
    assert_eq!(users.keys(None), ["1", "admins:1"]);
    assert_eq!(keys(&cache, Some("users:*")), ["users:1", "users:admins:1"]);
    assert_eq!(admins.clear(None), 1);
    assert_eq!(users.clear(Some("*")), 1);
    assert_eq!(keys(&cache, None), ["1", "users"]);
}

#[test]
fn a_namespace_makes_no_key_valid_or_longer_than_allowed() {
    let (cache, _) = cache();
    let set = |namespace: &str, key: &str| cache.space().namespace(namespace).set(key, &1, None);
    assert!(matches!(set("users", ""), Err(CacheError::Key(KeyError::Empty))));
    assert!(matches!(set("us ers", "1"), Err(CacheError::Key(KeyError::Character { character: ' ', .. }))));
    assert!(matches!(set("users", &"k".repeat(250)), Err(CacheError::Key(KeyError::TooLong { bytes: 256 }))));
    assert!(set("users", &"k".repeat(249)).is_ok());
}

proptest! {
    #[test]
    fn no_choice_of_names_makes_two_tenants_meet(
        tenants in prop::collection::vec("[a:\\*]{0,3}", 2),
        keys in prop::collection::vec("[a:]{1,3}", 2),
    ) {
        let (cache, _) = cache();
        let [first, second] = [0, 1].map(|i| cache.tenant(&tenants[i]).namespace("a"));
        first.set(&keys[0], &1, None).unwrap();
        let meet = tenants[0] == tenants[1] && keys[0] == keys[1];
        prop_assert_eq!(second.exists(&keys[1]), meet);
        prop_assert!(cache.space().keys(None).is_empty());
    }
}
