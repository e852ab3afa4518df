//! What the bridge reads of a directive: enough to pass it on, and to answer it if that fails.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::value::RawValue;

/// A directive, borrowed from the event. What is missing, or of another type than Amazon says, is absent: whether it is
/// needed is for who needs it to say.
#[derive(Default)]
pub(crate) struct Directive<'a> {
    /// All of it.
    pub(super) json: &'a str,
    pub(super) header: Header<'a>,
    pub(super) endpoint: Endpoint<'a>,
    payload: Payload<'a>,
}

#[derive(Default)]
pub(super) struct Header<'a> {
    pub(super) namespace: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    pub(super) payload_version: Cow<'a, str>,
}

#[derive(Default)]
pub(super) struct Endpoint<'a> {
    pub(super) endpoint_id: Option<Cow<'a, str>>,
    scope: Scope<'a>,
}

#[derive(Default)]
struct Payload<'a> {
    scope: Scope<'a>,
    grantee: Scope<'a>,
}

#[derive(Default)]
struct Scope<'a> {
    token: Option<Cow<'a, str>>,
}

impl<'a> Directive<'a> {
    /// Reads what is there.
    pub(crate) fn read(json: &'a RawValue) -> Self {
        let mut read = Self { json: json.get(), ..Self::default() };
        // It is JSON already. What could not be read of it for all that is absent too.
        let _ = Of(&mut read).deserialize(&mut serde_json::Deserializer::from_str(json.get()));
        read
    }

    /// Whether it is a directive of the version that Home Assistant speaks.
    pub(super) fn is_complete(&self) -> bool {
        let Header { namespace, name, payload_version } = &self.header;
        !namespace.is_empty() && !name.is_empty() && payload_version == "3"
    }

    /// Whether it is `namespace.name`.
    pub(super) fn is(&self, namespace: &str, name: &str) -> bool {
        self.header.namespace == namespace && self.header.name == name
    }

    /// The customer's access token. It stands in the endpoint's scope; of a discovery in the payload's, and of a grant in
    /// that of the grantee.
    pub(crate) fn token(&self) -> Option<&str> {
        let scopes = [&self.endpoint.scope, &self.payload.scope, &self.payload.grantee];
        scopes.into_iter().find_map(|scope| scope.token.as_deref())
    }
}

/// An object of which some members are read, in one pass and each where it stands.
trait Members<'de> {
    /// Takes the value of the member that comes next, whatever its type.
    fn take<A: MapAccess<'de>>(&mut self, name: &str, values: &mut A) -> Result<(), A::Error>;
}

impl<'de> Members<'de> for Directive<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, values: &mut A) -> Result<(), A::Error> {
        match name {
            "header" => values.next_value_seed(Of(&mut self.header)),
            "endpoint" => values.next_value_seed(Of(&mut self.endpoint)),
            "payload" => values.next_value_seed(Of(&mut self.payload)),
            _ => skip(values),
        }
    }
}

impl<'de> Members<'de> for Header<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, values: &mut A) -> Result<(), A::Error> {
        let place = match name {
            "namespace" => &mut self.namespace,
            "name" => &mut self.name,
            "payloadVersion" => &mut self.payload_version,
            _ => return skip(values),
        };
        *place = values.next_value::<Text<'_>>()?.0.unwrap_or_default();
        Ok(())
    }
}

impl<'de> Members<'de> for Endpoint<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, values: &mut A) -> Result<(), A::Error> {
        match name {
            "endpointId" => self.endpoint_id = values.next_value::<Text<'_>>()?.0,
            "scope" => values.next_value_seed(Of(&mut self.scope))?,
            _ => skip(values)?,
        }
        Ok(())
    }
}

impl<'de> Members<'de> for Payload<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, values: &mut A) -> Result<(), A::Error> {
        match name {
            "scope" => values.next_value_seed(Of(&mut self.scope)),
            "grantee" => values.next_value_seed(Of(&mut self.grantee)),
            _ => skip(values),
        }
    }
}

impl<'de> Members<'de> for Scope<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, values: &mut A) -> Result<(), A::Error> {
        match name {
            "token" => self.token = values.next_value::<Text<'_>>()?.0,
            _ => skip(values)?,
        }
        Ok(())
    }
}

fn skip<'de, A: MapAccess<'de>>(values: &mut A) -> Result<(), A::Error> {
    values.next_value::<IgnoredAny>().map(drop)
}

/// What is of another type than expected counts as absent.
macro_rules! absent {
    ($value:expr) => {
        fn visit_bool<E: de::Error>(self, _: bool) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_i64<E: de::Error>(self, _: i64) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_u64<E: de::Error>(self, _: u64) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            Ok($value)
        }
    };
}

/// Reads into an object.
struct Of<'m, T>(&'m mut T);

impl<'de, T: Members<'de>> DeserializeSeed<'de> for Of<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Members<'de>> Visitor<'de> for Of<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(Text(name)) = members.next_key()? {
            self.0.take(&name.unwrap_or_default(), &mut members)?;
        }
        Ok(())
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    absent!(());
}

/// A text, borrowed unless it was written with escapes; none of anything else.
struct Text<'a>(Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfText;

        impl<'de> Visitor<'de> for OfText {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Some(Cow::Borrowed(text))))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Some(Cow::Owned(text.to_owned()))))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Text<'de>, A::Error> {
                while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Text(None))
            }

            absent!(Text(None));
        }

        deserializer.deserialize_any(OfText)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::{RawValue, to_raw_value};
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
            json!({"payload": {"scope": [{"token": "no"}], "grantee": {"other": [[{"token": "no"}]], "token": "t"}}}),
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
        assert_eq!(directive.header.namespace, "Alexa");
        assert_eq!(directive.endpoint.endpoint_id.as_deref(), Some("light#kitchen"));
    }

    #[test]
    fn anything_may_stand_anywhere() {
        let others = ["null", "true", "-1", "2", "0.5", "\"text\"", "[1, [2], {\"token\": 3}]", "{\"token\": {}}"];
        for other in others {
            for member in ["header", "endpoint", "payload"] {
                let json =
                    format!(r#"{{"a": {other}, "{member}": {other}, "endpoint": {{"scope": {{"token": "t"}}}}}}"#);
                let json = RawValue::from_string(json).unwrap();
                assert_eq!(Directive::read(&json).token(), Some("t"), "{member}: {other}");
            }
            for place in ["namespace", "name", "payloadVersion"] {
                let json = format!(r#"{{"header": {{"messageId": {other}, "{place}": {other}}}, "payload": {other}}}"#);
                let json = RawValue::from_string(json).unwrap();
                assert!(!Directive::read(&json).is_complete(), "{place}: {other}");
            }
        }
    }

    #[test]
    fn escapes_are_undone() {
        let json = r#"{"h\u0065ader": {"name\u0073pace": "Al\u0065xa", "name": "a\"b"}, "payload": {"scope": {"token": "\u0074"}}}"#;
        let json = RawValue::from_string(json.to_owned()).unwrap();
        let directive = Directive::read(&json);
        assert!(directive.is("Alexa", "a\"b"));
        assert_eq!(directive.token(), Some("t"));
    }
}
