//! What a monitor asks, over HTTP.

use gateway_cores::config::Config;
use gateway_http::StatusCode;
use gateway_lambda::http::HttpError;
use gateway_runtime::{Context, Secret, gateway_interface, gateway_op};
use schemars::JsonSchema;
use serde::Serialize;

use crate::home::Home;
use crate::home_assistant::{SelfTest, self_test};
use crate::settings::ApiSettings;

/// What a monitor wants to see.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Health {
    status: &'static str,
    version: &'static str,
}

/// What somebody wants to see who looks for a mistake.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diagnostics {
    version: &'static str,
    function: Option<String>,
    memory_mb: Option<u32>,
    cold_start: bool,
    home_assistant: SelfTest,
}

/// Says that the function runs, and which version of it. If `GATEWAY_API_TOKEN` is set, only who knows it is told.
///
/// # Errors
/// The header is not `Bearer` and the token.
#[gateway_op(interface = "health", http = "GET /health")]
pub fn check(
    #[inject] config: &Config,
    #[op(header = "authorization")] authorization: Option<&str>,
) -> Result<Health, HttpError> {
    if let Some(token) = api_token(config)? {
        admit(&token, authorization)?;
    }
    Ok(Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}

/// Tries the way to Home Assistant, for who knows `GATEWAY_API_TOKEN`.
///
/// # Errors
/// The token is not set, or the header is not `Bearer` and the token.
#[gateway_op(interface = "health", http = "GET /diagnostics")]
pub async fn diagnostics(
    #[inject] config: &Config,
    #[inject] home: &Home,
    #[inject] cx: &Context,
    #[op(header = "authorization")] authorization: Option<&str>,
) -> Result<Diagnostics, HttpError> {
    let unset = || HttpError::new(StatusCode::FORBIDDEN, "`GATEWAY_API_TOKEN` is not set: nobody is told");
    admit(&api_token(config)?.ok_or_else(unset)?, authorization)?;
    Ok(Diagnostics {
        version: env!("CARGO_PKG_VERSION"),
        function: cx.function_name().map(str::to_owned),
        memory_mb: cx.memory_limit_mb(),
        cold_start: cx.cold_start(),
        home_assistant: self_test(home).await,
    })
}

fn api_token(config: &Config) -> Result<Option<Secret>, HttpError> {
    let settings = config.section::<ApiSettings>();
    settings.map(|settings| settings.token).map_err(|error| {
        tracing::error!(%error, "the settings of the API cannot be used");
        HttpError::new(StatusCode::INTERNAL_SERVER_ERROR, "the function is not set up")
    })
}

/// Source of the scheme: [RFC 6750, section 2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1).
fn admit(token: &Secret, authorization: Option<&str>) -> Result<(), HttpError> {
    let brought = authorization
        .and_then(|header| header.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match brought {
        // Secrets are compared in a time that tells nothing of what they have in common.
        Some((_, brought)) if Secret::from(brought.trim()) == *token => Ok(()),
        _ => {
            Err(HttpError::new(StatusCode::UNAUTHORIZED, "the header `authorization` has to be `Bearer` and the token"))
        }
    }
}

gateway_interface! { pub health { check, diagnostics } }

#[cfg(test)]
mod tests {
    use gateway_cores::config::Config;

    use super::check;

    #[test]
    fn a_token_that_is_set_has_to_be_brought() {
        let open = Config::from_variables([]);
        assert_eq!(check(&open, None).unwrap().status, "ok");
        let closed = Config::from_variables([("GATEWAY_API_TOKEN", "hunter2")]);
        assert_eq!(check(&closed, Some("bearer hunter2")).unwrap().status, "ok");
        for wrong in [None, Some("hunter2"), Some("Bearer hunter"), Some("Basic hunter2"), Some("Bearer ")] {
            assert_eq!(check(&closed, wrong).unwrap_err().status(), 401, "{wrong:?}");
        }
    }
}
