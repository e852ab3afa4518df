//! The tables of metrics that are linked into the program.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use gateway_runtime::closest;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, Expected, Unexpected};
use serde::{Serialize, Serializer};

use super::definition::{Definition, Metric};

/// The entry of a table in the index of all that are linked.
#[doc(hidden)]
pub struct Declared(pub &'static [Definition]);

inventory::collect!(Declared);

/// Every metric that is declared, by namespace and name.
pub(super) fn all() -> &'static [Metric] {
    static ALL: LazyLock<Vec<Metric>> = LazyLock::new(|| {
        let mut all: Vec<_> = inventory::iter::<Declared>().flat_map(|table| table.0).map(Metric).collect();
        all.sort_by_key(|metric| (metric.namespace(), metric.name()));
        all
    });
    &ALL
}

/// The metric of this name: `orders`, or `Shop/orders`.
pub(super) fn find(name: &str) -> Option<Metric> {
    let is_named = |metric: &&Metric| match metric.namespace() {
        Some(namespace) => {
            let rest = name.strip_prefix(namespace).and_then(|rest| rest.strip_prefix('/'));
            rest.unwrap_or(name) == metric.name()
        }
        None => name == metric.name(),
    };
    all().iter().find(is_named).copied()
}

/// What is told of a name that is none.
struct Known<'a>(&'a str);

impl Expected for Known<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a declared metric")?;
        match closest(self.0, all().iter().map(|metric| metric.name())) {
            Some(known) => write!(f, " (did you mean `{known}`?)"),
            None => Ok(()),
        }
    }
}

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        find(&name).ok_or_else(|| de::Error::invalid_value(Unexpected::Str(&name), &Known(&name)))
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Metric {
    fn schema_name() -> Cow<'static, str> {
        "Metric".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": "the name of a declared metric" })
    }
}

/// Declares metrics: a table that the compiler checks, and a constant for each row.
///
/// ```standalone_crate
/// use gateway_cores::metrics::{Metrics, get_metric, increment, record};
///
/// gateway_cores::metrics! {
///     /// What the shop measures.
///     pub struct ShopMetrics in "Shop" {
///         /// Orders that were placed.
///         ORDERS: "orders", Count, Critical;
///         /// How long it took until a payment was through.
///         PAYMENT_TIME: "payment_ms", Milliseconds, High;
///         /// Searches, by the kind of what was looked for.
///         SEARCHES: "searches", Count, Low, by ["kind"];
///     }
/// }
///
/// # fn main() {
/// let metrics = Metrics::new(std::io::sink());
/// increment(&metrics, ShopMetrics::ORDERS, 1);
/// record(&metrics, ShopMetrics::PAYMENT_TIME, 81.5, None, None).unwrap();
/// record(&metrics, ShopMetrics::SEARCHES, 1.0, None, Some([("kind", "book")].into())).unwrap();
/// assert_eq!(get_metric(&metrics, ShopMetrics::ORDERS)[0].sum, 1.0);
/// # }
/// ```
///
/// - `in "Shop"` is the namespace. Without it, it is that of the configuration: `GATEWAY_METRICS_NAMESPACE`, or
///   `POWERTOOLS_METRICS_NAMESPACE`, or `Gateway`.
/// - A row is the constant, the name, the [unit](crate::metrics::MetricUnit) and the
///   [priority](crate::metrics::MetricPriority).
/// - `by ["kind"]` names dimensions. Each of their values is a metric of its own to `CloudWatch`, and takes a slot of its
///   own; so it is rarely what you want.
///
/// A metric that is in no table cannot be recorded: there is no constant for it.
///
/// ```standalone_crate,compile_fail,E0599
/// gateway_cores::metrics! {
///     /// What the shop measures.
///     pub struct ShopMetrics {
///         /// Orders that were placed.
///         ORDERS: "orders", Count, Critical;
///     }
/// }
///
/// # fn main() {
/// gateway_cores::metrics::metrics_increment(ShopMetrics::ORDRES, 1);
/// # }
/// ```
///
/// A table that could not hold what it promises does not compile: a seventh critical metric, a name that `CloudWatch` would not
/// take, one name twice.
///
/// ```standalone_crate,compile_fail,E0080
/// gateway_cores::metrics! {
///     /// What the shop measures.
///     pub struct ShopMetrics in "AWS/Shop" {
///         /// Orders that were placed.
///         ORDERS: "orders", Count, Critical;
///     }
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! metrics {
    (
        $(#[$meta:meta])*
        $visibility:vis struct $table:ident $(in $namespace:literal)? {$(
            $(#[doc = $docs:literal])*
            $metric:ident: $name:literal, $unit:ident, $priority:ident $(, by [$($dimension:literal),+ $(,)?])?;
        )+}
    ) => {
        $(#[$meta])*
        $visibility struct $table;

        const _: () = {
            const NAMESPACE: ::core::option::Option<&str> = $crate::__metrics_namespace!($($namespace)?);

            const COUNT: usize = [$($name),+].len();

            // Itself an array, not a reference to one: only then each row has one address in all of the program.
            static ROWS: [$crate::metrics::__private::Definition; COUNT] = [$(
                $crate::metrics::__private::Definition {
                    namespace: NAMESPACE,
                    name: $name,
                    unit: $crate::metrics::MetricUnit::$unit,
                    priority: $crate::metrics::MetricPriority::$priority,
                    dimensions: &[$($($dimension),+)?],
                    docs: ::core::concat!($($docs, "\n"),*),
                },
            )+];

            const _: () = $crate::metrics::__private::check(&ROWS);

            #[allow(clippy::upper_case_acronyms, reason = "the caller's own names")]
            #[allow(non_camel_case_types)]
            enum Row { $($metric),+ }

            impl $table {
                $(
                    $(#[doc = $docs])*
                    $visibility const $metric: $crate::metrics::Metric =
                        $crate::metrics::Metric::of(&ROWS[Row::$metric as usize]);
                )+

                /// Every metric of the table.
                #[allow(dead_code, reason = "it is there for who wants it")]
                $visibility const ALL: &'static [$crate::metrics::Metric] = &[$(Self::$metric),+];
            }

            $crate::metrics::__private::inventory::submit! {
                $crate::metrics::__private::Declared(&ROWS)
            }
        };
    };
}

/// The namespace, if one is named.
#[doc(hidden)]
#[macro_export]
macro_rules! __metrics_namespace {
    () => {
        ::core::option::Option::None
    };
    ($namespace:literal) => {
        ::core::option::Option::Some($namespace)
    };
}
