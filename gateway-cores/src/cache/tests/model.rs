//! The cache against a map with the same rules, while nothing has to be evicted.

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Hand, cache};
use crate::cache::*;

#[derive(Clone, Debug)]
enum Step {
    Get(usize, String),
    Set(usize, String, Value, Option<u64>),
    Delete(usize, String),
    Expire(usize, String, u64),
    Keys(usize, Option<String>),
    Clear(usize, Option<String>),
    Wait(u64),
    CleanUp,
}

fn step() -> impl Strategy<Value = Step> {
    let space = 0..3_usize;
    let key = "[ab]:?[ab]?";
    let pattern = prop::option::of("[ab*?:]{0,3}");
    prop_oneof![
        4 => (space.clone(), key).prop_map(|(s, k)| Step::Get(s, k)),
        4 => (space.clone(), key, any::<f64>(), prop::option::of(0..400_u64))
            .prop_map(|(s, k, v, ttl)| Step::Set(s, k, json!([v]), ttl)),
        1 => (space.clone(), key).prop_map(|(s, k)| Step::Delete(s, k)),
        1 => (space.clone(), key, 0..20_u64).prop_map(|(s, k, ttl)| Step::Expire(s, k, ttl)),
        1 => (space.clone(), pattern.clone()).prop_map(|(s, p)| Step::Keys(s, p)),
        1 => (space, pattern).prop_map(|(s, p)| Step::Clear(s, p)),
        2 => (0..200_u64).prop_map(Step::Wait),
        1 => Just(Step::CleanUp),
    ]
}

/// What the cache should be: values with the second at which they end, by space and key.
#[derive(Default)]
struct Model {
    now: u64,
    entries: BTreeMap<(usize, String), (Value, u64)>,
    hits: u64,
    misses: u64,
}

impl Model {
    fn purge(&mut self) -> u64 {
        let before = self.entries.len();
        self.entries.retain(|_, (_, end)| self.now < *end);
        (before - self.entries.len()) as u64
    }

    fn matching(&mut self, space: usize, pattern: Option<&str>) -> Vec<String> {
        self.purge();
        let keys = self.entries.keys().filter(|(owner, _)| *owner == space).map(|(_, key)| key);
        keys.filter(|key| pattern.is_none_or(|pattern| glob::matches(pattern, key))).cloned().collect()
    }
}

fn check(step: Step, model: &mut Model, spaces: &[CacheSpace<'_>; 3], clock: &Hand) -> Result<(), TestCaseError> {
    match step {
        Step::Get(space, key) => {
            model.purge();
            let expected = model.entries.get(&(space, key.clone())).map(|(value, _)| value.clone());
            *if expected.is_some() { &mut model.hits } else { &mut model.misses } += 1;
            prop_assert_eq!(spaces[space].exists(&key), expected.is_some());
            prop_assert_eq!(spaces[space].get(&key), expected);
        }
        Step::Set(space, key, value, ttl) => {
            spaces[space].set(&key, &value, ttl.map(Duration::from_secs)).unwrap();
            let end = model.now + ttl.unwrap_or(300);
            model.entries.insert((space, key), (value, end));
        }
        Step::Delete(space, key) => {
            model.purge();
            prop_assert_eq!(spaces[space].delete(&key), model.entries.remove(&(space, key)).is_some());
        }
        Step::Expire(space, key, ttl) => {
            model.purge();
            let entry = model.entries.get_mut(&(space, key.clone()));
            prop_assert_eq!(spaces[space].expire(&key, Duration::from_secs(ttl)), entry.is_some());
            if let Some((_, end)) = entry {
                *end = model.now + ttl;
            }
        }
        Step::Keys(space, pattern) => {
            prop_assert_eq!(spaces[space].keys(pattern.as_deref()), model.matching(space, pattern.as_deref()));
        }
        Step::Clear(space, pattern) => {
            let doomed = model.matching(space, pattern.as_deref());
            prop_assert_eq!(spaces[space].clear(pattern.as_deref()), doomed.len() as u64);
            for key in doomed {
                model.entries.remove(&(space, key));
            }
        }
        Step::Wait(seconds) => {
            model.now += seconds;
            clock.advance(Duration::from_secs(seconds));
        }
        Step::CleanUp => {
            cleanup_expired(spaces[0].cache);
            model.purge();
            prop_assert_eq!(stats(spaces[0].cache).entries, model.entries.len() as u64);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn behaves_like_a_map_with_times(steps in prop::collection::vec(step(), 1..100)) {
        let (cache, clock) = cache();
        let spaces = [cache.space(), cache.tenant("a"), cache.tenant("b").namespace("n")];
        let mut model = Model::default();
        for step in steps {
            check(step, &mut model, &spaces, &clock)?;
        }
        let stats = stats(&cache);
        prop_assert_eq!((stats.hits, stats.misses, stats.evictions), (model.hits, model.misses, 0));
    }
}
