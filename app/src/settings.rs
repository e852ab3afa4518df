//! What the bridge can be told. Names that other bridges use for the same are understood too, so that moving over is a
//! change of the zip file.

use std::collections::BTreeMap;
use std::time::Duration;

use gateway_cores::config::SettingValue;
use gateway_cores::settings;
use gateway_runtime::Secret;
use serde_json::Value;

settings! {
    /// The way to Home Assistant.
    pub struct HomeSettings in "home_assistant" {
        /// Where it is, such as `https://home.example:8123`.
        #[env("HOME_ASSISTANT_URL", "BASE_URL", "HA_BASE_URL")]
        pub url: Option<String>,
        /// A long-lived access token, for what no directive brings a token for.
        #[env("HOME_ASSISTANT_TOKEN", "HA_TOKEN")]
        pub token: Option<Secret>,
        /// The same, by the name that it has in the function of Home Assistant's documentation. As there, it is sent with
        /// directives that bring no token if `DEBUG` is on, unless `HOME_ASSISTANT_TOKEN_MODE` says otherwise.
        #[env("LONG_LIVED_ACCESS_TOKEN")]
        pub long_lived_access_token: Option<Secret>,
        /// Whose token a directive is sent with: `directive`, its own, is the default; `configured` is always the
        /// bridge's; `fallback` is the bridge's where the directive brings none.
        #[env("HOME_ASSISTANT_TOKEN_MODE")]
        pub token_mode: Option<TokenMode>,
        /// Whether certificates are checked. `extra_roots` is almost always what is meant instead.
        #[env("HOME_ASSISTANT_VERIFY_SSL", "HA_VERIFY_SSL", "VERIFY_SSL", not "NOT_VERIFY_SSL")]
        pub verify_ssl: bool = true,
        /// Certificates to trust beside the public ones, as PEM or the path of a PEM file.
        #[env("HOME_ASSISTANT_EXTRA_ROOTS")]
        pub extra_roots: Option<String>,
        /// A certificate to show, with its key, as PEM or the path of a PEM file.
        #[env("HOME_ASSISTANT_CLIENT_CERTIFICATE")]
        pub client_certificate: Option<Secret>,
        /// The service token of Cloudflare Access: its id.
        #[env("CF_ACCESS_CLIENT_ID", "CF_CLIENT_ID")]
        pub cf_access_client_id: Option<Secret>,
        /// The service token of Cloudflare Access: its secret.
        #[env("CF_ACCESS_CLIENT_SECRET", "CF_CLIENT_SECRET")]
        pub cf_access_client_secret: Option<Secret>,
        /// More headers of every request, as a JSON object of texts.
        #[env("HOME_ASSISTANT_HEADERS")]
        pub headers: BTreeMap<String, Secret>,
        /// How long an answer may take. Alexa waits 8 s, and the way back is not free.
        #[env("HOME_ASSISTANT_TIMEOUT")]
        pub timeout: Duration = Duration::from_secs(7),
    }
}

settings! {
    /// What Alexa is told.
    pub struct AlexaSettings in "alexa" {
        /// The id of the custom skill that may talk to the house; any, if it is not set.
        #[env("ALEXA_SKILL_ID")]
        pub skill_id: Option<String>,
        /// Whether endpoints that spoil a discovery are left out of it. They are told in the log either way.
        #[env("ALEXA_DROP_BROKEN_ENDPOINTS")]
        pub drop_broken_endpoints: bool = false,
    }
}

settings! {
    /// Who else may ask.
    pub struct ApiSettings in "api" {
        /// The bearer token that `GET /health` and `GET /diagnostics` want to see. Without one, `/health` answers anybody,
        /// with nothing but the version, and `/diagnostics` nobody.
        #[env("GATEWAY_API_TOKEN")]
        pub token: Option<Secret>,
    }
}

settings! {
    /// What was switched on to look for a mistake.
    pub struct DebugSettings in "debug" {
        /// Whether debug lines are written. They hold no token either.
        #[env("DEBUG")]
        pub on: bool = false,
        /// `passthrough` leaves everything out but the way of a directive. It is read before anything else.
        #[env("GATEWAY_MODE")]
        pub mode: Option<String>,
    }
}

/// Whose token a directive is sent to Home Assistant with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenMode {
    /// The one that Alexa sends with the directive: that of the person who linked the account.
    Directive,
    /// The configured one, always.
    Configured,
    /// The directive's, or else the configured one.
    Fallback,
}

impl SettingValue for TokenMode {
    const EXPECTED: &'static str = "`directive`, `configured` or `fallback`";

    fn read(text: &str) -> Option<Self> {
        [Self::Directive, Self::Configured, Self::Fallback]
            .into_iter()
            .find(|mode| mode.as_str().eq_ignore_ascii_case(text))
    }

    fn show(&self) -> Value {
        self.as_str().into()
    }
}

impl TokenMode {
    fn as_str(self) -> &'static str {
        match self {
            Self::Directive => "directive",
            Self::Configured => "configured",
            Self::Fallback => "fallback",
        }
    }
}

#[cfg(all(test, feature = "local"))]
mod tests {
    use gateway_cores::config::{Config, validate};
    use gateway_http::http_client::VARIABLES;

    #[test]
    fn a_variable_that_something_reads_is_not_unknown() {
        let set =
            VARIABLES.iter().copied().chain(["GATEWAY_MODE", "GATEWAY_API_TOKEN", "HOME_ASSISTANT_URL", "BASE_URL"]);
        let config = Config::from_variables(set.map(|name| (name, "1")));
        assert_eq!(validate(&config).warnings, <[String; 0]>::default());
        let config = Config::from_variables([("GATEWAY_HTTP_TIMEOUTMS", "1")]);
        let warning = "the variable `GATEWAY_HTTP_TIMEOUTMS` sets nothing, did you mean `GATEWAY_HTTP_TIMEOUT_MS`?";
        assert_eq!(validate(&config).warnings, [warning]);
    }

    /// What the guard reads is listed where the configuration cannot ask it.
    #[test]
    fn what_the_template_sets_and_the_guard_reads_is_not_unknown() {
        for file in ["deploy/template.yaml", "gateway-free-tier/src/guard/settings.rs"] {
            let text = std::fs::read_to_string(format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
            let words = text.split(|letter: char| !(letter.is_ascii_uppercase() || letter == '_'));
            let names: Vec<_> = words.filter(|word| word.starts_with("GATEWAY_")).collect();
            assert!(names.contains(&"GATEWAY_FREE_TIER_FUNCTIONS"), "{file}: {names:?}");
            let config = Config::from_variables(names.into_iter().map(|name| (name, "1")));
            assert_eq!(validate(&config).warnings, <[String; 0]>::default(), "{file}");
        }
    }
}
