//! What the local runtime says to the person at the terminal.

use std::env;
use std::io::{self, Write};
use std::net::SocketAddr;

use gateway_runtime::{Catalogue, Trigger};

use super::console;
use super::settings::PORT;
use super::terminal::colours;

/// What calls an operation from outside, and which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Served {
    trigger: String,
    operation: String,
}

/// All of a gateway, in the order of its lists.
pub(super) fn served(catalogue: &Catalogue) -> Vec<Served> {
    let operations = catalogue.interfaces().iter().flat_map(|interface| {
        interface.operations.iter().map(|operation| (format!("{}.{}", interface.name, operation.name), operation))
    });
    let triggers = operations.flat_map(|(name, operation)| {
        operation.triggers().iter().map(move |trigger| Served { trigger: shown(trigger), operation: name.clone() })
    });
    triggers.collect()
}

fn shown(trigger: &Trigger) -> String {
    match trigger {
        Trigger::Http { method, path } => format!("{method} {path}"),
        Trigger::Event(source) => format!("event {source}"),
        Trigger::Alexa(namespace) => format!("alexa {namespace}"),
        other => other.to_string(),
    }
}

/// Says where the function is reached and how, and what is there.
pub(super) fn print(function: &str, address: SocketAddr, samples: &[String], served: &[Served]) -> io::Result<()> {
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
    if !served.is_empty() {
        writeln!(out, "\nWhat calls what:\n")?;
    }
    let width = served.iter().map(|one| one.trigger.chars().count()).max().unwrap_or(0);
    for Served { trigger, operation } in served {
        writeln!(out, "  {trigger:width$}  {operation}")?;
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
