//! The id that an event has of its own.

use serde::Deserialize;

use super::Source;
use crate::members::{Text, from_json};

/// Reads the id by which the service that sent a single event knows it, if it gives one.
///
/// | source | id |
/// |---|---|
/// | `eventbridge`, `schedule` | `id` |
/// | `appsync` | the header `x-amzn-trace-id` |
/// | `appsync_authorizer`, `api_gateway_authorizer` | `requestContext.requestId` |
/// | `s3_object_lambda` | `xAmzRequestId` |
///
/// A request's is [`Request::request_id`](crate::http::Request::request_id). They are those of Powertools.
///
/// Source: <https://docs.aws.amazon.com/powertools/python/latest/core/logger/#built-in-correlation-id-expressions>.
pub(crate) fn correlation_id(source: Source, event: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Event<'a> {
        #[serde(borrow)]
        id: Option<Text<'a>>,
        request_context: Option<RequestContext<'a>>,
        request: Option<Request<'a>>,
        #[serde(rename = "xAmzRequestId")]
        s3_request_id: Option<Text<'a>>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct RequestContext<'a> {
        #[serde(borrow)]
        request_id: Option<Text<'a>>,
    }

    #[derive(Deserialize)]
    struct Request<'a> {
        #[serde(borrow)]
        headers: Option<Headers<'a>>,
    }

    #[derive(Deserialize)]
    struct Headers<'a> {
        #[serde(rename = "x-amzn-trace-id", borrow)]
        trace_id: Option<Text<'a>>,
    }

    type Pick = for<'a> fn(Event<'a>) -> Option<Text<'a>>;
    let pick: Pick = match source {
        Source::EventBridge | Source::Schedule => |event| event.id,
        Source::AppSync => |event| event.request?.headers?.trace_id,
        Source::AppSyncAuthorizer | Source::ApiGatewayAuthorizer => |event| event.request_context?.request_id,
        Source::S3ObjectLambda => |event| event.s3_request_id,
        _ => return None,
    };
    // What cannot be read is told by who reads the rest.
    pick(from_json(event).ok()?).map(|id| id.0.into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Source, correlation_id};

    #[test]
    fn each_source_has_its_place_for_it() {
        let id = |source, event: &str| correlation_id(source, event.as_bytes());
        for (source, event) in [
            (Source::EventBridge, r#"{"id": "own", "detail": {"id": "inner"}}"#),
            (Source::Schedule, r#"{"id": "own"}"#),
            (Source::AppSync, r#"{"request": {"headers": {"x-amzn-trace-id": "own"}}}"#),
            (Source::AppSyncAuthorizer, r#"{"requestContext": {"requestId": "own"}}"#),
            (Source::ApiGatewayAuthorizer, r#"{"requestContext": {"requestId": "own"}, "id": "not this"}"#),
            (Source::S3ObjectLambda, r#"{"xAmzRequestId": "own"}"#),
        ] {
            assert_eq!(id(source, event).as_deref(), Some("own"), "{source}");
            assert_eq!(id(source, "{}"), None, "{source}");
        }
        assert_eq!(id(Source::Direct, r#"{"id": "own"}"#), None);
        assert_eq!(id(Source::EventBridge, "{"), None);
    }
}
