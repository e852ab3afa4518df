//! Which names mark a secret, and the one walk that masks them: for everything in this crate that hides values by key.

#[cfg(feature = "security")]
mod text;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value};

/// What stands in place of a secret.
pub(crate) const REDACTED: &str = "***";

/// A key that contains one of these, once case and punctuation are gone, holds a secret.
const FRAGMENTS: &[&str] = &[
    "accesskey",
    "apikey",
    "authorization",
    "bearer",
    "cardnumber",
    "connectionstring",
    "cookie",
    "credential",
    "creditcard",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "secret",
    "sessionid",
    "sessionkey",
    "signature",
    "signingkey",
    "token",
];

/// The letters that fragments begin with, a bit for each from `a` on: most places of a name are none to look at.
const BEGIN: u32 = {
    let (mut bits, mut at) = (0, 0);
    while at < FRAGMENTS.len() {
        bits |= 1 << (FRAGMENTS[at].as_bytes()[0] - b'a');
        at += 1;
    }
    bits
};

/// The letters of each fragment.
const OF_FRAGMENTS: [u32; FRAGMENTS.len()] = letters_of_each(FRAGMENTS);

/// Words too short to be looked for inside others: `pin` is a secret, `spinning` is not.
const WHOLE: &[&str] = &["auth", "cvc", "cvv", "jwt", "otp", "pass", "pin", "sas", "ssn"];

/// The letters of each such word.
const OF_WHOLE: [u32; WHOLE.len()] = letters_of_each(WHOLE);

/// Tokens that a caller needs back and that open nothing: page markers, Alexa's echo of a directive,
/// the word `Bearer` itself, and counts.
const HARMLESS: &[&str] = &[
    "completiontokens",
    "continuationtoken",
    "correlationtoken",
    "inputtokens",
    "maxtokens",
    "nextpagetoken",
    "nexttoken",
    "outputtokens",
    "pagetoken",
    "paginationtoken",
    "prompttokens",
    "tokencount",
    "tokentype",
    "totaltokens",
];

/// Which letters a name has, a bit for each from `a` on, whatever their case.
const fn letters(name: &[u8]) -> u32 {
    let (mut bits, mut at) = (0, 0);
    while at < name.len() {
        // No other byte falls between the letters by this bit.
        let letter = (name[at] | 0x20).wrapping_sub(b'a');
        if letter < 26 {
            bits |= 1 << letter;
        }
        at += 1;
    }
    bits
}

const fn letters_of_each<const N: usize>(names: &[&str]) -> [u32; N] {
    let (mut each, mut at) = ([0; N], 0);
    while at < N {
        each[at] = letters(names[at].as_bytes());
        at += 1;
    }
    each
}

/// Whether a value under this key is a secret, by the key's name alone.
///
/// Case and punctuation do not count: `apiKey`, `API_KEY` and `x-api-key` are one name.
pub(crate) fn is_secret_key(key: &str) -> bool {
    // A name in which letters are missing holds no fragment. Most names end here, and are not spelled out.
    let letters = letters(key.as_bytes());
    let may_hold = OF_FRAGMENTS.iter().any(|needed| needed & !letters == 0);
    (may_hold || OF_WHOLE.contains(&letters)) && is_spelled_secret(key)
}

fn is_spelled_secret(key: &str) -> bool {
    let mut stack = [0; 64];
    let mut heap = Vec::new();
    // A sink calls this for each field of each record, so names of ordinary length cost no allocation.
    let buffer = if key.len() <= stack.len() {
        &mut stack[..]
    } else {
        heap.resize(key.len(), 0);
        &mut heap[..]
    };
    let mut length = 0;
    for byte in key.bytes().filter(u8::is_ascii_alphanumeric) {
        buffer[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    let name = &buffer[..length];
    let is_one_of = |names: &[&str]| names.iter().any(|one| one.as_bytes() == name);
    is_one_of(WHOLE) || (has_fragment(name) && !is_one_of(HARMLESS))
}

fn has_fragment(name: &[u8]) -> bool {
    name.iter().enumerate().any(|(at, first)| {
        let letter = first.wrapping_sub(b'a');
        let may_begin = letter < 26 && BEGIN >> letter & 1 == 1;
        let stands_here =
            |fragment: &str| fragment.as_bytes()[0] == *first && name[at..].starts_with(fragment.as_bytes());
        may_begin && FRAGMENTS.iter().any(|fragment| stands_here(fragment))
    })
}

/// A value that serialises without its secrets, at any depth, also inside strings that hold JSON themselves.
pub(crate) struct Redacted<'a>(pub(crate) &'a Value);

impl Serialize for Redacted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(members) => RedactedMembers(members).serialize(serializer),
            Value::Array(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(&Redacted(item))?;
                }
                seq.end()
            }
            Value::String(text) => match masked_text(text) {
                Some(masked) => serializer.serialize_str(&masked),
                None => serializer.serialize_str(text),
            },
            plain => plain.serialize(serializer),
        }
    }
}

/// The value with its secrets masked.
#[cfg(any(feature = "security", feature = "utility"))]
pub(crate) fn masked(value: &Value) -> Value {
    serde_json::to_value(Redacted(value)).expect("a JSON value is JSON without its secrets too")
}

/// The members of an object, without their secrets.
pub(crate) struct RedactedMembers<'a>(pub(crate) &'a Map<String, Value>);

impl Serialize for RedactedMembers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            redacted_entry(&mut map, key, value)?;
        }
        map.end()
    }
}

/// Writes one member of an object, masked if its key names a secret.
fn redacted_entry<M: SerializeMap>(map: &mut M, key: &str, value: &Value) -> Result<(), M::Error> {
    if is_secret_key(key) && !value.is_null() {
        map.serialize_entry(key, REDACTED)
    } else {
        map.serialize_entry(key, &Redacted(value))
    }
}

/// The JSON in a text without its secrets. A text without any keeps its own spelling, to the last blank.
pub(crate) fn masked_text(text: &str) -> Option<String> {
    if !text.trim_start().starts_with(['{', '[', '"']) {
        return None;
    }
    let inner: Value = serde_json::from_str(text).ok()?;
    let (whole, masked) = (inner.to_string(), serde_json::to_string(&Redacted(&inner)).ok()?);
    (masked != whole).then_some(masked)
}

/// A text that may stand in one line of a log.
#[cfg(feature = "security")]
pub(crate) fn for_log(text: &str) -> String {
    match masked_text(text) {
        Some(clean) => text::masked(&clean),
        None => text::masked(text),
    }
}

/// The value without the members that hold secrets, at any depth, also inside strings that hold JSON themselves.
#[cfg(feature = "security")]
pub(crate) fn without_secrets(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let harmless = members.into_iter().filter(|(key, _)| !is_secret_key(key));
            harmless.map(|(key, value)| (key, without_secrets(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_secrets).collect(),
        Value::String(text) => match masked_text(&text) {
            // It holds JSON with a secret in it.
            Some(_) => serde_json::from_str(&text).map_or(text, |inner| without_secrets(inner).to_string()).into(),
            None => text.into(),
        },
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn spelling_does_not_hide_a_secret() {
        for key in [
            "password",
            "Password",
            "user_password",
            "passwd",
            "apiKey",
            "API_KEY",
            "x-api-key",
            "Authorization",
            "Set-Cookie",
            "refreshToken",
            "aws_secret_access_key",
            "AWS_SESSION_TOKEN",
            "X-Amz-Signature",
            "pin",
            "PIN",
            "auth",
            "p.a.s.s.w.o.r.d",
        ] {
            assert!(is_secret_key(key), "{key}");
        }
    }

    #[test]
    fn ordinary_names_stay_readable() {
        for key in [
            "",
            "id",
            "author",
            "spinning",
            "passenger",
            "keyboard",
            "nextToken",
            "correlationToken",
            "token_type",
            "max_tokens",
        ] {
            assert!(!is_secret_key(key), "{key}");
        }
    }

    /// The rule, with nothing left out.
    fn is_by_the_rule(key: &str) -> bool {
        let kept = key.chars().filter(char::is_ascii_alphanumeric);
        let name: String = kept.map(|letter| letter.to_ascii_lowercase()).collect();
        let holds = FRAGMENTS.iter().any(|fragment| name.contains(fragment));
        WHOLE.contains(&name.as_str()) || (holds && !HARMLESS.contains(&name.as_str()))
    }

    #[test]
    fn every_word_of_the_lists_counts_in_any_case() {
        for word in FRAGMENTS.iter().chain(WHOLE) {
            for key in [(*word).to_owned(), word.to_uppercase(), format!("-{word}_")] {
                assert!(is_secret_key(&key), "{key}");
            }
        }
        for fragment in FRAGMENTS {
            assert!(is_secret_key(&format!("1{fragment}ä9")), "{fragment}");
        }
    }

    #[test]
    fn a_long_name_is_read_to_its_end() {
        assert!(is_secret_key(&format!("{}-password", "x".repeat(500))));
    }

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

    fn redacted(value: &Value) -> Value {
        serde_json::to_value(Redacted(value)).unwrap()
    }

    #[test]
    fn a_secret_goes_whatever_its_kind_and_null_stays() {
        let data = json!({"tokens": [1], "secret": {"a": 1}, "pin": 1234, "password": null, "nextToken": "p2"});
        assert_eq!(
            redacted(&data),
            json!({"tokens": "***", "secret": "***", "pin": "***", "password": null, "nextToken": "p2"})
        );
    }

    #[test]
    fn text_without_secrets_keeps_its_spelling() {
        let data = json!(["{ \"a\" : 1.0 }", "[not json", "{\"password\": null}", "password"]);
        assert_eq!(redacted(&data), data);
    }

    /// Names made of the words, of parts of them, and of what stands between words.
    fn names() -> impl Strategy<Value = String> {
        let words: Vec<&str> = FRAGMENTS.iter().chain(WHOLE).chain(HARMLESS).copied().collect();
        let part = (prop::sample::select(words), 0..18_usize, any::<bool>()).prop_map(|(word, end, is_upper)| {
            let part = &word[..end.min(word.len())];
            if is_upper { part.to_uppercase() } else { part.to_owned() }
        });
        let between = prop::sample::select(vec!["", "_", "-", ".", "1", "[", "`", "@", "{", "ſ", "é", "x"]);
        prop::collection::vec((part, between), 0..4)
            .prop_map(|parts| parts.into_iter().map(|(part, between)| part + between).collect())
    }

    proptest! {
        #[test]
        fn the_short_way_says_what_the_rule_says(key in prop_oneof![names(), any::<String>()]) {
            prop_assert_eq!(is_secret_key(&key), is_by_the_rule(&key));
        }

        #[test]
        fn no_depth_hides_a_secret(
            layers in layers(),
            key in prop::sample::select(vec!["password", "apiKey", "Set-Cookie", "AWS_SECRET_ACCESS_KEY"]),
        ) {
            let clean = redacted(&wrap(json!({key: SECRET}), &layers));
            prop_assert_eq!(&clean, &wrap(json!({key: "***"}), &layers));
            prop_assert_eq!(redacted(&clean), clean);
        }

        #[cfg(feature = "security")]
        #[test]
        fn what_is_left_out_leaves_no_trace(layers in layers(), key in prop::sample::select(vec!["pin", "Cookie"])) {
            let clean = without_secrets(wrap(json!({key: SECRET, "n": 1}), &layers));
            prop_assert_eq!(&clean, &wrap(json!({"n": 1}), &layers));
            prop_assert_eq!(without_secrets(clean.clone()), clean);
        }

        #[test]
        fn data_without_secrets_is_untouched(layers in layers(), text: String) {
            let data = wrap(json!({"name": text}), &layers);
            prop_assert_eq!(redacted(&data), data);
        }
    }
}
