//! Messages of queues: SQS, Kafka, Amazon MQ.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::Record;
use super::record::Identifier;
use super::split::Part;
use crate::source::{Reason, Source, Undecodable};

/// The record, and whether it is of a FIFO queue. The queue's name decides: messages of a standard queue may have a
/// group as well, for fairness, not for order.
///
/// Source: [fair queues](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html).
pub(super) fn sqs<'a>(part: &Part<'a>) -> Result<(Record<'a>, bool), Undecodable> {
    #[derive(Deserialize)]
    struct Message<'a> {
        #[serde(rename = "messageId")]
        id: Option<String>,
        #[serde(rename = "eventSourceARN")]
        queue: Option<String>,
        attributes: Option<Attributes>,
        #[serde(borrow)]
        body: Option<&'a RawValue>,
    }

    #[derive(Deserialize)]
    struct Attributes {
        #[serde(rename = "MessageGroupId")]
        group: Option<String>,
    }

    let message: Message<'_> = read(Source::Sqs, part.whole)?;
    let id = message.id.ok_or(Undecodable::new(Source::Sqs, Reason::NoIdentifier))?;
    let is_fifo = message.queue.is_some_and(|arn| arn.strip_suffix(".fifo").is_some());
    let record = Record {
        identifier: Identifier::Text(id),
        group: message.attributes.and_then(|attributes| attributes.group).filter(|_| is_fifo),
        payload: text(Source::Sqs, message.body),
        whole: part.whole.get(),
    };
    Ok((record, is_fifo))
}

pub(super) fn kafka<'a>(part: &Part<'a>) -> Result<Record<'a>, Undecodable> {
    #[derive(Deserialize)]
    struct Message<'a> {
        offset: Option<i64>,
        #[serde(borrow)]
        value: Option<&'a RawValue>,
    }

    let message: Message<'_> = read(Source::Kafka, part.whole)?;
    let (Some(offset), Some(partition)) = (message.offset, part.queue.clone()) else {
        return Err(Undecodable::new(Source::Kafka, Reason::NoIdentifier));
    };
    Ok(Record {
        group: Some(partition.clone()),
        identifier: Identifier::Offset { partition, offset },
        payload: data(Source::Kafka, message.value),
        whole: part.whole.get(),
    })
}

/// ActiveMQ or RabbitMQ.
pub(super) fn broker<'a>(source: Source, part: &Part<'a>) -> Result<Record<'a>, Undecodable> {
    #[derive(Deserialize)]
    struct Message<'a> {
        #[serde(rename = "messageID")]
        id: Option<String>,
        destination: Option<Destination>,
        #[serde(borrow)]
        data: Option<&'a RawValue>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Destination {
        physical_name: Option<String>,
    }

    let message: Message<'_> = read(source, part.whole)?;
    Ok(Record {
        identifier: part.identifier(message.id),
        group: part.queue.clone().or_else(|| message.destination?.physical_name),
        payload: data(source, message.data),
        whole: part.whole.get(),
    })
}

pub(super) fn read<'a, T: Deserialize<'a>>(source: Source, raw: &'a RawValue) -> Result<T, Undecodable> {
    serde_json::from_str(raw.get()).map_err(|error| Undecodable::json(source, &error))
}

/// The JSON in a text, else the text.
pub(super) fn text(source: Source, raw: Option<&RawValue>) -> Result<Cow<'_, str>, Undecodable> {
    let Some(raw) = raw else { return Ok("null".into()) };
    let text: String = read(source, raw)?;
    Ok(if is_json(text.as_bytes()) { text.into() } else { raw.get().into() })
}

/// The JSON in base64, else the base64.
pub(super) fn data(source: Source, raw: Option<&RawValue>) -> Result<Cow<'_, str>, Undecodable> {
    let Some(raw) = raw else { return Ok("null".into()) };
    let text: Cow<'_, str> = read(source, raw)?;
    let bytes = BASE64_STANDARD.decode(&*text).map_err(|_| Undecodable::new(source, Reason::Base64))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) if is_json(text.as_bytes()) => text.into(),
        _ => raw.get().into(),
    })
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(text).is_ok()
}
