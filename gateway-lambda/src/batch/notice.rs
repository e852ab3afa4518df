//! What is sent once, and asks for no answer: SNS, S3, SES; and the changes of DocumentDB.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Record;
use super::queue::{read, text};
use super::split::Part;
use crate::source::{Source, Undecodable};

/// A record whose payload is one member of it.
pub(super) fn member<'a>(source: Source, part: &Part<'a>) -> Record<'a> {
    #[derive(Deserialize)]
    struct Outer<'a> {
        #[serde(rename = "ses", alias = "event", borrow)]
        member: &'a RawValue,
    }

    let payload = read::<Outer<'_>>(source, part.whole).map(|outer| outer.member.get().into());
    Record { identifier: part.identifier(None), group: None, payload, whole: part.whole.get() }
}

pub(super) fn sns<'a>(part: &Part<'a>) -> Record<'a> {
    #[derive(Deserialize)]
    struct Outer<'a> {
        #[serde(rename = "Sns", borrow)]
        sns: Inner<'a>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Inner<'a> {
        message_id: Option<String>,
        #[serde(borrow)]
        message: Option<&'a RawValue>,
    }

    let (id, payload) = match read::<Outer<'_>>(Source::Sns, part.whole) {
        Ok(Outer { sns }) => (sns.message_id, text(Source::Sns, sns.message)),
        Err(error) => (None, Err(error)),
    };
    Record { identifier: part.identifier(id), group: None, payload, whole: part.whole.get() }
}

pub(super) fn s3<'a>(part: &Part<'a>) -> Record<'a> {
    Record { identifier: part.identifier(None), group: None, payload: object(part.whole), whole: part.whole.get() }
}

/// The object that was changed.
///
/// Source: [event message structure](https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html);
/// the key is encoded as in a form.
fn object(whole: &RawValue) -> Result<Cow<'_, str>, Undecodable> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Outer<'a> {
        #[serde(borrow)]
        event_name: Option<Cow<'a, str>>,
        #[serde(borrow)]
        aws_region: Option<Cow<'a, str>>,
        #[serde(borrow)]
        s3: Inner<'a>,
    }

    #[derive(Deserialize)]
    struct Inner<'a> {
        #[serde(borrow)]
        bucket: Bucket<'a>,
        #[serde(borrow)]
        object: Object<'a>,
    }

    #[derive(Deserialize)]
    struct Bucket<'a> {
        #[serde(borrow)]
        name: Cow<'a, str>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Object<'a> {
        #[serde(borrow)]
        key: Cow<'a, str>,
        size: Option<u64>,
        #[serde(borrow)]
        e_tag: Option<Cow<'a, str>>,
        #[serde(borrow)]
        version_id: Option<Cow<'a, str>>,
        #[serde(borrow)]
        sequencer: Option<Cow<'a, str>>,
    }

    #[derive(Serialize)]
    struct Change<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        event: Option<Cow<'a, str>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        region: Option<Cow<'a, str>>,
        bucket: Cow<'a, str>,
        key: Cow<'a, str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        size: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        etag: Option<Cow<'a, str>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<Cow<'a, str>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        sequencer: Option<Cow<'a, str>>,
    }

    let Outer { event_name, aws_region, s3 } = read(Source::S3, whole)?;
    let change = Change {
        event: event_name,
        region: aws_region,
        bucket: s3.bucket.name,
        key: decoded(&s3.object.key).into(),
        size: s3.object.size,
        etag: s3.object.e_tag,
        version: s3.object.version_id,
        sequencer: s3.object.sequencer,
    };
    serde_json::to_string(&change).map(Cow::Owned).map_err(|error| Undecodable::json(Source::S3, &error))
}

/// The key as the value of a form's field without a name. A bare `&` would end it, and S3 writes none.
fn decoded(key: &str) -> String {
    let field = format!("={}", key.replace('&', "%26"));
    form_urlencoded::parse(field.as_bytes()).next().map_or_else(String::new, |(_, value)| value.into_owned())
}
