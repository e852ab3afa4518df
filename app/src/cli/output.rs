//! What is written to the two streams.

use std::io::{self, IsTerminal, Write};

use super::Failure;

/// Prints a text and a line end. A reader that has had enough (`app ops | head`) is no error.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Whether what is printed may have colours.
pub(super) fn is_coloured() -> bool {
    colours(&io::stdout())
}

/// How wide the terminal is, if what is printed goes to one.
pub(super) fn columns() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into())
}

/// On a terminal, unless <https://no-color.org> is followed.
fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Says what went wrong, point by point.
pub(super) fn error(text: &str, points: &[String]) {
    let mut out = io::stderr().lock();
    let label = if colours(&out) { "\x1b[1;31merror:\x1b[0m" } else { "error:" };
    // There is nowhere left to say that standard error is closed.
    drop(writeln!(out, "{label} {text}"));
    for point in points {
        drop(writeln!(out, "  {point}"));
    }
}
