//! A program's own settings: declared where nothing is in scope, read by a core, told by the interface.

#![cfg(feature = "config")]
#![expect(unreachable_pub, reason = "it is written as a library would be")]

gateway_runtime::gateway! { pub Gateway { gateway_cores::config, bridge } }

/// What `settings!` expands to names everything by its whole path.
mod declared {
    #![no_implicit_prelude]

    #[expect(dead_code, reason = "it is only in the way")]
    pub struct Option;

    ::gateway_cores::settings! {
        /// How the bridge reaches the house.
        pub struct BridgeSettings in "bridge" {
            /// Where the house is.
            #[env("BRIDGE_URL", "BASE_URL")]
            pub url: ::std::string::String,
            /// What opens the door.
            #[env("BRIDGE_TOKEN", "LONG_LIVED_ACCESS_TOKEN")]
            pub token: ::core::option::Option<::gateway_runtime::Secret>,
            /// Whether it talks much.
            #[env("BRIDGE_DEBUG", "DEBUG")]
            pub debug: bool = false,
        }
    }
}

mod bridge {
    use gateway_cores::config::{Config, ConfigError};
    use gateway_runtime::{GatewayError, Secret, gateway_core, gateway_interface, gateway_op};

    use super::declared::BridgeSettings;

    /// The way to the house.
    #[gateway_core(fallible)]
    pub struct Bridge(BridgeSettings);

    impl Bridge {
        fn build(config: &Config) -> Result<Self, ConfigError> {
            config.section().map(Self)
        }
    }

    /// Whether this token opens the door of the configured house.
    #[gateway_op(interface = "bridge")]
    #[expect(clippy::unnecessary_wraps, reason = "its core can fail")]
    pub fn opens(#[inject] bridge: &Bridge, token: Secret) -> Result<bool, GatewayError> {
        Ok(bridge.0.token == Some(token) && bridge.0.url.starts_with("https") && !bridge.0.debug)
    }

    gateway_interface! { pub bridge { opens } }
}

use gateway::*;
use gateway_cores::config::Config;
use gateway_runtime::with_cores;
use serde_json::{Value, json};

fn ask(interface: GatewayInterface, operation: &str, params: &Value) -> Result<Value, String> {
    let answer = try_execute_now(interface, operation, params.to_string().as_str());
    answer.map(|json| json.to_value()).map_err(|error| format!("{error} {error:?} {}", json!(error)))
}

#[test]
fn a_core_reads_its_section_and_the_interface_tells_it_without_the_secret() {
    let variables = [("BASE_URL", "https://home.example"), ("LONG_LIVED_ACCESS_TOKEN", "canary"), ("DEBUG", "False")];
    with_cores(Config::from_variables(variables), || {
        assert_eq!(ask(GatewayInterface::Bridge, "opens", &json!({"token": "canary"})), Ok(json!(true)));
        assert_eq!(bridge_opens("other".into()).ok(), Some(false));
        let state =
            ask(GatewayInterface::Config, "get_interface_configuration", &json!({"interface": "bridge"})).unwrap();
        let told: Vec<_> =
            state["settings"].as_array().unwrap().iter().map(|it| json!([it["value"], it["set_by"]])).collect();
        assert_eq!(
            json!(told),
            json!([["https://home.example", "BASE_URL"], ["***", "LONG_LIVED_ACCESS_TOKEN"], [false, "DEBUG"]])
        );
        assert_eq!(state["settings"][1]["docs"], "What opens the door.");
    });
}

#[test]
fn a_core_that_cannot_be_built_says_which_variables_are_wrong_and_not_what_stood_there() {
    with_cores(Config::from_variables([("LONG_LIVED_ACCESS_TOKEN", "canary"), ("DEBUG", "canary")]), || {
        let error = ask(GatewayInterface::Bridge, "opens", &json!({"token": "canary"})).unwrap_err();
        assert!(error.contains("`BRIDGE_URL`: expected text, found nothing; `DEBUG`: expected"), "{error}");
        assert!(!error.contains("canary"), "{error}");
    });
}

#[test]
fn a_secret_is_described_as_a_password() {
    let described = serde_json::to_value(describe()).unwrap();
    let bridge = described["interfaces"].as_array().unwrap().iter().find(|it| it["name"] == "bridge").unwrap();
    let schema = &bridge["operations"][0]["params"][0]["schema"];
    assert_eq!(
        (&schema["type"], &schema["format"], &schema["writeOnly"]),
        (&json!("string"), &json!("password"), &json!(true))
    );
}
