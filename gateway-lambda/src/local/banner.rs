//! What the local runtime says to the person at the terminal.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;

/// Says where the function is reached and how.
pub(super) fn print(function: &str, address: SocketAddr, samples: &[String]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let coloured = colours(&out);
    let (bold, plain) = if coloured { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    writeln!(out, "{bold}{function}{plain} listens on {bold}http://{address}{plain} (ctrl-C ends it)")?;
    if !samples.is_empty() {
        writeln!(out, "\nTry, in another terminal:\n")?;
    }
    for sample in samples {
        writeln!(out, "  curl -s http://{address}/2015-03-31/functions/function/invocations -d @{sample}")?;
    }
    writeln!(out)?;
    out.flush()
}

/// The last line: it ended because it was asked to.
pub(super) fn goodbye() -> io::Result<()> {
    writeln!(io::stdout(), "\nstopped")
}

pub(super) fn error_label() -> &'static str {
    if colours(&io::stderr()) { "\x1b[1;31merror\x1b[0m" } else { "error" }
}

/// Only for eyes, and not for those who said no: see <https://no-color.org>.
fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// What was typed to start this program, as far as a program can know.
pub(super) fn this_command() -> String {
    match (env::var_os("CARGO"), env::var("CARGO_PKG_NAME")) {
        (Some(_), Ok(package)) => format!("cargo run -p {package}"),
        _ => env::args().next().unwrap_or_default(),
    }
}
