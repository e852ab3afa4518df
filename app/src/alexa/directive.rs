//! What the bridge reads of a directive: enough to pass it on, and to answer it if that fails.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A directive, borrowed from the event. What is missing, or of another type than Amazon says, is absent: whether it is
/// needed is for who needs it to say.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Directive<'a> {
    /// All of it.
    #[serde(skip)]
    pub(super) json: &'a str,
    #[serde(borrow, deserialize_with = "lenient")]
    pub(super) header: Header<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    pub(super) endpoint: Endpoint<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    payload: Payload<'a>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Header<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    pub(super) namespace: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    pub(super) name: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    pub(super) payload_version: Text<'a>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Endpoint<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    pub(super) endpoint_id: Option<Text<'a>>,
    #[serde(borrow, deserialize_with = "lenient")]
    scope: Scope<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Payload<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    scope: Scope<'a>,
    #[serde(borrow, deserialize_with = "lenient")]
    grantee: Scope<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Scope<'a> {
    #[serde(borrow, deserialize_with = "lenient")]
    token: Option<Text<'a>>,
}

/// A text, borrowed unless it was written with escapes.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

impl<'a> Directive<'a> {
    /// Reads what is there.
    pub(crate) fn read(json: &'a RawValue) -> Self {
        let read: Self = serde_json::from_str(json.get()).unwrap_or_default();
        Self { json: json.get(), ..read }
    }

    /// Whether it is a directive of the version that Home Assistant speaks.
    pub(super) fn is_complete(&self) -> bool {
        let Header { namespace, name, payload_version, .. } = &self.header;
        !namespace.0.is_empty() && !name.0.is_empty() && payload_version.0 == "3"
    }

    /// Whether it is `namespace.name`.
    pub(super) fn is(&self, namespace: &str, name: &str) -> bool {
        self.header.namespace.0 == namespace && self.header.name.0 == name
    }

    /// The customer's access token. It stands in the endpoint's scope; of a discovery in the payload's, and of a grant in
    /// that of the grantee.
    pub(crate) fn token(&self) -> Option<&str> {
        let scopes = [&self.endpoint.scope, &self.payload.scope, &self.payload.grantee];
        scopes.into_iter().find_map(|scope| scope.token.as_ref()).map(|token| &*token.0)
    }
}

/// What is of another type than expected counts as absent.
pub(super) fn lenient<'de: 'a, 'a, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default + 'a,
{
    let json = <&RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(json.get()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::value::to_raw_value;
    use serde_json::{Value, json};

    use super::Directive;

    fn token(directive: &Value) -> Option<String> {
        let json = to_raw_value(directive).unwrap();
        Directive::read(&json).token().map(str::to_owned)
    }

    #[test]
    fn the_token_is_found_wherever_alexa_puts_it() {
        for directive in [
            json!({"endpoint": {"scope": {"type": "BearerToken", "token": "t"}}, "payload": {}}),
            json!({"payload": {"scope": {"type": "BearerToken", "token": "t"}}}),
            json!({"payload": {"grant": {"code": "c"}, "grantee": {"type": "BearerToken", "token": "t"}}}),
            json!({"endpoint": {"scope": {"token": 5}}, "payload": {"scope": {"token": "t"}}}),
        ] {
            assert_eq!(token(&directive).as_deref(), Some("t"), "{directive}");
        }
        for directive in
            [json!({}), json!({"endpoint": 5, "payload": []}), json!({"endpoint": {"scope": null}}), json!([])]
        {
            assert_eq!(token(&directive), None, "{directive}");
        }
    }

    #[test]
    fn what_is_of_another_type_does_not_hide_the_rest() {
        let json = to_raw_value(&json!({
            "header": {"namespace": "Alexa", "name": 7, "payloadVersion": "3"},
            "endpoint": {"endpointId": "light#kitchen", "cookie": 5, "scope": "none"},
            "payload": "text"
        }))
        .unwrap();
        let directive = Directive::read(&json);
        assert!(!directive.is_complete());
        assert_eq!(directive.header.namespace.0, "Alexa");
        assert_eq!(directive.endpoint.endpoint_id.as_ref().unwrap().0, "light#kitchen");
    }
}
