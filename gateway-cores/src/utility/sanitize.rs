//! Taking secrets out of data that leaves the function.

use gateway_runtime::gateway_op;
use serde_json::Value;

use crate::redact::{REDACTED, is_secret_key};

/// Masks every value whose key names a secret, at any depth, also inside strings that hold JSON themselves (as the
/// `body` of an HTTP answer does). `null` stays `null`; everything else stays as it is.
///
/// What counts is the key (`password`, `apiKey`, `Authorization`, .. in any spelling). A secret under a harmless key
/// is not found.
///
/// ```
/// use gateway_cores::utility::sanitize_response_data;
/// use serde_json::json;
///
/// let data = json!({"user": {"name": "ada", "api-key": "k"}, "body": "{\"token\":\"t\"}"});
/// assert_eq!(
///     sanitize_response_data(data),
///     json!({"user": {"name": "ada", "api-key": "***"}, "body": "{\"token\":\"***\"}"})
/// );
/// ```
#[gateway_op(interface = "utility")]
pub fn sanitize_response_data(mut data: Value) -> Value {
    mask(&mut data);
    data
}

/// Whether anything was masked.
fn mask(value: &mut Value) -> bool {
    match value {
        Value::Object(members) => members.iter_mut().fold(false, |masked, (key, value)| {
            if is_secret_key(key) && !value.is_null() {
                *value = REDACTED.into();
                true
            } else {
                mask(value) | masked
            }
        }),
        Value::Array(items) => items.iter_mut().fold(false, |masked, item| mask(item) | masked),
        Value::String(text) => mask_text(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A text without secrets keeps its own spelling, to the last blank.
fn mask_text(text: &mut String) -> bool {
    if !text.trim_start().starts_with(['{', '[', '"']) {
        return false;
    }
    let Ok(mut inner) = serde_json::from_str::<Value>(text) else {
        return false;
    };
    let masked = mask(&mut inner);
    if masked {
        *text = inner.to_string();
    }
    masked
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::sanitize_response_data;

    const SECRET: &str = "hunter2";

    /// One layer around a tree.
    #[derive(Clone, Debug)]
    enum Layer {
        Member(String),
        Element,
        Text,
    }

    fn layers() -> impl Strategy<Value = Vec<Layer>> {
        let layer = prop_oneof![
            3 => "[a-e]{1,4}".prop_map(Layer::Member),
            3 => Just(Layer::Element),
            1 => Just(Layer::Text),
        ];
        prop::collection::vec(layer, 0..8)
    }

    fn wrap(core: Value, layers: &[Layer]) -> Value {
        layers.iter().fold(core, |inner, layer| match layer {
            Layer::Member(key) => json!({key.as_str(): inner, "z": 0}),
            Layer::Element => json!([0, inner]),
            Layer::Text => inner.to_string().into(),
        })
    }

    #[test]
    fn a_secret_goes_whatever_its_kind_and_null_stays() {
        let data = json!({"tokens": [1], "secret": {"a": 1}, "pin": 1234, "password": null, "nextToken": "p2"});
        assert_eq!(
            sanitize_response_data(data),
            json!({"tokens": "***", "secret": "***", "pin": "***", "password": null, "nextToken": "p2"})
        );
    }

    #[test]
    fn text_without_secrets_keeps_its_spelling() {
        let data = json!(["{ \"a\" : 1.0 }", "[not json", "{\"password\": null}", "password"]);
        assert_eq!(sanitize_response_data(data.clone()), data);
    }

    proptest! {
        #[test]
        fn no_depth_hides_a_secret(
            layers in layers(),
            key in prop::sample::select(vec!["password", "apiKey", "Set-Cookie", "AWS_SECRET_ACCESS_KEY"]),
        ) {
            let clean = sanitize_response_data(wrap(json!({key: SECRET}), &layers));
            prop_assert_eq!(&clean, &wrap(json!({key: "***"}), &layers));
            prop_assert_eq!(sanitize_response_data(clean.clone()), clean);
        }

        #[test]
        fn data_without_secrets_is_untouched(layers in layers(), text: String) {
            let data = wrap(json!({"name": text}), &layers);
            prop_assert_eq!(sanitize_response_data(data.clone()), data);
        }
    }
}
