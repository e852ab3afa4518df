//! The `tracing` layer: events of any crate come out in the same shape.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::time::{Duration, Instant};

use serde_json::{Number, Value};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_core::subscriber::Interest;
use tracing_subscriber::layer::{Context, Filter, Layer};
use tracing_subscriber::registry::{LookupSpan, Registry, SpanRef};

use super::errors::ErrorReport;
use super::level::LogLevel;
use super::line::Member;
use super::logger::{Entry, Logger};

/// The runtime client logs each event it receives at TRACE, whole: no level may bring that out.
const RUNTIME_CLIENT: &str = "lambda_runtime";

/// Where the runtime client says, in one text, that an invocation failed: the host has said so, in fields.
const RUNTIME_CLIENT_FAILURE: &str = "lambda_runtime::layers::panic";

/// Where the runtime client's pool says at DEBUG that it takes a connection and puts it back, for each invocation: no clue to
/// why one failed, so nothing to keep for that case.
const RUNTIME_CLIENT_POOL: &str = "hyper_util::client::legacy";

/// The target of the host's record of a panic. Its field `location` is where that happened, and so where the line is from.
const PANIC: &str = "gateway::panic";

/// The target of the host's span around an invocation, which repeats what the lines take from its `Context`.
const INVOCATION: &str = "gateway::invocation";

/// The target of the spans that [`operation_span`](super::operation_span) opens.
pub(super) const OPERATION: &str = "gateway::operation";

/// The layer with its filter.
pub(super) fn layer<S>(logger: Logger) -> impl Layer<S> + use<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    Lines(logger.clone()).with_filter(Gate(logger))
}

/// Lets through what some invocation may write or keep. What becomes of it is decided where it happens, since the
/// sample and the buffer are the invocation's.
struct Gate(Logger);

impl<S> Filter<S> for Gate {
    fn enabled(&self, metadata: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        let level = LogLevel::from(*metadata.level());
        if metadata.is_span() {
            // Spans give the keys of the lines inside them: at a high level, an error keeps its context.
            level >= self.0.floor().min(LogLevel::Info) && metadata.target() != INVOCATION
        } else {
            let target = metadata.target();
            level >= self.0.floor()
                && (level > LogLevel::Trace || !target.starts_with(RUNTIME_CLIENT))
                && target != RUNTIME_CLIENT_FAILURE
                && (level != LogLevel::Debug || self.0.level() <= level || !target.starts_with(RUNTIME_CLIENT_POOL))
        }
    }

    fn callsite_enabled(&self, _: &'static Metadata<'static>) -> Interest {
        // The level can change at run time.
        Interest::sometimes()
    }

    fn max_level_hint(&self) -> Option<tracing_core::LevelFilter> {
        Some(self.0.floor_without_savings().min(LogLevel::Info).filter())
    }
}

struct Lines(Logger);

/// The fields of a span, as they stand, each name once.
struct SpanFields(Vec<Member>);

/// When a span of [`OPERATION`] began.
struct Began(Instant);

impl<S> Layer<S> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, cx: Context<'_, S>) {
        // The runtime client's span around an invocation repeats what the lines take from its `Context`.
        if attributes.metadata().target().starts_with(RUNTIME_CLIENT) {
            return;
        }
        let Some(span) = cx.span(id) else { return };
        let mut visitor = Collect::default();
        attributes.record(&mut visitor);
        let mut extensions = span.extensions_mut();
        extensions.replace(SpanFields(visitor.fields));
        if attributes.metadata().target() == OPERATION {
            extensions.replace(Began(Instant::now()));
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, cx: Context<'_, S>) {
        let Some(span) = cx.span(id) else { return };
        let mut visitor = Collect::default();
        values.record(&mut visitor);
        if let Some(SpanFields(fields)) = span.extensions_mut().get_mut() {
            for (name, value) in visitor.fields {
                match fields.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, before)) => *before = value,
                    None => fields.push((name, value)),
                }
            }
        }
    }

    fn on_event(&self, event: &Event<'_>, cx: Context<'_, S>) {
        let metadata = event.metadata();
        let level = LogLevel::from(*metadata.level());
        if !self.0.wants(level) {
            return;
        }
        let mut visitor = Collect { fields: Vec::with_capacity(metadata.fields().len()), ..Collect::default() };
        event.record(&mut visitor);
        let here = Place { module: metadata.module_path().unwrap_or(metadata.target()), line: metadata.line() };
        let there =
            (metadata.target() == PANIC).then(|| visitor.fields.iter().position(|(name, _)| name == "location"));
        let there = there.flatten().map(|place| visitor.fields.swap_remove(place).1);
        let there = there.as_ref().and_then(Value::as_str);
        self.0.submit(&Entry {
            level,
            location: Some(there.as_ref().map_or(&here as &dyn fmt::Display, |there| there)),
            message: &visitor.message,
            own: &[],
            spans: cx.event_span(event).map(|span| fields_of(&span)).unwrap_or_default(),
            fields: visitor.fields,
        });
    }

    fn on_close(&self, id: Id, cx: Context<'_, S>) {
        let Some(span) = cx.span(&id) else { return };
        let Some(elapsed) = span.extensions().get().map(|Began(instant)| instant.elapsed()) else { return };
        if self.0.wants(LogLevel::Debug) {
            self.0.submit(&Entry {
                level: LogLevel::Debug,
                location: None,
                message: "operation finished",
                own: &[("duration_ms", milliseconds(elapsed))],
                spans: fields_of(&span),
                fields: Vec::new(),
            });
        }
    }
}

/// The fields of the spans from the root to `span`, the inner ones after the outer, which they replace.
fn fields_of<'a, R: LookupSpan<'a>>(span: &SpanRef<'a, R>) -> Vec<Member> {
    let mut all = Vec::new();
    for span in span.scope().from_root() {
        if let Some(SpanFields(fields)) = span.extensions().get() {
            all.extend_from_slice(fields);
        }
    }
    all
}

/// The fields of the spans around the caller, if the process's subscriber is built on the `Registry`.
pub(super) fn current_fields() -> Vec<Member> {
    tracing::dispatcher::get_default(|dispatch| {
        let registry = dispatch.downcast_ref::<Registry>()?;
        let current = dispatch.current_span();
        Some(fields_of(&registry.span(current.id()?)?))
    })
    .unwrap_or_default()
}

/// A duration as JSON: milliseconds, to the microsecond.
pub(super) fn milliseconds(duration: Duration) -> Value {
    ((duration.as_secs_f64() * 1_000_000.0).round() / 1_000.0).into()
}

/// `orders::checkout:42`, as Powertools writes `function:line`.
pub(super) struct Place<'a> {
    /// A module, or where that is unknown a file.
    pub(super) module: &'a str,
    pub(super) line: Option<u32>,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.module)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// Collects what a span or an event records.
#[derive(Default)]
struct Collect {
    message: String,
    fields: Vec<Member>,
}

impl Collect {
    fn put(&mut self, field: &Field, value: Value) {
        let name = field.name();
        self.fields.push((Cow::Borrowed(name.strip_prefix("r#").unwrap_or(name)), value));
    }
}

impl Visit for Collect {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            // Into memory nothing fails; a value that cannot be formatted is as long as it got.
            self.message.clear();
            let _ = write!(self.message, "{value:?}");
        } else {
            self.put(field, format!("{value:?}").into());
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            value.clone_into(&mut self.message);
        } else {
            self.put(field, value.into());
        }
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        self.record_str(field, &ErrorReport::of(value).to_string());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        // JSON has neither infinity nor NaN: they stay readable as text.
        let number = Number::from_f64(value).map_or_else(|| value.to_string().into(), Value::Number);
        self.put(field, number);
    }
}
