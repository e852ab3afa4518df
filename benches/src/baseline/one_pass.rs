//! The whole envelope `{"interface": .., "operation": .., "params": {..}}` in one pass over its bytes.
//!
//! The parameters are decoded where they stand, straight into the struct of their operation. Only when
//! `params` comes before the names is it kept as a slice and read again at the end. The operation runs
//! as soon as its parameters are known; what follows them can still make the answer an error.

use std::cell::Cell;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::requests::{self, Decoded, for_each_operation};
use super::{Answer, Error, Text, encode, utf8};

/// Reads one envelope and calls the operation that it names.
///
/// # Errors
/// Each variant of [`Error`].
pub fn execute(envelope: &[u8]) -> Answer {
    let envelope = utf8(envelope).map_err(Error::InvalidRequest)?;
    let in_params = Cell::new(false);
    let mut input = serde_json::Deserializer::from_str(envelope);
    let answer =
        Envelope { in_params: &in_params }.deserialize(&mut input).and_then(|answer| input.end().map(|()| answer));
    answer.unwrap_or_else(|error| {
        Err(if in_params.get() { Error::InvalidParams(error) } else { Error::InvalidRequest(error) })
    })
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Interface,
    Operation,
    Params,
}

struct Envelope<'a> {
    in_params: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Envelope<'_> {
    type Value = Answer;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Answer, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Envelope<'_> {
    type Value = Answer;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with `interface`, `operation` and `params`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
        let mut interface: Option<Text<'de>> = None;
        let mut operation: Option<Text<'de>> = None;
        let mut early: Option<&'de RawValue> = None;
        let mut answer: Option<Answer> = None;

        while let Some(key) = map.next_key()? {
            match key {
                Key::Interface if interface.is_none() => interface = Some(map.next_value()?),
                Key::Operation if operation.is_none() => operation = Some(map.next_value()?),
                Key::Params if early.is_none() && answer.is_none() => {
                    if let (Some(interface), Some(operation)) = (&interface, &operation) {
                        self.in_params.set(true);
                        answer = Some(map.next_value_seed(Call { interface, operation })?);
                        self.in_params.set(false);
                    } else {
                        early = Some(map.next_value()?);
                    }
                }
                Key::Interface => return Err(A::Error::duplicate_field("interface")),
                Key::Operation => return Err(A::Error::duplicate_field("operation")),
                Key::Params => return Err(A::Error::duplicate_field("params")),
            }
        }

        if let Some(answer) = answer {
            return Ok(answer);
        }
        let interface = &interface.ok_or_else(|| A::Error::missing_field("interface"))?;
        let operation = &operation.ok_or_else(|| A::Error::missing_field("operation"))?;
        let params = early.map_or("{}", RawValue::get);
        let mut params = serde_json::Deserializer::from_str(params);
        let answer = Call { interface, operation }.deserialize(&mut params);
        Ok(answer.unwrap_or_else(|error| Err(Error::InvalidParams(error))))
    }
}

struct Call<'a> {
    interface: &'a str,
    operation: &'a str,
}

macro_rules! dispatch {
    ($($interface:ident { $($operation:literal $request:ident)* })*) => {
        impl<'de> DeserializeSeed<'de> for Call<'_> {
            type Value = Answer;

            fn deserialize<D: Deserializer<'de>>(self, params: D) -> Result<Answer, D::Error> {
                match self.interface {
                    $(stringify!($interface) => match self.operation {
                        $($operation => call::<requests::$interface::$request<'de>, D>(params),)*
                        unknown => refuse(params, Error::UnknownOperation(unknown.to_owned())),
                    },)*
                    unknown => refuse(params, Error::UnknownInterface(unknown.to_owned())),
                }
            }
        }
    };
}
for_each_operation!(dispatch);

fn call<'de, R, D>(params: D) -> Result<Answer, D::Error>
where
    R: Decoded + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Ok(match R::deserialize(params)?.call() {
        Ok(result) => encode(&result),
        Err(error) => Err(error.into()),
    })
}

fn refuse<'de, D: Deserializer<'de>>(params: D, error: Error) -> Result<Answer, D::Error> {
    IgnoredAny::deserialize(params)?;
    Ok(Err(error))
}
