//! The event of an HTTP request, as any of the sources writes it.
//!
//! One struct reads them all: the sources share most members, and each leaves out what it does not have, or writes
//! `null`. So nothing here is required.

use std::borrow::Cow;
use std::fmt;

use form_urlencoded::Serializer;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::members::Text;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Event<'a> {
    #[serde(alias = "method")]
    pub(super) http_method: Option<Text<'a>>,
    #[serde(alias = "raw_path")]
    pub(super) path: Option<Text<'a>>,
    pub(super) raw_path: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) headers: Headers<'a>,
    #[serde(borrow)]
    pub(super) multi_value_headers: Headers<'a>,
    pub(super) cookies: Option<Vec<Text<'a>>>,
    pub(super) raw_query_string: Option<Text<'a>>,
    #[serde(alias = "query_string_parameters", borrow)]
    pub(super) query_string_parameters: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) multi_value_query_string_parameters: Option<&'a RawValue>,
    pub(super) body: Option<Text<'a>>,
    #[serde(alias = "is_base64_encoded")]
    pub(super) is_base64_encoded: Option<bool>,
    #[serde(borrow)]
    pub(super) request_context: Option<Context<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Context<'a> {
    pub(super) stage: Option<Text<'a>>,
    pub(super) request_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) http: Option<Http<'a>>,
    #[serde(borrow)]
    pub(super) identity: Option<Identity<'a>>,
    #[serde(borrow)]
    pub(super) authorizer: Option<&'a RawValue>,
    pub(super) connection_id: Option<Text<'a>>,
    pub(super) domain_name: Option<Text<'a>>,
    pub(super) event_type: Option<Text<'a>>,
    pub(super) route_key: Option<Text<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Http<'a> {
    #[serde(borrow)]
    pub(super) method: Option<Text<'a>>,
    pub(super) path: Option<Text<'a>>,
    pub(super) source_ip: Option<Text<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Identity<'a> {
    #[serde(borrow)]
    pub(super) source_ip: Option<Text<'a>>,
}

/// As many headers as a browser sends through a service.
const USUAL: usize = 24;

/// From an object whose values are texts or arrays of texts: each value with its name.
#[derive(Default)]
pub(super) struct Headers<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Headers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut headers = Vec::with_capacity(USUAL);
        deserializer.deserialize_any(Pairs(|name: &Cow<'de, str>, value| headers.push((name.clone(), value))))?;
        Ok(Self(headers))
    }
}

impl Headers<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those whose names are wanted. What is no header is left out.
    pub(super) fn into_map(self, is_wanted: impl Fn(&str) -> bool) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in self.0.iter().filter(|(name, _)| is_wanted(name)) {
            if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
                // A map that is full takes no more: no client's fault is worth a panic.
                let _ = headers.try_append(name, value);
            }
        }
        headers
    }
}

/// The query string of parameters that the source has decoded.
pub(super) fn encoded_query(parameters: &RawValue) -> Result<String, serde_json::Error> {
    let mut query = Serializer::new(String::new());
    pairs(parameters, |name, value| {
        query.append_pair(name, value);
    })?;
    Ok(query.finish())
}

/// The query string of parameters that the source has left as they were sent.
pub(super) fn raw_query(parameters: &RawValue) -> Result<String, serde_json::Error> {
    let mut query = String::new();
    pairs(parameters, |name, value| {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        query.push_str(value);
    })?;
    Ok(query)
}

fn pairs(parameters: &RawValue, mut each: impl FnMut(&str, &str)) -> Result<(), serde_json::Error> {
    let each = |name: &Cow<'_, str>, value: Cow<'_, str>| each(name, &value);
    serde_json::Deserializer::from_str(parameters.get()).deserialize_any(Pairs(each))
}

/// Calls a function with each pair of a name and a value, also of several values of one name. Anything else than an
/// object has none.
struct Pairs<F>(F);

impl<'de, F: FnMut(&Cow<'de, str>, Cow<'de, str>)> Visitor<'de> for Pairs<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(name)) = map.next_key()? {
            map.next_value_seed(Values { name: &name, each: &mut self.0 })?;
        }
        Ok(())
    }
}

struct Values<'n, 'de, F> {
    name: &'n Cow<'de, str>,
    each: &'n mut F,
}

impl<'de, F: FnMut(&Cow<'de, str>, Cow<'de, str>)> DeserializeSeed<'de> for Values<'_, 'de, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: FnMut(&Cow<'de, str>, Cow<'de, str>)> Visitor<'de> for Values<'_, 'de, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or texts")
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        (self.each)(self.name, value.into());
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        (self.each)(self.name, value.to_owned().into());
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        (self.each)(self.name, if value { "true" } else { "false" }.into());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        (self.each)(self.name, value.to_string().into());
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        (self.each)(self.name, value.to_string().into());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        (self.each)(self.name, value.to_string().into());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Values { name: self.name, each: &mut *self.each })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
