//! `cargo xtask bench`.

use std::fs;

use crate::command::root;
use crate::error::Error;
use crate::step;

mod app;
mod calls;
mod codegen;
mod compile;
mod free_tier;
mod fresh;
mod function;
mod generate;
mod host;
mod report;
mod runtime_api;
pub(crate) mod rustc;

use self::report::Section;

/// What one part of the benchmarks measures.
struct Part {
    name: &'static str,
    about: &'static str,
    measure: fn() -> Result<Section, Error>,
}

const PARTS: &[Part] = &[
    Part { name: "calls", about: "one call, each way, in instructions", measure: calls::measure },
    Part { name: "codegen", about: "a hot wrapper's machine code beside the bare call's", measure: codegen::measure },
    Part { name: "compile", about: "compile time, binary and start-up cost by operation", measure: compile::measure },
    Part { name: "host", about: "one event, with the host and without it", measure: host::measure },
    Part { name: "app", about: "the shipped app: start, memory, a directive, size", measure: app::measure },
    Part { name: "free-tier", about: "what the protection adds to an invocation", measure: free_tier::measure },
    Part { name: "fresh", about: "from a fresh clone to the app listening", measure: fresh::measure },
];

const DOCUMENT: &str = "docs/benchmarks.md";

pub(crate) fn run(arguments: &[&str]) -> Result<(), Error> {
    if let ["--help" | "-h", ..] = arguments {
        let parts: Vec<_> = PARTS.iter().map(|part| (part.name, part.about)).collect();
        print!(
            "Measures the framework beside the same thing by hand, and writes it to {DOCUMENT}: everything (about half\n\
             an hour on two cores), or these parts, beside what stands there of the others.\n\n\
             Usage: cargo xtask bench [PART..]\n\n\
             Parts:\n{}\n\
             Needs Linux, valgrind and strace.\n",
            step::list(&parts)
        );
        return Ok(());
    }
    if let Some(unknown) = arguments.iter().find(|name| !PARTS.iter().any(|part| part.name == **name)) {
        let known: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        return Err(Error::new(format!("there is no part `{unknown}`; the parts are {}", known.join(", "))));
    }
    let mut sections = Vec::new();
    for part in PARTS {
        if arguments.is_empty() || arguments.contains(&part.name) {
            eprintln!("\n{}: {}", part.name, part.about);
            sections.push((part.measure)()?);
        }
    }
    print!("{}", report::tables(&sections));
    let document = root().join(DOCUMENT);
    let before = fs::read_to_string(&document).unwrap_or_default();
    fs::write(&document, report::document(&before, &sections)?)
        .map_err(|error| Error::new(format!("{} cannot be written: {error}", document.display())))?;
    eprintln!("\nwrote {DOCUMENT}");
    report::verdict(&sections)
}
