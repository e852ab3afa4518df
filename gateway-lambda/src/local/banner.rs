//! What the local runtime says to the person at the terminal.

use std::env;
use std::io::{self, Write};
use std::net::SocketAddr;

use super::console;
use super::settings::PORT;
use super::terminal::colours;

/// Says where the function is reached and how.
pub(super) fn print(function: &str, address: SocketAddr, samples: &[String]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let coloured = colours(&out);
    let (bold, plain) = if coloured { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    writeln!(out, "{bold}{function}{plain} listens on {bold}http://{address}{plain} (ctrl-C ends it)")?;
    writeln!(out, "\nconsole: http://{address}{}", console::PREFIX)?;
    writeln!(out, "HTTP:    http://{address}/.., as a Function URL serves it")?;
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

/// What to type to start this program on another port, as far as a program can know: with `--port` if that was typed.
pub(super) fn on_another_port(port: u16) -> String {
    let is_cargo = env::var_os("CARGO").is_some();
    let command = match env::var("CARGO_PKG_NAME") {
        Ok(package) if is_cargo => format!("cargo run -p {package}"),
        _ => env::args().next().unwrap_or_default(),
    };
    if env::args().any(|argument| argument == "--port" || argument.starts_with("--port=")) {
        format!("{command}{} --port {port}", if is_cargo { " --" } else { "" })
    } else {
        format!("{PORT}={port} {command}")
    }
}
