//! Records of streams: Kinesis, DynamoDB.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Record;
use super::attributes::plain;
use super::queue::{data, read};
use super::record::Identifier;
use super::split::Part;
use crate::source::{Reason, Source, Undecodable};

pub(super) fn kinesis<'a>(part: &Part<'a>) -> Result<Record<'a>, Undecodable> {
    #[derive(Deserialize)]
    struct Outer<'a> {
        #[serde(borrow)]
        kinesis: Inner<'a>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Inner<'a> {
        sequence_number: Option<String>,
        partition_key: Option<String>,
        #[serde(borrow)]
        data: Option<&'a RawValue>,
    }

    let inner = read::<Outer<'_>>(Source::Kinesis, part.whole)?.kinesis;
    Ok(Record {
        identifier: sequence_number(Source::Kinesis, inner.sequence_number)?,
        group: inner.partition_key,
        payload: data(Source::Kinesis, inner.data),
        whole: part.whole.get(),
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Images<'a> {
    sequence_number: Option<String>,
    #[serde(borrow)]
    keys: Option<&'a RawValue>,
    #[serde(borrow)]
    new_image: Option<&'a RawValue>,
    #[serde(borrow)]
    old_image: Option<&'a RawValue>,
}

pub(super) fn dynamodb<'a>(part: &Part<'a>) -> Result<Record<'a>, Undecodable> {
    #[derive(Deserialize)]
    struct Outer<'a> {
        #[serde(rename = "eventName", borrow)]
        event: Option<&'a RawValue>,
        #[serde(borrow)]
        dynamodb: Images<'a>,
    }

    let Outer { event, mut dynamodb } = read(Source::DynamoDb, part.whole)?;
    Ok(Record {
        identifier: sequence_number(Source::DynamoDb, dynamodb.sequence_number.take())?,
        group: dynamodb.keys.map(|keys| keys.get().to_owned()),
        payload: change(event, &dynamodb).map_err(|error| Undecodable::json(Source::DynamoDb, &error)),
        whole: part.whole.get(),
    })
}

fn change(event: Option<&RawValue>, images: &Images<'_>) -> Result<Cow<'static, str>, serde_json::Error> {
    #[derive(Serialize)]
    struct Change<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        event: Option<&'a RawValue>,
        #[serde(skip_serializing_if = "Option::is_none")]
        keys: Option<Box<RawValue>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        new: Option<Box<RawValue>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        old: Option<Box<RawValue>>,
    }

    let item = |image: Option<&RawValue>| image.map(|image| RawValue::from_string(plain(image)?)).transpose();
    let change = Change { event, keys: item(images.keys)?, new: item(images.new_image)?, old: item(images.old_image)? };
    serde_json::to_string(&change).map(Cow::Owned)
}

fn sequence_number(source: Source, number: Option<String>) -> Result<Identifier, Undecodable> {
    number.map(Identifier::Text).ok_or(Undecodable::new(source, Reason::NoIdentifier))
}
