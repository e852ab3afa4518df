//! The table of the engineers' page.

use std::fmt::Write;

use gateway_free_tier::protocol::Amount;

use crate::counters::{self, Counter};
use crate::month::Month;
use crate::report::Figures;
use crate::setting::{Bound, Setting, Shape};
use crate::{on_all, usual_trouble};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/free-tier-protocol.md");
const BEGIN: &str = "<!-- table: the simulated month -->\n";
const END: &str = "<!-- end of table -->";
/// The seed of the published month.
const SEED: u64 = 1;

#[test]
#[ignore = "whole months, a minute or two: nightly, and to write the page anew"]
fn the_table_of_the_page_is_current() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let current = format!("{before}{BEGIN}{}{END}{after}", table());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(PAGE, current).unwrap();
        return;
    }
    let help = "UPDATE_GOLDEN=1 cargo test -p gateway-free-tier --test month table -- --ignored";
    assert!(current == page, "the figures have changed: {help}");
}

fn table() -> String {
    let settings: Vec<_> = Setting::all().collect();
    let rows = on_all(&settings, |setting| {
        let (budget, trouble) = (Amount::ALWAYS_FREE, usual_trouble(*setting));
        let counted = [Counter::PerProcess, Counter::Shared]
            .map(|counter| counters::run(counter, *setting, budget, trouble, SEED));
        (Month::new(*setting, budget, trouble, SEED).run(), counted)
    });
    let mut table =
        "| used up first | shape | environments | over | wasted | writes per 1 M | used before the first refusal \
                     | over, counter per process | over, shared counter |\n\
                     |---|---|---:|---:|---:|---:|---:|---:|---:|\n"
            .to_owned();
    for (setting, (leases, [per_process, shared])) in settings.iter().zip(rows) {
        let bound = match setting.bound {
            Bound::Requests => "requests",
            Bound::GbSeconds => "GB-s",
        };
        let shape = match setting.shape {
            Shape::Burst => "bursts",
            Shape::Flash => "flash",
        };
        let over = |figures: &Figures| percent(figures.overshoot);
        writeln!(
            table,
            "| {bound} | {shape} | {} | {} | {} | {} | {} | {} | {} |",
            thousands(setting.environments.into()),
            over(&leases),
            percent(leases.waste),
            thousands(leases.writes_per_million()),
            leases.first_refusal.map_or("none refused".to_owned(), percent),
            over(&per_process),
            over(&shared),
        )
        .unwrap();
    }
    table
}

/// Millionths, as percent.
fn percent(millionths: u64) -> String {
    format!("{}.{:02} %", millionths / 10_000, millionths % 10_000 / 100)
}

fn thousands(number: u64) -> String {
    match (number / 1_000_000, number / 1_000 % 1_000, number % 1_000) {
        (0, 0, units) => units.to_string(),
        (0, thousands, units) => format!("{thousands},{units:03}"),
        (millions, thousands, units) => format!("{millions},{thousands:03},{units:03}"),
    }
}
