//! The machine code of a hot wrapper beside that of the bare call.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use super::report::{Figure, Section, Target};
use crate::command::{cargo, run, target};
use crate::error::Error;

/// The figure, and the two functions of `benches/benches/calls.rs` that make the call.
const SHIMS: &[(&str, &str, &str)] = &[
    ("hot wrapper, `get(k)`", "shim_get_by_hand", "shim_get_gateway"),
    ("hot wrapper with a core", "shim_lookup_by_hand", "shim_lookup_gateway"),
];

pub(super) fn measure() -> Result<Section, Error> {
    let mut command = cargo();
    command.args(["rustc", "--package", "benches", "--profile", "bench", "--bench", "calls", "--locked"]);
    run(command.args(["--", "--emit=asm,link"]))?;
    let assembly = assembly()?;
    let text = fs::read_to_string(&assembly)
        .map_err(|error| Error::new(format!("{} cannot be read: {error}", assembly.display())))?;
    let figures = SHIMS.iter().map(|(name, by_hand, gateway)| figure(&text, name, by_hand, gateway));
    Ok(Section {
        title: "Machine code of a hot call",
        about: "Instructions in the body of an `#[inline(never)]` function that makes the one call, after fat LTO.\nA \
                body that LLVM found to be the same as the other, and merged with it, counts as equal.\n\n`cargo xtask \
                bench codegen`"
            .to_owned(),
        figures: figures.collect::<Result<_, _>>()?,
    })
}

/// The newest assembly of the bench target: older ones are of older compilations.
fn assembly() -> Result<PathBuf, Error> {
    let folder = target().join("release").join("deps");
    let files = fs::read_dir(&folder)
        .map_err(|error| Error::new(format!("{} cannot be read: {error}", folder.display())))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "s"))
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("calls-")));
    files
        .max_by_key(|path| path.metadata().and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH))
        .ok_or_else(|| Error::new(format!("the compiler left no assembly in {}", folder.display())))
}

/// The source of the shims: one that is not in the assembly has been merged with the other, but only if it is here.
const SOURCE: &str = include_str!("../../../benches/benches/calls.rs");

fn figure(assembly: &str, name: &str, by_hand: &str, gateway: &str) -> Result<Figure, Error> {
    if let Some(lost) = [by_hand, gateway].into_iter().find(|shim| !SOURCE.contains(&format!("fn {shim}("))) {
        return Err(Error::new(format!("benches/benches/calls.rs has no function {lost}")));
    }
    let (baseline, ours) = match (instructions(assembly, by_hand), instructions(assembly, gateway)) {
        (Some(baseline), Some(ours)) => (baseline, ours),
        (Some(merged), None) | (None, Some(merged)) => (merged, merged),
        (None, None) => return Err(Error::new(format!("neither {by_hand} nor {gateway} is in the assembly"))),
    };
    Ok(Figure { name: name.to_owned(), unit: "instructions", baseline, ours, target: Target::Equal })
}

/// The number of instructions in the body of the function whose symbol contains `name`.
fn instructions(assembly: &str, name: &str) -> Option<f64> {
    let is_label = |line: &&str| line.ends_with(':') && !line.starts_with('.') && line.contains(name);
    let mut lines = assembly.lines();
    lines.find(is_label)?;
    let body = lines.take_while(|line| !line.starts_with(".Lfunc_end"));
    let count = body.filter(|line| is_instruction(line)).count();
    Some(f64::from(u32::try_from(count).expect("a function is shorter than the address space")))
}

/// Neither a label nor a directive nor a comment.
fn is_instruction(line: &str) -> bool {
    line.strip_prefix('\t').is_some_and(|text| text.starts_with(|first: char| first.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{figure, instructions};

    const ASSEMBLY: &str = "\
_ZN5calls16shim_get_by_hand17h18E:
.Lfunc_begin28:
\t.file\t7 \"a\"
\t.cfi_startproc
\ttestq\t%rsi, %rsi
.Ltmp1:
\tje\t.LBB1
\tretq
.Lfunc_end28:
\t.size\ta, b
\tnop
";

    #[test]
    fn only_instructions_of_the_body_count() {
        assert_eq!(instructions(ASSEMBLY, "shim_get_by_hand"), Some(3.0));
        assert_eq!(instructions(ASSEMBLY, "shim_set_by_hand"), None);
    }

    #[test]
    fn a_merged_body_is_equal_and_a_missing_pair_an_error() {
        let merged = figure(ASSEMBLY, "get", "shim_get_by_hand", "shim_get_gateway").expect("one is there");
        assert!((merged.ours - merged.baseline).abs() < f64::EPSILON);
        assert!(figure(ASSEMBLY, "set", "shim_set_by_hand", "shim_set_gateway").is_err());
    }
}
