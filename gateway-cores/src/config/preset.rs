//! How much of everything: named sets of values.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::value::SettingValue;

/// How much memory and log an interface may use. What that is in numbers stands at each setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// As little as it works with.
    Minimum,
    /// The defaults.
    #[default]
    Standard,
    /// As much as is of use.
    Maximum,
}

/// A named choice of values for many settings at once.
///
/// It lies directly above the defaults: the file, the environment and everything else win over it. It is chosen by
/// `GATEWAY_PRESET`, or while the program runs by `apply_preset`.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Preset {
    /// What it is called.
    pub name: &'static str,
    /// What it is for.
    pub docs: &'static str,
    /// Which of their values the settings take that differ by tier.
    pub tier: Tier,
    /// Further settings, by key, as text.
    pub values: &'static [(&'static str, &'static str)],
}

/// All of them, the smallest first.
pub(super) static PRESETS: [Preset; 4] = [
    Preset {
        name: "minimum",
        docs: "least memory and least log, for a function of 128 MB that holds little",
        tier: Tier::Minimum,
        values: &[],
    },
    Preset { name: "standard", docs: "the defaults", tier: Tier::Standard, values: &[] },
    Preset {
        name: "maximum",
        docs: "a large cache and long memory for errors, for a function with memory to spare",
        tier: Tier::Maximum,
        values: &[],
    },
    Preset {
        name: "debug",
        docs: "every debug line is written, not only those before an error: for looking for a fault",
        tier: Tier::Standard,
        values: &[("logging.level", "DEBUG")],
    },
];

/// The one that holds unless another is chosen.
pub(super) static STANDARD: &Preset = &PRESETS[1];

impl Preset {
    /// The preset of a tier, with nothing besides.
    pub(super) fn of(tier: Tier) -> &'static Self {
        match tier {
            Tier::Minimum => &PRESETS[0],
            Tier::Standard => STANDARD,
            Tier::Maximum => &PRESETS[2],
        }
    }

    pub(super) fn find(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name.eq_ignore_ascii_case(name))
    }
}

impl SettingValue for &'static Preset {
    const EXPECTED: &'static str = "`minimum`, `standard`, `maximum` or `debug`";

    fn read(text: &str) -> Option<Self> {
        Preset::find(text)
    }

    fn show(&self) -> Value {
        self.name.into()
    }
}
