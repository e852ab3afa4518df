//! What decides where everything else is read from.

use super::preset::{Preset, STANDARD};

/// The section that is read from the environment alone.
pub(super) const BOOTSTRAP: &str = "config";

crate::settings! {
    /// Where the configuration comes from.
    pub(super) struct ConfigSettings in "config" {
        /// The preset to start with.
        #[env("GATEWAY_PRESET")]
        pub(super) preset: &'static Preset = STANDARD,
        /// A JSON file with an object of settings for each section: `{"cache": {"bytes": 1048576}}`.
        #[env("GATEWAY_CONFIG_FILE")]
        pub(super) file: Option<String>,
        /// The path below which the parameter store is asked: under `/shop`, `/shop/cache/bytes` is `cache.bytes`.
        #[env("GATEWAY_PARAMETER_PATH")]
        pub(super) parameter_path: Option<String>,
    }
}
