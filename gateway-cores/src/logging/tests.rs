//! The logger as a whole: what stands in the sink after calls and events.

mod calls;
mod invocations;
mod lines;
mod tracing_events;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use gateway_runtime::Context;
use serde_json::Value;

use super::{LogConfig, Logger};

/// Remembers each write by itself.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<Vec<u8>>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    /// What was written since the last look, each write being one line of JSON.
    fn take(&self) -> Vec<Value> {
        let writes = std::mem::take(&mut *self.0.lock().unwrap());
        writes.iter().map(|write| parse(write)).collect()
    }

    /// The messages written since the last look.
    fn messages(&self) -> Vec<String> {
        self.take().iter().map(|line| line["message"].as_str().unwrap().to_owned()).collect()
    }
}

fn parse(write: &[u8]) -> Value {
    let text = std::str::from_utf8(write).unwrap();
    let line = text.strip_suffix('\n').expect("a write ends its line");
    assert!(!line.contains(['\n', '\r']), "one write is one line: {line}");
    let value: Value = serde_json::from_str(line).unwrap();
    assert!(value.is_object(), "{line}");
    value
}

/// A logger with these variables, and where it writes.
fn logger(variables: &[(&str, &str)]) -> (Logger, Sink) {
    let config = LogConfig::from_lookup(|name| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    });
    let sink = Sink::default();
    (Logger::new(config, sink.clone()), sink)
}

fn invocation(id: &str) -> Context {
    Context::builder().request_id(id).build()
}
