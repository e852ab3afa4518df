//! Reads the settings of one section.

use gateway_runtime::Secret;
use serde_json::Value;

use super::error::BadSetting;
use super::layers::{Layers, Source, Variables, View, key};
use super::section::{Section, SectionInfo, SettingInfo};
use super::value::SettingValue;

/// Reads the settings of one section, and takes down where each value came from: what
/// [`Section::read`] is given.
pub struct Reader<'a> {
    view: View<'a>,
    section: SectionInfo,
    bad: Vec<BadSetting>,
    /// What is told about each setting, if anybody wants to know.
    readings: Option<Vec<Reading>>,
}

/// What became of one setting.
pub(super) struct Reading {
    pub(super) section: &'static str,
    pub(super) key: String,
    pub(super) info: &'static SettingInfo,
    /// As it is shown.
    pub(super) value: Value,
    pub(super) secret: bool,
    pub(super) source: Source,
    /// What it is called at its source.
    pub(super) name: Option<String>,
    pub(super) text: Option<Secret>,
    pub(super) bad: Option<BadSetting>,
}

impl Reading {
    /// Whether the value is the same, also where it is not shown.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        self.value == other.value && (!self.secret || self.text == other.text)
    }

    /// Bytes that the setting lets memory come to.
    pub(super) fn memory(&self) -> u64 {
        self.value.as_u64().unwrap_or_default().saturating_mul(self.info.memory)
    }
}

impl<'a> Reader<'a> {
    fn new(view: View<'a>, section: SectionInfo, readings: Option<Vec<Reading>>) -> Self {
        Self { view, section, bad: Vec::new(), readings }
    }

    /// Reads one setting of the section. `by_tier` is what holds if no source says anything: for the tiers minimum,
    /// standard (the default) and maximum; a tier without a value of its own takes the default.
    ///
    /// What cannot be read is taken down, and counts as not set.
    ///
    /// # Panics
    /// If the section has no such setting.
    pub fn setting<T: SettingValue>(&mut self, field: &str, by_tier: [Option<fn() -> T>; 3]) -> Option<T> {
        let info = self.section.settings.iter().find(|setting| setting.key == field);
        let info = info.expect("a section reads what it declares");
        let found = self.view.find(&self.section, info, T::TAKES_EMPTY);
        let read = found.as_ref().and_then(|found| T::read(found.text.expose()));
        let tier = self.view.layers.preset.tier as usize;
        let is_read = read.is_some();
        let (value, source) = match (read, &found) {
            (Some(value), Some(found)) => (Some(value), found.source),
            _ if by_tier[tier].is_some() && tier != 1 => (by_tier[tier].map(|value| value()), Source::Preset),
            _ => (by_tier[1].map_or_else(T::absent, |value| Some(value())), Source::Default),
        };
        let bad = match &found {
            Some(found) if !is_read => {
                let kind = if found.text.expose().is_empty() { "empty text" } else { "other text" };
                Some(BadSetting::new(&found.name, T::EXPECTED, kind))
            }
            None if value.is_none() => {
                let name = info.names.first().map_or(info.key, |name| name.variable);
                Some(BadSetting::new(name, T::EXPECTED, "nothing"))
            }
            _ => None,
        };
        let Some(readings) = &mut self.readings else {
            self.bad.extend(bad);
            return value;
        };
        readings.push(Reading {
            section: self.section.name,
            key: key(&self.section, info),
            info,
            value: value.as_ref().map_or(Value::Null, T::show),
            secret: T::SECRET,
            source,
            name: found.as_ref().filter(|_| bad.is_none()).map(|found| found.name.clone()),
            text: found.map(|found| found.text),
            bad,
        });
        value
    }
}

/// Reads a section, with what cannot be read.
pub(super) fn read<S: Section>(view: View<'_>) -> (Option<S>, Vec<BadSetting>) {
    let mut reader = Reader::new(view, S::INFO, None);
    let section = S::read(&mut reader);
    (section, reader.bad)
}

/// Reads a section for what is told about it.
pub(super) fn probe(view: View<'_>, section: SectionInfo) -> Vec<Reading> {
    let mut reader = Reader::new(view, section, Some(Vec::new()));
    (section.probe)(&mut reader);
    reader.readings.unwrap_or_default()
}

/// Reads a section from variables alone, each bad one replaced by its default.
pub(crate) fn from_variables<S: Section>(variables: &dyn Variables) -> (S, Vec<BadSetting>) {
    let (section, bad) = read(View { layers: &Layers::default(), environment: variables });
    (section.expect("every setting has a default"), bad)
}
