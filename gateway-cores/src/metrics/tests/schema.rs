//! The rules of the [Embedded Metric Format], as its JSON schema and its text state them.
//!
//! One form is added: `{"Values": [..], "Counts": [..]}`, which the schema leaves open and AWS's own writers use.
//!
//! [Embedded Metric Format]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::emf::MOST_BYTES;

/// "valid `CloudWatch` metric units": the pattern of `Unit` in the schema.
const UNITS: &str = "Seconds|Microseconds|Milliseconds|Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|\
    Megabits|Gigabits|Terabits|Percent|Count|Bytes/Second|Kilobytes/Second|Megabytes/Second|Gigabytes/Second|\
    Terabytes/Second|Bits/Second|Kilobits/Second|Megabits/Second|Gigabits/Second|Terabits/Second|Count/Second|None";

/// The document of a line, or a panic that says which rule it breaks.
pub(super) fn checked(line: &[u8]) -> Value {
    assert!(line.len() <= MOST_BYTES, "{} bytes", line.len());
    let text = str::from_utf8(line).unwrap();
    let json = text.strip_suffix('\n').expect("a line ends");
    assert!(!json.contains('\n'), "one line");
    let document: Value = serde_json::from_str(json).unwrap();
    // A member that comes twice would be lost in a `Value`.
    assert_eq!(document.as_object().map(serde_json::Map::len), Some(members(json)), "a member comes twice");
    let root = document.as_object().expect("the root is an object");
    if let Some(metadata) = root.get("_aws") {
        check_metadata(metadata, root);
    }
    document
}

/// How many members the root has, those of one name included.
fn members(json: &str) -> usize {
    struct Count;
    impl<'de> serde::de::Visitor<'de> for Count {
        type Value = usize;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<usize, A::Error> {
            let mut count = 0;
            while map.next_entry::<String, serde::de::IgnoredAny>()?.is_some() {
                count += 1;
            }
            Ok(count)
        }
    }
    serde::Deserializer::deserialize_map(&mut serde_json::Deserializer::from_str(json), Count).unwrap()
}

fn check_metadata(metadata: &Value, root: &serde_json::Map<String, Value>) {
    let members: BTreeSet<_> = metadata.as_object().expect("`_aws` is an object").keys().map(String::as_str).collect();
    assert_eq!(members, ["CloudWatchMetrics", "Timestamp"].into());
    // Milliseconds, not seconds: from 2001 to 2286 they have 13 digits.
    assert!((1_000_000_000_000..10_000_000_000_000).contains(&metadata["Timestamp"].as_u64().expect("an integer")));
    let directives = metadata["CloudWatchMetrics"].as_array().expect("an array");
    for directive in directives {
        check_directive(directive, root);
    }
}

fn check_directive(directive: &Value, root: &serde_json::Map<String, Value>) {
    let members: BTreeSet<_> = directive.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(members, ["Dimensions", "Metrics", "Namespace"].into());
    let namespace = directive["Namespace"].as_str().expect("a text");
    assert!((1..=255).contains(&namespace.chars().count()), "{namespace}");
    assert!(!namespace.starts_with(':') && !namespace.starts_with("AWS/"), "{namespace}");

    let sets = directive["Dimensions"].as_array().expect("an array of arrays");
    assert!(!sets.is_empty());
    for set in sets {
        let set = set.as_array().expect("an array");
        assert!(set.len() <= 30, "{} dimensions", set.len());
        for name in set {
            let name = name.as_str().expect("a text");
            assert!((1..=250).contains(&name.chars().count()), "{name}");
            let value =
                root.get(name).and_then(Value::as_str).expect("a dimension is a member of the root, and a text");
            assert!((1..=1_024).contains(&value.len()) && value.is_ascii(), "{value}");
        }
    }

    let metrics = directive["Metrics"].as_array().expect("an array");
    assert!((1..=100).contains(&metrics.len()), "{} metrics", metrics.len());
    let mut known = BTreeSet::new();
    for metric in metrics {
        let members: BTreeSet<_> = metric.as_object().expect("an object").keys().map(String::as_str).collect();
        assert!(members.is_subset(&["Name", "StorageResolution", "Unit"].into()), "{members:?}");
        let name = metric["Name"].as_str().expect("a text");
        assert!((1..=255).contains(&name.chars().count()), "{name}");
        assert!(known.insert(name), "{name} comes twice");
        if let Some(unit) = metric.get("Unit") {
            assert!(UNITS.split('|').any(|known| unit == known), "{unit}");
        }
        check_target(root.get(name).expect("a metric is a member of the root"));
    }
}

fn check_target(target: &Value) {
    let check_array = |value: &Value| {
        let items = value.as_array().expect("an array");
        assert!((1..=100).contains(&items.len()), "{} values", items.len());
        assert!(items.iter().all(Value::is_number), "{value}");
        items.len()
    };
    match target {
        // Numbers of JSON are finite; `CloudWatch` takes them from -2^360 to 2^360.
        Value::Number(number) => assert!(number.as_f64().unwrap().abs() <= 360_f64.exp2()),
        Value::Array(_) => _ = check_array(target),
        _ => {
            let members: BTreeSet<_> = target.as_object().expect("an object").keys().map(String::as_str).collect();
            assert_eq!(members, ["Counts", "Values"].into());
            assert_eq!(check_array(&target["Values"]), check_array(&target["Counts"]));
            let counts = target["Counts"].as_array().unwrap();
            assert!(counts.iter().all(|count| count.as_u64() > Some(0)), "{target}");
        }
    }
}

mod rules {
    use serde_json::json;

    use super::checked;

    fn is_refused(document: &serde_json::Value) -> bool {
        std::panic::catch_unwind(|| checked(format!("{document}\n").as_bytes())).is_err()
    }

    /// A checker that lets everything through would pass every test.
    #[test]
    fn each_rule_is_kept() {
        let good = json!({
            "_aws": { "Timestamp": 1_763_920_800_000_u64, "CloudWatchMetrics": [
                { "Namespace": "N", "Dimensions": [["d"]], "Metrics": [{ "Name": "m", "Unit": "Count" }] }
            ] },
            "d": "v", "m": [1, 2.5],
        });
        assert!(!is_refused(&good));
        let wrong = [
            ("/_aws/Timestamp", json!(1_763_920_800)),
            ("/_aws/Timestamp", json!("1763920800000")),
            ("/_aws/CloudWatchMetrics/0/Namespace", json!("")),
            ("/_aws/CloudWatchMetrics/0/Namespace", json!("AWS/Lambda")),
            ("/_aws/CloudWatchMetrics/0/Dimensions", json!([])),
            ("/_aws/CloudWatchMetrics/0/Dimensions/0", json!(["e"])),
            ("/_aws/CloudWatchMetrics/0/Dimensions/0", json!(vec!["d"; 31])),
            ("/_aws/CloudWatchMetrics/0/Metrics", json!([])),
            ("/_aws/CloudWatchMetrics/0/Metrics", json!([{ "Name": "m" }, { "Name": "m" }])),
            ("/_aws/CloudWatchMetrics/0/Metrics/0/Name", json!("n")),
            ("/_aws/CloudWatchMetrics/0/Metrics/0/Unit", json!("Apples")),
            ("/_aws/CloudWatchMetrics/0/Metrics/0", json!({ "Name": "m", "unit": "Count" })),
            ("/d", json!(1)),
            ("/d", json!("")),
            ("/m", json!("1")),
            ("/m", json!([])),
            ("/m", json!(vec![1; 101])),
            ("/m", json!({ "Values": [1, 2], "Counts": [1] })),
            ("/m", json!({ "Values": [1], "Counts": [0] })),
            ("/m", json!({ "Values": [1] })),
            ("/m", json!(1e200)),
        ];
        for (path, value) in wrong {
            let mut document = good.clone();
            *document.pointer_mut(path).unwrap() = value.clone();
            assert!(is_refused(&document), "{path} {value}");
        }
    }
}
