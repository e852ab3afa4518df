//! DynamoDB's typed JSON as plain JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use serde_json::value::RawValue;

/// Writes an item's attributes: `{"id": {"N": "1"}}` becomes `{"id":1}`.
///
/// Sets become arrays, binary stays base64. A number keeps its digits, since it may have more than a float can hold.
///
/// Source: [`AttributeValue`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html).
pub(super) fn plain(item: &RawValue) -> Result<String, serde_json::Error> {
    let mut json = String::with_capacity(item.get().len());
    serde_json::Deserializer::from_str(item.get()).deserialize_any(Item(&mut json))?;
    Ok(json)
}

struct Item<'j>(&'j mut String);

impl<'de> Visitor<'de> for Item<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("attributes")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut open = '{';
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            self.0.push(open);
            text(self.0, &name)?;
            self.0.push(':');
            map.next_value_seed(Attribute(self.0))?;
            open = ',';
        }
        self.0.push_str(if open == '{' { "{}" } else { "}" });
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// One value, with its type: `{"S": "text"}`.
struct Attribute<'j>(&'j mut String);

impl<'de> DeserializeSeed<'de> for Attribute<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Attribute<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an attribute's type and value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some(kind) = map.next_key::<Cow<'de, str>>()? else { return Err(A::Error::custom("no type")) };
        match &*kind {
            "S" | "B" => text(self.0, &map.next_value::<Cow<'de, str>>()?)?,
            "N" => number(self.0, &map.next_value::<Cow<'de, str>>()?)?,
            "BOOL" => self.0.push_str(if map.next_value()? { "true" } else { "false" }),
            "NULL" => {
                map.next_value::<bool>()?;
                self.0.push_str("null");
            }
            "M" => map.next_value_seed(Item(self.0))?,
            "L" => map.next_value_seed(List { json: self.0, kind: Kind::Any })?,
            "SS" | "BS" => map.next_value_seed(List { json: self.0, kind: Kind::Text })?,
            "NS" => map.next_value_seed(List { json: self.0, kind: Kind::Number })?,
            _ => return Err(A::Error::custom("no such type")),
        }
        if map.next_key::<Cow<'de, str>>()?.is_some() { Err(A::Error::custom("several types")) } else { Ok(()) }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Any,
    Text,
    Number,
}

struct List<'j> {
    json: &'j mut String,
    kind: Kind,
}

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.json.push('[');
        let mut is_first = true;
        while seq.next_element_seed(Element { json: self.json, kind: self.kind, is_first })?.is_some() {
            is_first = false;
        }
        self.json.push(']');
        Ok(())
    }
}

struct Element<'j> {
    json: &'j mut String,
    kind: Kind,
    is_first: bool,
}

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if !self.is_first {
            self.json.push(',');
        }
        match self.kind {
            Kind::Any => Attribute(self.json).deserialize(deserializer),
            Kind::Text => text(self.json, &Cow::<str>::deserialize(deserializer)?),
            Kind::Number => number(self.json, &Cow::<str>::deserialize(deserializer)?),
        }
    }
}

fn text<E: Error>(json: &mut String, text: &str) -> Result<(), E> {
    json.push_str(&serde_json::to_string(text).map_err(E::custom)?);
    Ok(())
}

/// As a text if it should be no number of JSON's.
fn number<E: Error>(json: &mut String, digits: &str) -> Result<(), E> {
    if serde_json::from_str::<Number>(digits).is_ok() {
        json.push_str(digits);
        Ok(())
    } else {
        text(json, digits)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    fn plain(item: &str) -> Result<String, serde_json::Error> {
        super::plain(serde_json::from_str::<&RawValue>(item)?)
    }

    #[test]
    fn every_type() {
        let item = r#"{
            "s": {"S": "a \"b\""}, "n": {"N": "123456789012345678901234567890.5"}, "odd": {"N": "+1"}, "b": {"B": "AAE="},
            "bool": {"BOOL": true}, "null": {"NULL": true}, "none": null,
            "m": {"M": {"x": {"L": [{"N": "1"}, {"L": []}, {"M": {}}, {"S": "y"}]}}},
            "ss": {"SS": ["p", "q"]}, "ns": {"NS": ["1", "2.5"]}, "bs": {"BS": ["AA=="]}
        }"#;
        let expected = concat!(
            r#"{"s":"a \"b\"","n":123456789012345678901234567890.5,"odd":"+1","b":"AAE=","bool":true,"null":null,"#,
            r#""none":null,"m":{"x":[1,[],{},"y"]},"ss":["p","q"],"ns":[1,2.5],"bs":["AA=="]}"#
        );
        assert_eq!(plain(item).unwrap(), expected);
        assert_eq!(plain("{}").unwrap(), "{}");
    }

    #[test]
    fn what_is_no_attribute_is_refused() {
        for item in
            [r#"{"a": {}}"#, r#"{"a": {"X": 1}}"#, r#"{"a": {"S": 1}}"#, r#"{"a": {"S": "", "N": ""}}"#, "[]", "1"]
        {
            assert!(plain(item).is_err(), "{item}");
        }
    }
}
