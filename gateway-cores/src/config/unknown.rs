//! Names that set nothing: a slip of the pen that would else go unseen.
//!
//! It runs at each start, and hardly ever finds anything: what is known is put together only when a name is not.

use gateway_runtime::closest;

use super::layers::{Layers, Texts, key};
use super::section::{Name, SectionInfo};
use super::settings::BOOTSTRAP;

/// Variables with our prefix that are read where there is no `Config`: by the host, by the budget, and by the HTTP client.
const READ_ELSEWHERE: [&str; 24] = [
    "GATEWAY_DEV",
    "GATEWAY_FREE_TIER_CONCURRENCY",
    "GATEWAY_FREE_TIER_DEPLOYMENT",
    "GATEWAY_FREE_TIER_FOLDER",
    "GATEWAY_FREE_TIER_FOREIGN",
    "GATEWAY_FREE_TIER_FUNCTIONS",
    "GATEWAY_FREE_TIER_MARGIN",
    "GATEWAY_FREE_TIER_MODE",
    "GATEWAY_FREE_TIER_OUTAGE",
    "GATEWAY_FREE_TIER_REGIONS",
    "GATEWAY_FREE_TIER_SHARE",
    "GATEWAY_FREE_TIER_STORE",
    "GATEWAY_FREE_TIER_TABLE",
    "GATEWAY_FREE_TIER_TIMEOUT",
    "GATEWAY_HTTP_ACCEPT_ANY_CERTIFICATE",
    "GATEWAY_HTTP_BODY_LIMIT",
    "GATEWAY_HTTP_CLIENT_CERTIFICATE",
    "GATEWAY_HTTP_FORWARD_TRACE",
    "GATEWAY_HTTP_REDIRECTS",
    "GATEWAY_HTTP_RETRY_ATTEMPTS",
    "GATEWAY_HTTP_ROOTS",
    "GATEWAY_HTTP_TIMEOUT_MS",
    "GATEWAY_LOCAL_CONSOLE",
    "GATEWAY_LOCAL_PORT",
];

/// A warning for every variable that looks like a setting and is none.
///
/// A variable looks like one if it begins as ours do (`GATEWAY_`), or as those of a section do (`HOUSE_` for `house`, if
/// a setting of it is called like that).
pub(super) fn variables<'v>(set: impl Iterator<Item = &'v str>, sections: &[&SectionInfo]) -> Vec<String> {
    let of_sections = || sections.iter().flat_map(|section| names(section)).map(|name| name.variable);
    // The shorter list first.
    let known = || READ_ELSEWHERE.into_iter().chain(of_sections());
    let looks = |name: &str| name.starts_with("GATEWAY_") || sections.iter().any(|section| begins_as(section, name));
    let mut unknown: Vec<_> = set.filter(|name| looks(name) && !known().any(|known| known == *name)).collect();
    unknown.sort_unstable();
    unknown.iter().map(|name| warning("variable", name, known())).collect()
}

fn names(section: &SectionInfo) -> impl Iterator<Item = &'static Name> {
    section.settings.iter().flat_map(|setting| setting.names)
}

/// Whether a variable begins with the section's name, as do variables of that section.
fn begins_as(section: &SectionInfo, variable: &str) -> bool {
    let has_prefix = |variable: &str| {
        let (start, rest) = variable.split_at_checked(section.name.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(section.name) && rest.starts_with('_')
    };
    has_prefix(variable) && names(section).any(|name| has_prefix(name.variable))
}

/// A warning for every key of a file or of the parameter store that is none.
pub(super) fn keys(layers: &Layers, sections: &[&SectionInfo]) -> Vec<String> {
    if layers.file.is_empty() && layers.parameters.is_empty() {
        return Vec::new();
    }
    // Those that decide where the rest is read from are not read from there.
    let sections = sections.iter().filter(|section| section.name != BOOTSTRAP);
    let known: Vec<_> =
        sections.flat_map(|section| section.settings.iter().map(|setting| key(section, setting))).collect();
    let unknown = |what: &'static str, texts: &Texts| {
        let unknown = texts.keys().filter(|key| !known.contains(*key));
        unknown.map(|key| warning(what, key, known.iter().map(String::as_str))).collect::<Vec<_>>()
    };
    [unknown("key of the file", &layers.file), unknown("parameter", &layers.parameters)].concat()
}

fn warning<'k>(what: &str, name: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    match closest(name, known) {
        Some(near) => format!("the {what} `{name}` sets nothing, did you mean `{near}`?"),
        None => format!("the {what} `{name}` sets nothing"),
    }
}
