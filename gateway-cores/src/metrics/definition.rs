//! What a metric is: declared once, at compile time, and named by a handle ever after.

use std::fmt;

use super::priority::MetricPriority;
use super::unit::MetricUnit;

/// How many metrics of a table, and of all tables of a program, may be critical. Ten slots are free in each hour, and four
/// are left for the others to take turns.
pub const MOST_CRITICAL: usize = 6;

/// The longest name of a metric or dimension ([MetricDatum]), and the longest namespace.
///
/// [MetricDatum]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
const LONGEST_NAME: usize = 255;

/// The most dimensions of a metric ([Embedded Metric Format], `DimensionSet`).
///
/// [Embedded Metric Format]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
const MOST_DIMENSIONS: usize = 30;

/// Members of a document that no metric and no dimension may be called.
const RESERVED: [&str; 2] = ["_aws", "service"];

/// A row of a table that [`metrics!`](crate::metrics!) declares.
#[doc(hidden)]
#[derive(Debug)]
pub struct Definition {
    pub namespace: Option<&'static str>,
    pub name: &'static str,
    pub unit: MetricUnit,
    pub priority: MetricPriority,
    pub dimensions: &'static [&'static str],
    pub docs: &'static str,
}

/// A declared metric: [`metrics!`](crate::metrics!) makes a constant of each.
///
/// As JSON it is its name, or `namespace/name` where several have that name.
///
/// ```standalone_crate
/// gateway_cores::metrics! {
///     /// What the shop measures.
///     pub struct ShopMetrics in "Shop" {
///         /// Orders that were placed.
///         ORDERS: "orders", Count, High;
///     }
/// }
///
/// # fn main() {
/// assert_eq!(ShopMetrics::ORDERS.name(), "orders");
/// assert_eq!(serde_json::from_str::<gateway_cores::metrics::Metric>(r#""orders""#).unwrap(), ShopMetrics::ORDERS);
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Metric(pub(super) &'static Definition);

impl Metric {
    /// The handle of a row. The row lies in a static, so its address tells it from every other.
    #[doc(hidden)]
    pub const fn of(definition: &'static Definition) -> Self {
        Self(definition)
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// Its namespace; `None` if it is that of the configuration.
    pub const fn namespace(self) -> Option<&'static str> {
        self.0.namespace
    }

    /// What it counts or measures.
    pub const fn unit(self) -> MetricUnit {
        self.0.unit
    }

    /// How much it is worth a slot.
    pub const fn priority(self) -> MetricPriority {
        self.0.priority
    }

    /// The names of its dimensions; most metrics have none.
    pub const fn dimensions(self) -> &'static [&'static str] {
        self.0.dimensions
    }

    /// What it is for.
    pub fn docs(self) -> &'static str {
        self.0.docs.trim()
    }
}

impl PartialEq for Metric {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Metric {}

impl fmt::Debug for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Metric({self})")
    }
}

/// `namespace/name`, or the name alone.
impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.namespace {
            Some(namespace) => write!(f, "{namespace}/{}", self.0.name),
            None => f.write_str(self.0.name),
        }
    }
}

/// Whether `CloudWatch` takes this as a custom namespace ([PutMetricData]).
///
/// [PutMetricData]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
pub(super) const fn is_namespace(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > LONGEST_NAME || bytes[0] == b':' {
        return false;
    }
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'/' | b'#' | b':')) {
            return false;
        }
        at += 1;
    }
    !matches!(bytes, [b'A', b'W', b'S', b'/', ..])
}

/// Whether `CloudWatch` takes this as the name of a metric or dimension: printable ASCII, no blank at an end.
const fn is_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > LONGEST_NAME || bytes[0] == b':' {
        return false;
    }
    if bytes[0] == b' ' || bytes[bytes.len() - 1] == b' ' {
        return false;
    }
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b' '..=b'~') {
            return false;
        }
        at += 1;
    }
    let mut at = 0;
    while at < RESERVED.len() {
        if same(text, RESERVED[at]) {
            return false;
        }
        at += 1;
    }
    true
}

const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Stops the compiler at a table that could not hold what it promises.
#[doc(hidden)]
#[track_caller]
pub const fn check(table: &[Definition]) {
    let mut critical = 0;
    let mut at = 0;
    while at < table.len() {
        let row = &table[at];
        if let Some(namespace) = row.namespace {
            assert!(
                is_namespace(namespace),
                "a namespace has 1 to 255 letters, digits and `._-/#:`, begins with no colon, and `AWS/` is taken\n\
                 help: write `in \"Shop\"`"
            );
        }
        assert!(
            is_name(row.name),
            "the name of a metric has 1 to 255 printable ASCII characters, no blank or colon first, and is not `_aws` or \
             `service`\nhelp: write `ORDERS: \"orders\", Count, High;`"
        );
        check_dimensions(row);
        let mut before = 0;
        while before < at {
            assert!(
                !same(table[before].name, row.name),
                "two metrics of a table have one name\nhelp: rename one of them"
            );
            before += 1;
        }
        if matches!(row.priority, MetricPriority::Critical) {
            critical += 1;
        }
        at += 1;
    }
    assert!(
        critical <= MOST_CRITICAL,
        "at most 6 metrics are `Critical`: each keeps one of the 10 free slots for itself in every hour\n\
         help: make one `High`"
    );
}

#[track_caller]
const fn check_dimensions(row: &Definition) {
    assert!(row.dimensions.len() <= MOST_DIMENSIONS, "a metric has at most 30 dimensions");
    assert!(
        row.dimensions.is_empty() || !matches!(row.priority, MetricPriority::Critical),
        "a metric with dimensions is one metric for each of their values, so it cannot be `Critical`\n\
         help: make it `High`, or leave `by [..]` out"
    );
    let mut at = 0;
    while at < row.dimensions.len() {
        assert!(
            is_name(row.dimensions[at]) && !same(row.dimensions[at], row.name),
            "the name of a dimension has 1 to 255 printable ASCII characters, no blank or colon first, and is not \
             `_aws`, `service` or the metric's own"
        );
        let mut before = 0;
        while before < at {
            assert!(!same(row.dimensions[before], row.dimensions[at]), "a dimension is named twice");
            before += 1;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_and_names_end_where_cloudwatch_ends() {
        for good in ["a", "Shop", "my.app/x-y_z#1:2", "AWSome", &"n".repeat(255)] {
            assert!(is_namespace(good), "{good}");
        }
        for bad in ["", ":a", "AWS/Lambda", "a b", "é", "a\n", &"n".repeat(256)] {
            assert!(!is_namespace(bad), "{bad:?}");
        }
        for good in ["a", "Orders placed", "p99.ms", &"n".repeat(255)] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", " a", "a ", ":a", "é", "a\n", "a\u{7f}", "_aws", "service", &"n".repeat(256)] {
            assert!(!is_name(bad), "{bad:?}");
        }
    }

    fn row(name: &'static str, priority: MetricPriority, dimensions: &'static [&'static str]) -> Definition {
        Definition { namespace: None, name, unit: MetricUnit::Count, priority, dimensions, docs: "" }
    }

    #[test]
    fn six_are_critical_and_not_a_seventh() {
        let names = ["a", "b", "c", "d", "e", "f", "g"];
        let table = names.map(|name| row(name, MetricPriority::Critical, &[]));
        check(&table[..6]);
        assert!(std::panic::catch_unwind(|| check(&table)).is_err());
    }

    #[test]
    fn what_would_clash_is_refused() {
        let tables: [&[Definition]; 5] = [
            &[row("a", MetricPriority::Low, &[]), row("a", MetricPriority::Low, &[])],
            &[row("a", MetricPriority::Critical, &["b"])],
            &[row("a", MetricPriority::Low, &["a"])],
            &[row("a", MetricPriority::Low, &["b", "b"])],
            &[row("a", MetricPriority::Low, &["service"])],
        ];
        for table in tables {
            assert!(std::panic::catch_unwind(|| check(table)).is_err(), "{table:?}");
        }
        check(&[row("a", MetricPriority::Low, &["b", "c"])]);
    }
}
