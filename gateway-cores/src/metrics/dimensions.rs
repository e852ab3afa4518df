//! The dimensions with which a value is recorded.

use std::collections::BTreeMap;
use std::fmt;

use gateway_runtime::closest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::definition::Metric;
use super::error::MetricError;

/// The longest value of a dimension ([Dimension]).
///
/// [Dimension]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
const LONGEST_VALUE: usize = 1_024;

/// Names and values that make a metric of their own out of a metric that is declared with these names.
///
/// ```
/// use gateway_cores::metrics::Dimensions;
///
/// let dimensions = Dimensions::from([("kind", "book")]);
/// assert_eq!(serde_json::to_value(&dimensions).unwrap(), serde_json::json!({"kind": "book"}));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Dimensions(BTreeMap<String, String>);

impl Dimensions {
    /// Names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether these are the dimensions that the metric has, with values that `CloudWatch` takes.
    pub(super) fn check(&self, metric: Metric) -> Result<(), MetricError> {
        let declared = metric.dimensions();
        for (name, value) in self.iter() {
            if !declared.contains(&name) {
                let suggestion = closest(name, declared.iter().copied())
                    .and_then(|near| declared.iter().copied().find(|known| *known == near));
                let name = name.chars().take(64).collect();
                return Err(MetricError::Dimension { metric, name, missing: false, suggestion });
            }
            if !is_value(value) {
                return Err(MetricError::DimensionValue { metric, name: name.to_owned() });
            }
        }
        match declared.iter().find(|name| !self.0.contains_key(**name)) {
            Some(name) => {
                let name = (*name).to_owned();
                Err(MetricError::Dimension { metric, name, missing: true, suggestion: None })
            }
            None => Ok(()),
        }
    }
}

fn is_value(text: &str) -> bool {
    (1..=LONGEST_VALUE).contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !text.starts_with(':')
        && !text.trim().is_empty()
}

/// `{kind=book}`; nothing without any.
impl fmt::Display for Dimensions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return Ok(());
        }
        for (index, (name, value)) in self.iter().enumerate() {
            write!(f, "{}{name}={value}", if index == 0 { "{" } else { "," })?;
        }
        f.write_str("}")
    }
}

impl<const N: usize, K: Into<String>, V: Into<String>> From<[(K, V); N]> for Dimensions {
    fn from(pairs: [(K, V); N]) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}
