//! Steps that run one after the other and say how long each took.

use std::time::Instant;

use crate::error::Error;

/// One thing that has to pass.
pub(crate) struct Step {
    /// What one types to run it alone.
    pub(crate) name: &'static str,
    /// What it checks, for `--help`.
    pub(crate) about: &'static str,
    pub(crate) run: fn() -> Result<(), Error>,
}

/// Runs `steps` in order, up to the first that fails. `task` is what reruns one: `cargo xtask test`.
pub(crate) fn run_all(task: &str, steps: &[&Step]) -> Result<(), Error> {
    let start = Instant::now();
    for (index, step) in steps.iter().enumerate() {
        let Step { name, about, run } = step;
        let place = format!("[{}/{}]", index + 1, steps.len());
        eprintln!("\n{place} {name}: {about}");
        let begin = Instant::now();
        run().map_err(|error| error.help_or(format!("when it is mended, rerun this step alone: {task} {name}")))?;
        eprintln!("{place} {name}: ok in {:.1} s", begin.elapsed().as_secs_f64());
    }
    eprintln!("\n{} steps passed in {:.1} s", steps.len(), start.elapsed().as_secs_f64());
    Ok(())
}

/// The steps of `all` that `names` asks for, in the order of `all`; every step if it asks for none.
pub(crate) fn select<'a>(all: &'a [Step], names: &[&str]) -> Result<Vec<&'a Step>, Error> {
    for name in names {
        if !all.iter().any(|step| step.name == *name) {
            let known: Vec<&str> = all.iter().map(|step| step.name).collect();
            return Err(Error::new(format!("there is no step `{name}`; the steps are {}", known.join(", "))));
        }
    }
    let wanted = |step: &&Step| names.is_empty() || names.contains(&step.name);
    Ok(all.iter().filter(wanted).collect())
}

/// The lines of `--help` for `steps`.
pub(crate) fn describe(steps: &[Step]) -> String {
    let rows: Vec<_> = steps.iter().map(|step| (step.name, step.about)).collect();
    list(&rows)
}

/// Lines of a name and what it stands for, in two columns.
pub(crate) fn list(rows: &[(&str, &str)]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let lines: Vec<String> = rows.iter().map(|(name, about)| format!("  {name:width$}  {about}\n")).collect();
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::{Step, select};

    const STEPS: &[Step] =
        &[Step { name: "first", about: "", run: || Ok(()) }, Step { name: "second", about: "", run: || Ok(()) }];

    fn names(asked: &[&str]) -> Result<Vec<&'static str>, String> {
        let steps = select(STEPS, asked).map_err(|error| error.to_string())?;
        Ok(steps.iter().map(|step| step.name).collect())
    }

    #[test]
    fn no_name_means_every_step() {
        assert_eq!(names(&[]), Ok(vec!["first", "second"]));
    }

    #[test]
    fn the_order_is_that_of_the_steps() {
        assert_eq!(names(&["second", "first"]), Ok(vec!["first", "second"]));
        assert_eq!(names(&["second"]), Ok(vec!["second"]));
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        assert_eq!(names(&["thrid"]), Err("there is no step `thrid`; the steps are first, second".to_owned()));
    }
}
