//! The page about the settings is what the settings say.

use std::fmt::Write;

use super::super::preset::Tier;
use super::super::store::at_tier;

/// Every setting of this crate, by section.
fn reference() -> String {
    let tiers = [Tier::Minimum, Tier::Standard, Tier::Maximum].map(at_tier);
    let [least, standard, most] = &tiers;
    let mut page = String::new();
    let mut section = "";
    for ((least, standard), most) in least.iter().zip(standard).zip(most) {
        if !["cache", "config", "logging", "metrics"].contains(&standard.section) {
            continue;
        }
        if section != standard.section {
            section = standard.section;
            writeln!(page, "\n| `{section}.` | set by | default | |\n|---|---|---|---|").unwrap();
        }
        let variables: Vec<_> = standard.info.names.iter().map(|name| format!("`{name}`")).collect();
        let docs: Vec<_> = standard.info.docs.lines().map(str::trim).collect();
        let mut default = format!("`{}`", standard.value).replace("`null`", "-").replace('"', "");
        if least.value != standard.value || most.value != standard.value {
            write!(default, " (`{}` to `{}`)", least.value, most.value).unwrap();
        }
        let (key, variables, docs) = (standard.info.key, variables.join(", "), docs.join(" "));
        writeln!(page, "| `{key}` | {variables} | {default} | {} |", docs.trim()).unwrap();
    }
    page
}

/// `UPDATE_GOLDEN=1 cargo test -p gateway-cores` writes it.
#[cfg(all(feature = "cache", feature = "logging", feature = "metrics"))]
#[test]
fn the_page_is_what_the_settings_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/config/reference.md");
    let expected = reference();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &expected).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), expected);
}
