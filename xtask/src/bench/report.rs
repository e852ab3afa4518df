//! Figures, and the document they go into.

use crate::command::{command, read};
use crate::error::Error;
use crate::tools;

/// A table of the document.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    /// What is compared with what, and how it is measured.
    pub(crate) about: String,
    pub(crate) figures: Vec<Figure>,
}

/// One row: the framework beside its baseline.
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) unit: &'static str,
    pub(crate) baseline: f64,
    pub(crate) ours: f64,
    pub(crate) target: Target,
}

/// What a figure has to reach.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// Ours is the baseline exactly.
    Equal,
    /// Ours is at most this many times the baseline.
    Ratio(f64),
    /// Ours is at least this many times the baseline: more is better.
    RatioAtLeast(f64),
    /// Ours is at most the baseline and this much.
    Above(f64),
    /// Ours is at most this; there is no baseline, or it is only there to be seen.
    AtMost(f64),
    /// Reported, not judged.
    None,
}

impl Figure {
    fn ratio(&self) -> Option<f64> {
        (self.baseline > 0.0).then(|| self.ours / self.baseline)
    }

    fn passes(&self) -> Option<bool> {
        match self.target {
            // Counts are whole numbers over a whole number of calls: equal ones are equal bit by bit.
            Target::Equal => Some((self.ours - self.baseline).abs() < 0.005),
            // A limit that is met exactly must not fail by a rounding error.
            Target::Ratio(limit) => Some(self.ours <= self.baseline * limit * (1.0 + 1e-9)),
            Target::RatioAtLeast(limit) => Some(self.ours >= self.baseline * limit * (1.0 - 1e-9)),
            Target::Above(more) => Some(self.ours <= self.baseline + more),
            Target::AtMost(limit) => Some(self.ours <= limit),
            Target::None => None,
        }
    }

    fn row(&self) -> String {
        let Self { name, unit, baseline, ours, target } = self;
        let baseline = if *baseline > 0.0 { number(*baseline) } else { "-".to_owned() };
        let ratio = self.ratio().map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"));
        let target = match target {
            Target::Equal => "equal".to_owned(),
            Target::Ratio(limit) => format!("<= {limit} x"),
            Target::RatioAtLeast(limit) => format!(">= {limit} x"),
            Target::Above(more) => format!("<= baseline + {more} {unit}"),
            Target::AtMost(limit) => format!("<= {limit} {unit}"),
            Target::None => "-".to_owned(),
        };
        let verdict = match self.passes() {
            Some(true) => "pass",
            Some(false) => "**FAIL**",
            None => "-",
        };
        format!("| {name} | {unit} | {baseline} | {} | {ratio} | {target} | {verdict} |\n", number(*ours))
    }
}

fn number(value: f64) -> String {
    let digits = if value.fract() == 0.0 || value >= 1000.0 { 0 } else { 2 };
    format!("{value:.digits$}")
}

/// The tables of `sections`, in Markdown.
pub(crate) fn tables(sections: &[Section]) -> String {
    sections.iter().flat_map(|section| ["\n".to_owned(), section.text("")]).collect()
}

impl Section {
    fn text(&self, machine: &str) -> String {
        let Self { title, about, figures } = self;
        let rows: String = figures.iter().map(Figure::row).collect();
        format!(
            "## {title}\n\n{machine}{about}\n\n| figure | unit | baseline | gateway | ratio | target | |\n\
             |---|---|---|---|---|---|---|\n{rows}"
        )
    }
}

const HEAD: &str = "# Benchmarks\n\n\
    Written by `cargo xtask bench`; do not edit. Every figure stands beside a baseline of the same run.\n\
    Instruction counts are the same on any machine of the same kind; CPU seconds and nanoseconds are only\n\
    worth their ratio.\n";

/// The whole document: `sections`, and of those that were not measured now what stood in it.
pub(crate) fn document(before: &str, sections: &[Section]) -> Result<String, Error> {
    Ok(merged(before, sections, &format!("{}\n", machine()?)))
}

fn merged(before: &str, sections: &[Section], machine: &str) -> String {
    let mut texts: Vec<(&str, String)> = before
        .split("\n## ")
        .skip(1)
        .map(|text| (text.lines().next().unwrap_or_default(), format!("## {}\n", text.trim_end())))
        .collect();
    for section in sections {
        let text = section.text(machine);
        match texts.iter_mut().find(|(title, _)| *title == section.title) {
            Some((_, before)) => *before = text,
            None => texts.push((section.title, text)),
        }
    }
    let texts: Vec<_> = texts.into_iter().map(|(_, text)| text).collect();
    format!("{HEAD}\n{}", texts.join("\n"))
}

fn machine() -> Result<String, Error> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("unknown", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = read(command("rustc").arg("--version"))?;
    let commit = read(command("git").args(["rev-parse", "--short", "HEAD"]))?;
    Ok(format!(
        "Machine: {model}, {cores} cores, {} {}. Compiler: {}. Counter: {}. Commit: {}.\n",
        std::env::consts::OS,
        std::env::consts::ARCH,
        rustc.trim(),
        tools::require_valgrind()?,
        commit.trim()
    ))
}

/// An error that names the figures which miss their targets.
pub(crate) fn verdict(sections: &[Section]) -> Result<(), Error> {
    let figures = sections.iter().flat_map(|section| &section.figures);
    let missed: Vec<&str> =
        figures.filter(|figure| figure.passes() == Some(false)).map(|figure| figure.name.as_str()).collect();
    if missed.is_empty() {
        Ok(())
    } else {
        Err(Error::new(format!("{} figures miss their targets: {}", missed.len(), missed.join("; "))))
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, Section, Target, merged};

    fn passes(baseline: f64, ours: f64, target: Target) -> Option<bool> {
        Figure { name: String::new(), unit: "s", baseline, ours, target }.passes()
    }

    #[test]
    fn one_instruction_more_is_not_equal() {
        assert_eq!(passes(16.0, 16.0, Target::Equal), Some(true));
        assert_eq!(passes(16.0, 17.0, Target::Equal), Some(false));
        assert_eq!(passes(16.0, 15.0, Target::Equal), Some(false));
    }

    #[test]
    fn a_limit_is_inclusive() {
        assert_eq!(passes(100.0, 115.0, Target::Ratio(1.15)), Some(true));
        assert_eq!(passes(100.0, 116.0, Target::Ratio(1.15)), Some(false));
        assert_eq!(passes(100.0, 95.0, Target::RatioAtLeast(0.95)), Some(true));
        assert_eq!(passes(100.0, 94.0, Target::RatioAtLeast(0.95)), Some(false));
        assert_eq!(passes(46.0, 86.0, Target::Above(40.0)), Some(true));
        assert_eq!(passes(46.0, 87.0, Target::Above(40.0)), Some(false));
        assert_eq!(passes(0.0, 251.0, Target::AtMost(250.0)), Some(false));
        assert_eq!(passes(1.0, 9.0, Target::None), None);
    }

    fn section(title: &'static str, about: &str) -> Section {
        Section { title, about: about.to_owned(), figures: Vec::new() }
    }

    #[test]
    fn a_part_that_is_measured_alone_leaves_the_others_as_they_were() {
        let all = merged("", &[section("One", "one, as it was"), section("Two", "two, as it was")], "Commit: a.\n\n");
        let again = merged(&all, &[section("Two", "two, anew"), section("Three", "three")], "Commit: b.\n\n");
        let found: Vec<_> =
            again.split("\n## ").skip(1).map(|text| text.split("\n\n| figure").next().unwrap()).collect();
        assert_eq!(
            found,
            ["One\n\nCommit: a.\n\none, as it was", "Two\n\nCommit: b.\n\ntwo, anew", "Three\n\nCommit: b.\n\nthree"]
        );
        assert_eq!(merged(&again, &[], ""), again);
    }

    #[test]
    fn a_row_says_what_failed() {
        let figure = Figure {
            name: "get".to_owned(),
            unit: "instructions",
            baseline: 100.0,
            ours: 120.0,
            target: Target::Ratio(1.15),
        };
        assert_eq!(figure.row(), "| get | instructions | 100 | 120 | 1.20 | <= 1.15 x | **FAIL** |\n");
    }
}
