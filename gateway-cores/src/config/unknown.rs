//! Names that set nothing: a slip of the pen that would else go unseen.

use std::collections::BTreeSet;

use gateway_runtime::closest;

use super::layers::{Layers, Texts, key};
use super::section::SectionInfo;
use super::settings::BOOTSTRAP;

/// Variables with our prefix that are read where there is no `Config`: by the host.
const READ_BY_THE_HOST: [&str; 3] = ["GATEWAY_DEV", "GATEWAY_LOCAL_CONSOLE", "GATEWAY_LOCAL_PORT"];

/// A warning for every variable that looks like a setting and is none.
///
/// A variable looks like one if it begins as ours do (`GATEWAY_`), or as those of a section do (`HOUSE_` for `house`, if
/// a setting of it is called like that).
pub(super) fn variables(set: Vec<String>, sections: &[&SectionInfo]) -> Vec<String> {
    let names = || sections.iter().flat_map(|section| section.settings).flat_map(|setting| setting.names);
    let known: BTreeSet<_> = names().map(|name| name.variable).chain(READ_BY_THE_HOST).collect();
    let mut prefixes = vec!["GATEWAY_".to_owned()];
    prefixes.extend(sections.iter().filter_map(|section| {
        let prefix = format!("{}_", section.name.to_ascii_uppercase());
        let mut variables = section.settings.iter().flat_map(|setting| setting.names);
        variables.any(|name| name.variable.starts_with(&prefix)).then_some(prefix)
    }));
    let looks = |name: &String| prefixes.iter().any(|prefix| name.starts_with(prefix));
    let mut unknown: Vec<_> = set.into_iter().filter(|name| looks(name) && !known.contains(name.as_str())).collect();
    unknown.sort_unstable();
    unknown.iter().map(|name| warning("variable", name, known.iter().copied())).collect()
}

/// A warning for every key of a file or of the parameter store that is none.
pub(super) fn keys(layers: &Layers, sections: &[&SectionInfo]) -> Vec<String> {
    // Those that decide where the rest is read from are not read from there.
    let sections = sections.iter().filter(|section| section.name != BOOTSTRAP);
    let known: BTreeSet<_> =
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
