//! JSON: reading and merging.

use gateway_runtime::gateway_op;
use serde_json::Value;
use serde_json::map::Entry;

/// Reads a text as JSON.
///
/// # Errors
/// Where the text stops being JSON, by line and column. The text itself is not quoted.
///
/// ```
/// use gateway_cores::utility::parse_json;
///
/// assert_eq!(parse_json("[1, 2]").unwrap()[1], 2);
/// assert_eq!(parse_json("[1,").unwrap_err().to_string(), "EOF while parsing a value at line 1 column 3");
/// ```
#[gateway_op(interface = "utility")]
pub fn parse_json(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text)
}

/// Lays one JSON tree over another: objects are merged member by member, at every depth; anything else in `overlay`,
/// arrays and `null` included, takes the place of what `base` has there.
///
/// ```
/// use gateway_cores::utility::deep_merge;
/// use serde_json::json;
///
/// let defaults = json!({"retry": {"times": 3, "wait": "1s"}, "hosts": ["a", "b"]});
/// let mine = json!({"retry": {"times": 5}, "hosts": ["c"]});
/// assert_eq!(deep_merge(defaults, mine), json!({"retry": {"times": 5, "wait": "1s"}, "hosts": ["c"]}));
/// ```
#[gateway_op(interface = "utility")]
pub fn deep_merge(base: Value, overlay: Value) -> Value {
    match (base, overlay) {
        (Value::Object(mut base), Value::Object(overlay)) => {
            for (key, over) in overlay {
                match base.entry(key) {
                    Entry::Vacant(entry) => {
                        entry.insert(over);
                    }
                    Entry::Occupied(mut entry) => {
                        let under = entry.get_mut().take();
                        entry.insert(deep_merge(under, over));
                    }
                }
            }
            Value::Object(base)
        }
        (_, overlay) => overlay,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{deep_merge, parse_json};

    /// Trees over two keys, so that they meet, and mostly of objects, so that they meet deep down.
    fn tree() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![Just(Value::Null), any::<i8>().prop_map(Value::from), Just(json!([1, {"a": 2}]))];
        let object = |members| prop::collection::btree_map("[ab]", members, 0..3).prop_map(Value::from_iter);
        let low = prop_oneof![leaf.clone(), object(leaf.clone().boxed())];
        let middle = prop_oneof![1 => leaf.clone(), 3 => object(low.boxed())];
        prop_oneof![1 => leaf, 4 => object(middle.boxed())]
    }

    /// What stands at a path of keys, with a reader's eyes: nothing lies below what is no object.
    fn at<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
        path.iter().try_fold(value, |value, key| value.as_object()?.get(key))
    }

    #[test]
    fn objects_merge_at_every_depth() {
        let base = json!({"a": {"b": {"c": 1, "d": 2}, "e": 3}, "f": 4});
        let overlay = json!({"a": {"b": {"c": 5}}, "g": 6});
        assert_eq!(deep_merge(base, overlay), json!({"a": {"b": {"c": 5, "d": 2}, "e": 3}, "f": 4, "g": 6}));
    }

    #[test]
    fn null_and_arrays_replace() {
        assert_eq!(deep_merge(json!({"a": 1}), json!({"a": null})), json!({"a": null}));
        assert_eq!(deep_merge(json!([1, 2, 3]), json!([4])), json!([4]));
        assert_eq!(deep_merge(json!({"a": {"b": 1}}), json!({"a": 2})), json!({"a": 2}));
        assert_eq!(deep_merge(json!({"a": 2}), json!({"a": {"b": 1}})), json!({"a": {"b": 1}}));
    }

    #[test]
    fn a_parse_error_has_a_place_and_no_content() {
        let error = parse_json("{\n \"password\": hunter2}").unwrap_err();
        assert_eq!((error.line(), error.column()), (2, 14));
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }

    proptest! {
        #[test]
        fn merging_a_tree_with_itself_or_an_empty_object_changes_nothing(a in tree()) {
            prop_assert_eq!(deep_merge(a.clone(), a.clone()), a.clone());
            prop_assert_eq!(deep_merge(json!({}), a.clone()), a.clone());
            if a.is_object() {
                prop_assert_eq!(deep_merge(a.clone(), json!({})), a);
            }
        }

        #[test]
        fn the_overlay_wins_wherever_it_says_something(a in tree(), b in tree(), path in prop::collection::vec("[ab]", 0..5)) {
            let merged = deep_merge(a.clone(), b.clone());
            match at(&b, &path) {
                Some(value) if !value.is_object() => prop_assert_eq!(at(&merged, &path), Some(value)),
                Some(_) => prop_assert!(at(&merged, &path).is_some_and(Value::is_object)),
                // Silent there: the base shows through, unless something above it was replaced.
                None if (0..path.len()).all(|end| at(&b, &path[..end]).is_none_or(Value::is_object)) => {
                    let covered = (0..path.len()).any(|end| at(&b, &path[..end]).is_some() && !at(&a, &path[..end]).is_some_and(Value::is_object));
                    if !covered {
                        prop_assert_eq!(at(&merged, &path), at(&a, &path));
                    }
                }
                None => prop_assert_eq!(at(&merged, &path), None),
            }
        }

        #[test]
        fn applying_an_overlay_twice_is_applying_it_once(a in tree(), b in tree()) {
            let once = deep_merge(a, b.clone());
            prop_assert_eq!(deep_merge(once.clone(), b), once);
        }

        #[test]
        fn what_was_written_parses(a in tree()) {
            prop_assert_eq!(parse_json(&a.to_string()).unwrap(), a);
        }
    }
}
