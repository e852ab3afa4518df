//! An event as the Runtime API hands it over.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::response::Parts;
use lambda_runtime::{Config, Context, LambdaInvocation};

use super::trouble::Trouble;
use crate::Failure;

const REQUEST_ID: HeaderName = HeaderName::from_static("lambda-runtime-aws-request-id");
const INVOCATION_ID: HeaderName = HeaderName::from_static("lambda-runtime-invocation-id");
const DEADLINE: HeaderName = HeaderName::from_static("lambda-runtime-deadline-ms");

/// An event, of an invocation that is known by name.
pub(super) struct Received {
    parts: Parts,
    request_id: String,
    pub(super) body: Bytes,
}

impl Received {
    pub(super) fn new(parts: Parts, body: Bytes) -> Result<Self, Trouble> {
        let request_id = parts.headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Self { request_id: request_id.ok_or(Trouble::Nameless)?, parts, body })
    }

    /// What `lambda_runtime` answers: it gets no body, since it has no part in reading it, and would log it at TRACE.
    ///
    /// With headers that cannot be read it is an invocation that can only fail.
    pub(super) fn into_invocation(self, config: &Arc<Config>) -> (LambdaInvocation, Option<Failure>) {
        let Self { mut parts, request_id, .. } = self;
        let (context, failure) = match read(&request_id, config, &parts.headers) {
            Ok(context) => (context, None),
            Err(what) => {
                parts.headers = only_names(&parts.headers);
                let mut context = Context::default();
                context.request_id = request_id;
                context.env_config = Arc::clone(config);
                (context, Some(Failure::new("Gateway.BadInvocation", what)))
            }
        };
        (LambdaInvocation { parts, body: Bytes::new(), context }, failure)
    }
}

fn read(request_id: &str, config: &Arc<Config>, headers: &HeaderMap) -> Result<Context, String> {
    // Without it, `lambda_runtime` panics.
    if !headers.contains_key(DEADLINE) {
        return Err(format!("the Runtime API sent no `{DEADLINE}`"));
    }
    let context = Context::new(request_id, Arc::clone(config), headers);
    context.map_err(|_| "the Runtime API sent headers that cannot be read".to_owned())
}

/// What an answer needs.
fn only_names(headers: &HeaderMap) -> HeaderMap {
    let kept = headers.iter().filter(|(name, _)| [REQUEST_ID, INVOCATION_ID].contains(name));
    kept.map(|(name, value): (_, &HeaderValue)| (name.clone(), value.clone())).collect()
}
