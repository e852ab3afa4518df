//! The units that `CloudWatch` knows.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! units {
    ($($(#[doc = $docs:literal])* $unit:ident = $name:literal,)*) => {
        /// What a metric counts or measures, as `CloudWatch` names it ([MetricDatum]).
        ///
        /// [MetricDatum]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
        ///
        /// ```
        /// use gateway_cores::metrics::MetricUnit;
        ///
        /// assert_eq!(MetricUnit::BytesPerSecond.as_str(), "Bytes/Second");
        /// assert_eq!(serde_json::to_value(MetricUnit::Count).unwrap(), "Count");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum MetricUnit {
            $($(#[doc = $docs])* #[serde(rename = $name)] $unit,)*
        }

        impl MetricUnit {
            /// Every unit.
            pub const ALL: &[Self] = &[$(Self::$unit),*];

            /// The name that `CloudWatch` knows.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$unit => $name,)*
                }
            }
        }
    };
}

units! {
    /// How often.
    Count = "Count",
    /// Parts of a hundred.
    Percent = "Percent",
    /// Time.
    Seconds = "Seconds",
    /// Time.
    Milliseconds = "Milliseconds",
    /// Time.
    Microseconds = "Microseconds",
    /// Size.
    Bytes = "Bytes",
    /// Size.
    Kilobytes = "Kilobytes",
    /// Size.
    Megabytes = "Megabytes",
    /// Size.
    Gigabytes = "Gigabytes",
    /// Size.
    Terabytes = "Terabytes",
    /// Size.
    Bits = "Bits",
    /// Size.
    Kilobits = "Kilobits",
    /// Size.
    Megabits = "Megabits",
    /// Size.
    Gigabits = "Gigabits",
    /// Size.
    Terabits = "Terabits",
    /// Speed.
    BytesPerSecond = "Bytes/Second",
    /// Speed.
    KilobytesPerSecond = "Kilobytes/Second",
    /// Speed.
    MegabytesPerSecond = "Megabytes/Second",
    /// Speed.
    GigabytesPerSecond = "Gigabytes/Second",
    /// Speed.
    TerabytesPerSecond = "Terabytes/Second",
    /// Speed.
    BitsPerSecond = "Bits/Second",
    /// Speed.
    KilobitsPerSecond = "Kilobits/Second",
    /// Speed.
    MegabitsPerSecond = "Megabits/Second",
    /// Speed.
    GigabitsPerSecond = "Gigabits/Second",
    /// Speed.
    TerabitsPerSecond = "Terabits/Second",
    /// How often in a second.
    CountPerSecond = "Count/Second",
    /// A number of no unit.
    None = "None",
}

impl fmt::Display for MetricUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
