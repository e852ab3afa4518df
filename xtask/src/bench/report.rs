//! Figures, and the document they go into.

use std::fmt::Write as _;

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
    let mut text = String::new();
    for Section { title, about, figures } in sections {
        let _ = write!(
            text,
            "\n## {title}\n\n{about}\n\n| figure | unit | baseline | gateway | ratio | target | |\n\
             |---|---|---|---|---|---|---|\n"
        );
        text.extend(figures.iter().map(Figure::row));
    }
    text
}

/// The whole document.
pub(crate) fn document(sections: &[Section]) -> Result<String, Error> {
    Ok(format!(
        "# Benchmarks\n\n\
         Written by `cargo xtask bench`; do not edit. Every figure stands beside a baseline of the same run.\n\
         Instruction counts are the same on any machine of the same kind; CPU seconds and nanoseconds are only\n\
         worth their ratio.\n\n{}{}",
        machine()?,
        tables(sections)
    ))
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
    use super::{Figure, Target};

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
