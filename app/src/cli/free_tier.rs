//! `app free-tier`: the month's budget, in a terminal.

use std::fmt::Write as _;

use clap::Args;
use gateway_free_tier::guard::{FreeTier, Quantities, Status};
use gateway_runtime::{Core as _, GatewayError};

use super::{Failure, output};

/// How wide a bar is, in characters.
const BAR: usize = 30;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The status as JSON
    #[arg(long)]
    json: bool,
}

impl Options {
    /// Asks the store that the environment names.
    pub(super) fn run(&self) -> Result<String, Failure> {
        let status = status()?;
        if self.json {
            return serde_json::to_string_pretty(&status)
                .map_err(|error| Failure::Gateway(GatewayError::operation_failed(error)));
        }
        Ok(text(&status, output::is_coloured()))
    }
}

fn status() -> Result<Status, Failure> {
    let free_tier = FreeTier::get()?;
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    executor.block_on(free_tier.status()).map_err(|error| Failure::Gateway(GatewayError::operation_failed(error)))
}

fn text(status: &Status, coloured: bool) -> String {
    let Status { mode, store, deployment, month, state, percent, .. } = status;
    let mut text =
        format!("{month}, {deployment}: {percent} % used or leased, {state} ({mode}, in the store `{store}`)\n");
    if let Some(meaning) = meaning(state) {
        let _ = writeln!(text, "  {state}: {meaning}");
    }
    text.push('\n');
    text.push_str(&table(status, coloured));
    if let Some(projection) = &status.projection {
        let (low, high) = (projection.low_percent, projection.high_percent);
        let _ = write!(
            text,
            "\nend of month  {low:.0} to {high:.0} % if it goes on like this; {} more invocations fit\n",
            projection.remaining_invocations
        );
    }
    let overdue = status.epochs.iter().filter(|epoch| epoch.overdue).count();
    let _ = writeln!(
        text,
        "epochs        {} not measured yet, {overdue} of them overdue: {} requests may have leaked",
        status.epochs.len(),
        status.leaked_at_most.requests
    );
    let _ = writeln!(
        text,
        "refusals      {} by this process; those of others are billed, and are a part of what is used or leased",
        status.refused_here
    );
    let reasons: Vec<_> = status.savings.iter().filter_map(|saving| saving.reason.as_deref()).collect();
    let _ = writeln!(text, "savings       {}", if reasons.is_empty() { "none" } else { "on:" });
    for reason in reasons {
        let _ = writeln!(text, "  {reason}");
    }
    text.push_str(if *mode == "guarantee" { "\nThe guarantee rests on:\n" } else { "\nA guarantee would rest on:\n" });
    for condition in &status.conditions {
        let _ = writeln!(text, "  {}: {}", condition.condition, condition.number);
    }
    text.truncate(text.trim_end().len());
    text
}

/// What a state means that is not as usual.
fn meaning(state: &str) -> Option<&'static str> {
    match state {
        "unopened" => Some("nobody has asked for a part of this month's budget yet; the first invocation opens it"),
        "gliding" => Some("little is left, so fewer environments may run at a time"),
        "stopped" => Some("nothing is left, so no invocation begins, until there is more or the month ends"),
        _ => None,
    }
}

/// A row for each allowance, and a bar of what is used, leased and left.
fn table(status: &Status, coloured: bool) -> String {
    type Get = fn(&Quantities) -> f64;
    type Print = fn(f64) -> String;
    #[expect(clippy::cast_precision_loss, reason = "it is for people")]
    let allowances: [(&str, Get, Print); 4] = [
        ("requests", |it| it.requests as f64, |count| format!("{count:.0}")),
        ("GB-s", |it| it.gb_seconds, |amount| format!("{amount:.1}")),
        ("logs", |it| it.log_bytes as f64, bytes),
        ("CloudWatch calls", |it| it.cloudwatch_calls as f64, |count| format!("{count:.0}")),
    ];
    let mut text = format!("{:16}  {:>14}  {:>14}  {:>14}  {:>14}\n", "", "USED", "LEASED", "LEFT", "BUDGET");
    for (name, get, print) in allowances {
        let amounts = [&status.used, &status.leased, &status.left, &status.budget].map(get);
        let bar = bar(amounts[0], amounts[1], amounts[3], coloured);
        let [used, leased, left, budget] = amounts.map(print);
        let _ = writeln!(text, "{name:16}  {used:>14}  {leased:>14}  {left:>14}  {budget:>14}  {bar}");
    }
    text
}

/// In the unit that leaves one to three digits before the point; as AWS bills, a kB is a thousand bytes.
fn bytes(bytes: f64) -> String {
    let (unit, size) = match bytes.abs() {
        size if size >= 999_995_000.0 => ("GB", 1e9),
        size if size >= 999_950.0 => ("MB", 1e6),
        size if size >= 1e3 => ("kB", 1e3),
        _ => return format!("{bytes:.0} B"),
    };
    format!("{:.*} {unit}", if unit == "GB" { 2 } else { 1 }, bytes / size)
}

/// `#` is used, `+` is leased, `.` is left.
fn bar(used: f64, leased: f64, budget: f64, coloured: bool) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "it is at most the width of the bar"
    )]
    let cells = |part: f64| (part / budget.max(f64::MIN_POSITIVE) * BAR as f64).clamp(0.0, BAR as f64).ceil() as usize;
    let used_cells = cells(used);
    let leased_cells = cells(used + leased).saturating_sub(used_cells);
    let (used, leased) = ("#".repeat(used_cells), "+".repeat(leased_cells));
    let left = ".".repeat(BAR - used_cells - leased_cells);
    if coloured { format!("[\x1b[31m{used}\x1b[33m{leased}\x1b[0m{left}]") } else { format!("[{used}{leased}{left}]") }
}

#[cfg(test)]
mod tests {
    use super::{bar, bytes, meaning};

    #[test]
    fn a_bar_is_as_wide_whatever_is_used() {
        let dots = |count| ".".repeat(count);
        assert_eq!(bar(0.0, 0.0, 100.0, false), format!("[{}]", dots(30)));
        assert_eq!(bar(50.0, 10.0, 100.0, false), format!("[{}+++{}]", "#".repeat(15), dots(12)));
        assert_eq!(bar(500.0, 10.0, 100.0, false), format!("[{}]", "#".repeat(30)));
        assert_eq!(bar(-5.0, 10.0, 100.0, false), format!("[++{}]", dots(28)));
        assert_eq!(bar(0.1, 0.0, 100.0, false), format!("[#{}]", dots(29)), "a little is not nothing");
        assert_eq!(bar(0.0, 0.0, 0.0, false), format!("[{}]", dots(30)));
        assert!(bar(50.0, 0.0, 100.0, true).contains("\x1b[31m"));
    }

    #[test]
    fn bytes_are_told_in_a_unit_that_one_can_read() {
        let told = [0.0, 999.0, 2_048.0, 999_949.0, 999_950.0, 4_995_000_000.0, -2_048.0].map(bytes);
        assert_eq!(told, ["0 B", "999 B", "2.0 kB", "999.9 kB", "1.0 MB", "5.00 GB", "-2.0 kB"]);
    }

    #[test]
    fn what_is_not_as_usual_is_explained() {
        assert_eq!(meaning("open"), None);
        assert!(["unopened", "gliding", "stopped"].into_iter().all(|state| meaning(state).is_some()));
    }
}
