//! Documents in the [Embedded Metric Format]: one JSON object on one line, out of which `CloudWatch` reads metrics.
//!
//! [Embedded Metric Format]: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html

use std::io::Write;

use serde::Serialize;

use super::dimensions::Dimensions;
use super::histogram::{Histogram, MOST_BUCKETS};
use super::unit::MetricUnit;

/// The most metrics of a document.
pub(super) const MOST_METRICS: usize = 100;

/// The longest document, newline included. A log event had 256 KiB, of which 26 bytes go to its bookkeeping
/// ([PutLogEvents]); since 2025 it has 1 MiB, but what reads the log after `CloudWatch` need not know that.
///
/// [PutLogEvents]: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
pub(super) const MOST_BYTES: usize = 262_144 - 26;

/// What all documents of a group have in common.
#[derive(Clone, Copy)]
pub(super) struct Head<'a> {
    /// Milliseconds since the Unix epoch.
    pub(super) timestamp: u64,
    pub(super) namespace: &'a str,
    pub(super) service: Option<&'a str>,
    pub(super) dimensions: &'a Dimensions,
}

/// Writes documents one after the other into a buffer that is used again.
#[derive(Default)]
pub(super) struct Writer {
    /// The definitions of the document's metrics.
    metrics: Vec<u8>,
    count: usize,
    /// The members of the document beside `_aws`, each with a comma before it.
    members: Vec<u8>,
    /// One definition and one member, until it is known in which document they go.
    next: (Vec<u8>, Vec<u8>),
    line: Vec<u8>,
}

impl Writer {
    /// Writes a group: metrics, and properties, which are not. Each line that is full is handed to `done`.
    pub(super) fn group<'p>(
        &mut self,
        head: Head<'_>,
        metrics: impl IntoIterator<Item = (&'p str, MetricUnit, &'p Histogram)>,
        properties: impl IntoIterator<Item = (&'p str, &'p Histogram)>,
        mut done: impl FnMut(&[u8]),
    ) {
        // Everything that `finish` adds.
        let frame = 256 + 2 * head.namespace.len() + head.service.map_or(0, |it| 2 * it.len()) + size(head.dimensions);
        for (name, unit, histogram) in metrics {
            self.next.0.clear();
            self.next.1.clear();
            definition(&mut self.next.0, name, unit);
            member(&mut self.next.1, name, |out| value(out, histogram));
            self.make_room(head, frame, &mut done);
            self.metrics.extend_from_slice(if self.count == 0 { b"" } else { b"," });
            self.metrics.extend_from_slice(&self.next.0);
            self.members.extend_from_slice(&self.next.1);
            self.count += 1;
        }
        for (name, histogram) in properties {
            self.next.0.clear();
            self.next.1.clear();
            member(&mut self.next.1, name, |out| summary(out, histogram));
            self.make_room(head, frame, &mut done);
            self.members.extend_from_slice(&self.next.1);
        }
        self.finish(head, &mut done);
    }

    /// Ends the document if what comes next does not fit into it.
    fn make_room(&mut self, head: Head<'_>, frame: usize, done: &mut impl FnMut(&[u8])) {
        let next = self.next.0.len() + self.next.1.len() + 1;
        let length = frame + self.metrics.len() + self.members.len() + next;
        if self.count == MOST_METRICS || length > MOST_BYTES {
            self.finish(head, done);
        }
    }

    fn finish(&mut self, head: Head<'_>, done: &mut impl FnMut(&[u8])) {
        if self.members.is_empty() {
            return;
        }
        let line = &mut self.line;
        line.clear();
        line.push(b'{');
        if self.count > 0 {
            line.extend_from_slice(b"\"_aws\":{\"Timestamp\":");
            json(line, &head.timestamp);
            line.extend_from_slice(b",\"CloudWatchMetrics\":[{\"Namespace\":");
            json(line, head.namespace);
            line.extend_from_slice(b",\"Dimensions\":[[");
            for (index, (name, _)) in head.dimensions.iter().enumerate() {
                line.extend_from_slice(if index == 0 { b"" } else { b"," });
                json(line, name);
            }
            line.extend_from_slice(b"]],\"Metrics\":[");
            line.extend_from_slice(&self.metrics);
            line.extend_from_slice(b"]}]}");
        } else {
            // Without `_aws` nothing says of what this tells.
            line.extend_from_slice(b"\"namespace\":");
            json(line, head.namespace);
        }
        if let Some(service) = head.service {
            member(line, "service", |out| json(out, service));
        }
        for (name, value) in head.dimensions.iter() {
            member(line, name, |out| json(out, value));
        }
        line.extend_from_slice(&self.members);
        line.extend_from_slice(b"}\n");
        done(line);
        self.metrics.clear();
        self.members.clear();
        self.count = 0;
    }
}

/// What dimensions take at most, in both places: each character of theirs is one byte, or two where it is escaped.
fn size(dimensions: &Dimensions) -> usize {
    dimensions.iter().map(|(name, value)| 4 * name.len() + 2 * value.len() + 10).sum()
}

fn definition(out: &mut Vec<u8>, name: &str, unit: MetricUnit) {
    out.extend_from_slice(b"{\"Name\":");
    json(out, name);
    if unit != MetricUnit::None {
        out.extend_from_slice(b",\"Unit\":");
        json(out, &unit);
    }
    out.push(b'}');
}

fn member(out: &mut Vec<u8>, name: &str, value: impl FnOnce(&mut Vec<u8>)) {
    out.push(b',');
    json(out, name);
    out.push(b':');
    value(out);
}

/// A number, or up to a hundred of them; or, for more than that, each value once with how often it came.
///
/// The specification has the first two forms. The third is what AWS's own writers use for distributions, as
/// [metrique] and the exporter of OpenTelemetry's collector do.
///
/// [metrique]: https://docs.rs/metrique-writer-format-emf/latest/metrique_writer_format_emf/struct.Emf.html
fn value(out: &mut Vec<u8>, histogram: &Histogram) {
    let means = || histogram.buckets().iter().map(|bucket| (bucket.mean(), bucket.count));
    if histogram.count() == 1 {
        return number(out, histogram.sum());
    }
    if histogram.count() <= MOST_BUCKETS as u64 {
        return array(out, means().flat_map(|(mean, count)| (0..count).map(move |_| mean)), number);
    }
    out.extend_from_slice(b"{\"Values\":");
    array(out, means().map(|(mean, _)| mean), number);
    out.extend_from_slice(b",\"Counts\":");
    array(out, means().map(|(_, count)| count), |out, count| json(out, &count));
    out.push(b'}');
}

/// What is told of a distribution that is no metric.
fn summary(out: &mut Vec<u8>, histogram: &Histogram) {
    out.extend_from_slice(b"{\"count\":");
    json(out, &histogram.count());
    for (name, value) in [("sum", histogram.sum()), ("min", histogram.min()), ("max", histogram.max())] {
        member(out, name, |out| number(out, value));
    }
    out.push(b'}');
}

fn array<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, write: impl Fn(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (index, item) in items.enumerate() {
        out.extend_from_slice(if index == 0 { b"" } else { b"," });
        write(out, item);
    }
    out.push(b']');
}

/// A finite number, whole ones without a fraction.
pub(super) fn number(out: &mut Vec<u8>, value: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "it is whole, and far below 2^63")]
    if value.fract() == 0.0 && value.abs() < 1e15 {
        json(out, &(value as i64));
    } else {
        json(out, &value);
    }
}

pub(super) fn json(out: &mut impl Write, value: &(impl Serialize + ?Sized)) {
    serde_json::to_writer(out, value).expect("texts and numbers can be written as JSON, into memory");
}
