//! The table of the engineers' page, and what its plot is made of.

use std::fmt::Write;
use std::fs;

use gateway_free_tier::protocol::Amount;

use crate::counters::{self, Counter};
use crate::month::Month;
use crate::plot::plot;
use crate::report::Figures;
use crate::setting::Setting;
use crate::{on_all, usual_trouble};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/free-tier-protocol.md");
const PLOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/free-tier-month.svg");
const BEGIN: &str = "<!-- table: the simulated month -->\n";
const END: &str = "<!-- end of table -->";
/// The seed of the published month.
const SEED: u64 = 1;

/// A setting under the leases, and under what they are compared with.
pub(crate) struct Row {
    pub(crate) setting: Setting,
    pub(crate) leases: Figures,
    pub(crate) per_process: Figures,
    pub(crate) shared: Figures,
}

#[test]
#[ignore = "whole months, a minute or two: nightly, and to write the page anew"]
fn the_table_and_the_plot_of_the_page_are_current() {
    let rows = rows();
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let current_page = format!("{before}{BEGIN}{}{END}{after}", table(&rows));
    let current_plot = plot(&rows);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(PAGE, current_page).unwrap();
        fs::write(PLOT, current_plot).unwrap();
        return;
    }
    let help = "UPDATE_GOLDEN=1 cargo test --release -p gateway-free-tier --test month table -- --ignored";
    assert!(current_page == page, "the figures have changed: {help}");
    assert!(current_plot == fs::read_to_string(PLOT).unwrap(), "the plot has changed: {help}");
}

fn rows() -> Vec<Row> {
    let settings: Vec<_> = Setting::all().collect();
    on_all(&settings, |setting| {
        let (setting, budget, trouble) = (*setting, Amount::ALWAYS_FREE, usual_trouble(*setting));
        let counted = |counter| counters::run(counter, setting, budget, trouble, SEED);
        Row {
            setting,
            leases: Month::new(setting, budget, trouble, SEED).run(),
            per_process: counted(Counter::PerProcess),
            shared: counted(Counter::Shared),
        }
    })
}

fn table(rows: &[Row]) -> String {
    let mut table =
        "| used up first | shape | environments | over | wasted | writes per 1 M | used before the first refusal \
                     | over, counter per process | over, shared counter |\n\
                     |---|---|---:|---:|---:|---:|---:|---:|---:|\n"
            .to_owned();
    for Row { setting, leases, per_process, shared } in rows {
        let over = |figures: &Figures| percent(figures.overshoot);
        writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            setting.bound.name(),
            setting.shape.name(),
            thousands(setting.environments.into()),
            over(leases),
            percent(leases.waste),
            thousands(leases.writes_per_million()),
            leases.first_refusal.map_or("none refused".to_owned(), percent),
            over(per_process),
            over(shared),
        )
        .unwrap();
    }
    table
}

/// Millionths, as percent.
pub(crate) fn percent(millionths: u64) -> String {
    format!("{}.{:02} %", millionths / 10_000, millionths % 10_000 / 100)
}

pub(crate) fn thousands(number: u64) -> String {
    match (number / 1_000_000, number / 1_000 % 1_000, number % 1_000) {
        (0, 0, units) => units.to_string(),
        (0, thousands, units) => format!("{thousands},{units:03}"),
        (millions, thousands, units) => format!("{millions},{thousands:03},{units:03}"),
    }
}
