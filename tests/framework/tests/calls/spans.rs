//! The span of a call, as a subscriber sees it.

use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use framework_tests::endings::EndingsOperation;
use framework_tests::gateway::*;
use framework_tests::wait;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down what is opened, entered and left.
#[derive(Clone, Default)]
struct Notes {
    lines: Arc<Mutex<Vec<String>>>,
    ids: Arc<AtomicU64>,
}

impl Notes {
    fn note(&self, line: String) {
        self.lines.lock().unwrap().push(line);
    }
}

impl Subscriber for Notes {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        struct Fields(String);
        impl Visit for Fields {
            fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
                self.0 = format!("{} {}={value:?}", self.0, field.name());
            }
            fn record_str(&mut self, field: &Field, value: &str) {
                self.0 = format!("{} {}={value}", self.0, field.name());
            }
        }
        let mut fields = Fields(String::new());
        span.record(&mut fields);
        let metadata = span.metadata();
        self.note(format!("open {} {}{}", metadata.level(), metadata.name(), fields.0));
        Id::from_u64(self.ids.fetch_add(1, Relaxed) + 1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        self.note("event".to_owned());
    }

    fn enter(&self, id: &Id) {
        self.note(format!("enter {}", id.into_u64()));
    }

    fn exit(&self, id: &Id) {
        self.note(format!("exit {}", id.into_u64()));
    }

    fn try_close(&self, id: Id) -> bool {
        self.note(format!("close {}", id.into_u64()));
        true
    }
}

fn notes_of(call: impl FnOnce()) -> Vec<String> {
    let notes = Notes::default();
    tracing::subscriber::with_default(notes.clone(), call);
    let mut lines = notes.lines.lock().unwrap();
    std::mem::take(&mut *lines)
}

#[test]
fn a_call_runs_in_a_span_that_names_the_operation() {
    let expected = ["open DEBUG operation interface=endings operation=fail", "enter 1", "exit 1", "close 1"];
    assert_eq!(notes_of(|| drop(endings_fail(1))), expected);
    assert_eq!(notes_of(|| drop(EndingsOperation::Fail.execute(r#"{"times":1}"#))), expected);
    let panicking = notes_of(|| drop(wait(EndingsOperation::Panic.execute(()))));
    assert_eq!(panicking[0], "open DEBUG operation interface=endings operation=panic");
    assert_eq!(panicking[1..], ["enter 1", "exit 1", "close 1"]);
}

#[test]
fn a_future_enters_its_span_whenever_it_is_polled() {
    let expected = [
        "open DEBUG operation interface=endings operation=panic_after_a_wait",
        "enter 1",
        "exit 1",
        "enter 1",
        "exit 1",
        "close 1",
    ];
    let notes = notes_of(|| drop(wait(EndingsOperation::PanicAfterAWait.execute(()))));
    // tracing also enters a span that it drops; the polls stand first.
    assert_eq!(notes[..5], expected[..5]);
    assert_eq!(notes.last().map(String::as_str), expected.last().copied());
}

#[test]
fn a_hot_operation_opens_none() {
    assert_eq!(notes_of(|| drop(endings_fail_by_alias(1))), [""; 0]);
    assert_eq!(notes_of(|| drop(EndingsOperation::FailByAlias.execute(r#"{"times":1}"#))), [""; 0]);
}
