//! What the person at the terminal sees of invocations.

use std::env;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use super::record::Status;

/// Where a line was written to, and is written on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Out,
    Error,
}

/// The two streams of the terminal, or what stands for them. That one is closed is no reason to end, so errors are
/// passed over.
pub(super) struct Terminal {
    out: Mutex<Box<dyn Write + Send>>,
    error: Mutex<Box<dyn Write + Send>>,
    coloured: bool,
}

impl Terminal {
    /// This process's own.
    pub(super) fn standard() -> Self {
        let coloured = colours(&io::stdout());
        Self { coloured, ..Self::new(io::stdout(), io::stderr()) }
    }

    pub(super) fn new(out: impl Write + Send + 'static, error: impl Write + Send + 'static) -> Self {
        Self { out: Mutex::new(Box::new(out)), error: Mutex::new(Box::new(error)), coloured: false }
    }

    /// A line of the function's.
    pub(super) fn line(&self, stream: Stream, line: &[u8]) {
        self.write(stream, &[line, b"\n"].concat());
    }

    /// A line of the platform's.
    pub(super) fn platform(&self, line: &str) {
        self.styled("2", line);
    }

    /// A line about an invocation that ended so.
    pub(super) fn ending(&self, line: &str, status: Status) {
        match status {
            Status::Success | Status::Failed => self.platform(line),
            Status::Timeout | Status::Error(_) => self.styled("31", line),
        }
    }

    /// Says what went wrong with the local runtime or the function's process.
    pub(super) fn error(&self, text: &str) {
        self.write(Stream::Error, format!("{}: {text}\n", error_label()).as_bytes());
    }

    fn styled(&self, style: &str, line: &str) {
        if self.coloured {
            self.write(Stream::Out, format!("\x1b[{style}m{line}\x1b[0m\n").as_bytes());
        } else {
            self.line(Stream::Out, line.as_bytes());
        }
    }

    fn write(&self, stream: Stream, bytes: &[u8]) {
        let stream = match stream {
            Stream::Out => &self.out,
            Stream::Error => &self.error,
        };
        let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
        drop(stream.write_all(bytes).and_then(|()| stream.flush()));
    }
}

impl fmt::Debug for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terminal").field("coloured", &self.coloured).finish_non_exhaustive()
    }
}

pub(super) fn error_label() -> &'static str {
    if colours(&io::stderr()) { "\x1b[1;31merror\x1b[0m" } else { "error" }
}

/// Only for eyes, and not for those who said no: see <https://no-color.org>.
pub(super) fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
