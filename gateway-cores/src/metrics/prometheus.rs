//! The [text format] of Prometheus.
//!
//! [text format]: https://prometheus.io/docs/instrumenting/exposition_formats/

use std::fmt::Write;

use super::report::MetricReport;
use super::table;

/// Every metric as a `summary`: its quantiles, its sum, its count.
pub(super) fn text(metrics: &[MetricReport]) -> String {
    let mut text = String::new();
    let mut before = String::new();
    for metric in metrics {
        let full = metric.series.split('{').next().unwrap_or_default();
        let name = name(full);
        if name != before {
            let docs = full.rsplit('/').next().and_then(table::find).map_or("", super::Metric::docs);
            put(&mut text, format_args!("# HELP {name} {}\n# TYPE {name} summary\n", escaped(docs, false)));
            before.clone_from(&name);
        }
        let mut labels = String::new();
        for (label, value) in metric.dimensions.iter() {
            put(&mut labels, format_args!("{}=\"{}\",", self::name(label), escaped(value, true)));
        }
        for (quantile, value) in [("0.5", metric.p50), ("0.95", metric.p95), ("0.99", metric.p99)] {
            put(&mut text, format_args!("{name}{{{labels}quantile=\"{quantile}\"}} {value}\n"));
        }
        let labels = if labels.is_empty() { labels } else { format!("{{{}}}", labels.trim_end_matches(',')) };
        put(&mut text, format_args!("{name}_sum{labels} {}\n{name}_count{labels} {}\n", metric.sum, metric.count));
    }
    text
}

fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("writing to a text does not fail");
}

/// `[a-zA-Z_][a-zA-Z0-9_]*`: every other character becomes an underscore.
fn name(text: &str) -> String {
    let first = text.chars().next().filter(char::is_ascii_digit).map(|_| '_');
    first.into_iter().chain(text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })).collect()
}

/// A help text has its backslashes and line ends escaped, the value of a label also its quotes.
fn escaped(text: &str, quotes: bool) -> String {
    let text = text.replace('\\', "\\\\").replace('\n', "\\n");
    if quotes { text.replace('"', "\\\"") } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::{Dimensions, MetricPriority, MetricUnit};
    use super::*;

    fn report(series: &str, dimensions: Dimensions) -> MetricReport {
        MetricReport {
            series: series.to_owned(),
            unit: MetricUnit::Milliseconds,
            priority: MetricPriority::Low,
            dimensions,
            count: 3,
            sum: 6.5,
            min: 1.0,
            max: 4.0,
            mean: 2.0,
            p50: 1.5,
            p95: 4.0,
            p99: 4.0,
        }
    }

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let metrics = [
            report("Shop/9 lives.ms", Dimensions::default()),
            report("Shop/by{kind=a}", Dimensions::from([("kind of", "a\"b\\c\n")])),
            report("Shop/by{kind=b}", Dimensions::from([("kind of", "b")])),
        ];
        let expected = concat!(
            "# HELP Shop_9_lives_ms \n# TYPE Shop_9_lives_ms summary\n",
            "Shop_9_lives_ms{quantile=\"0.5\"} 1.5\n",
            "Shop_9_lives_ms{quantile=\"0.95\"} 4\n",
            "Shop_9_lives_ms{quantile=\"0.99\"} 4\n",
            "Shop_9_lives_ms_sum 6.5\n",
            "Shop_9_lives_ms_count 3\n",
            "# HELP Shop_by \n# TYPE Shop_by summary\n",
            "Shop_by{kind_of=\"a\\\"b\\\\c\\n\",quantile=\"0.5\"} 1.5\n",
            "Shop_by{kind_of=\"a\\\"b\\\\c\\n\",quantile=\"0.95\"} 4\n",
            "Shop_by{kind_of=\"a\\\"b\\\\c\\n\",quantile=\"0.99\"} 4\n",
            "Shop_by_sum{kind_of=\"a\\\"b\\\\c\\n\"} 6.5\n",
            "Shop_by_count{kind_of=\"a\\\"b\\\\c\\n\"} 3\n",
            "Shop_by{kind_of=\"b\",quantile=\"0.5\"} 1.5\n",
            "Shop_by{kind_of=\"b\",quantile=\"0.95\"} 4\n",
            "Shop_by{kind_of=\"b\",quantile=\"0.99\"} 4\n",
            "Shop_by_sum{kind_of=\"b\"} 6.5\n",
            "Shop_by_count{kind_of=\"b\"} 3\n",
        );
        assert_eq!(text(&metrics), expected);
        assert_eq!(name("9"), "_9");
    }
}
