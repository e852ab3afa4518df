//! The interface `cache`.

use gateway_cores::cache::CacheItem;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::Value;

use crate::answer::{done, ended};
use crate::gateway::*;
use crate::values::{json, key, pattern, span};

crate::agreement! { CacheOperation:
    get(key in key()) [key;] => done(cache_get(&key));
    set(key in key(), value in value(), ttl in option::of(span())) [key, value; ttl]
        => ended(cache_set(&key, value, ttl.map(|ttl| ttl.lasts)));
    delete(key in key()) [key;] => done(cache_delete(&key));
    exists(key in key()) [key;] => done(cache_exists(&key));
    expire(key in key(), ttl in span()) [key, ttl;] => done(cache_expire(&key, ttl.lasts));
    metadata(key in key()) [key;] => done(cache_metadata(&key));
    keys(pattern in option::of(pattern())) [; pattern] => done(cache_keys(pattern.as_deref()));
    bulk_get(keys in vec(key(), 0..4)) [keys;] => done(cache_bulk_get(keys));
    bulk_set(items in vec(item(), 0..4), ttl in option::of(span())) [items; ttl]
        => ended(cache_bulk_set(items, ttl.map(|ttl| ttl.lasts)));
    clear(pattern in option::of(pattern())) [; pattern] => done(cache_clear(pattern.as_deref()));
    cleanup_expired() [;] => done(cache_cleanup_expired());
    stats() [;] => done(cache_stats());
    validate_key(key in key()) [key;] => ended(cache_validate_key(&key));
}

/// One in nine is too large for the cache.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![8 => json(), 1 => Just(Value::from("x".repeat(40_000)))]
}

fn item() -> impl Strategy<Value = CacheItem> {
    (key(), json()).prop_map(CacheItem::from)
}
