//! The configuration file.

use serde_json::{Map, Value};

use super::error::BadSetting;
use super::layers::Texts;
use super::value::text_of;

/// JSON, since its parser is in the program anyway.
const EXPECTED: &str = "a JSON file with an object of settings for each section";

/// Reads the file that the variable `name` names.
pub(super) fn read(name: &str, path: &str) -> Result<Texts, BadSetting> {
    let bad = |found: String| BadSetting::new(name, EXPECTED, found);
    let bytes = std::fs::read(path).map_err(|error| bad(format!("none: {}", error.kind())))?;
    let sections: Map<String, Value> = serde_json::from_slice(&bytes)
        .map_err(|error| bad(format!("other content at line {} column {}", error.line(), error.column())))?;
    let mut texts = Texts::new();
    for (section, settings) in sections {
        let Value::Object(settings) = settings else {
            return Err(bad(format!("`{section}` that is no object")));
        };
        texts.extend(settings.iter().filter_map(|(key, value)| Some((format!("{section}.{key}"), text_of(value)?))));
    }
    Ok(texts)
}
