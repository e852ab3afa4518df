//! Smart home directives: every one is answered in Alexa's words, since a function that fails lets it say nothing but
//! that the device does not respond.

use gateway_runtime::Json;

use super::params::Reading;
use super::refuse::refusal;
use super::{Dispatcher, log_failure};
use crate::Failure;
use crate::alexa::{error_response, sorry};
use crate::source::{Source, directive_names, payload};

const INVALID: &str = "INVALID_DIRECTIVE";
const INTERNAL: &str = "INTERNAL_ERROR";
const TOO_MANY: &str = "RATE_LIMIT_EXCEEDED";

impl Dispatcher {
    pub(super) async fn directive(&self, event: &[u8]) -> Result<Json, Failure> {
        let bad_event = |error: crate::source::Undecodable| Failure::bad_event(error.to_string());
        let payload = payload(Source::AlexaSmartHome, event).map_err(bad_event)?;
        let [namespace, name] = directive_names(&payload);
        if namespace.is_empty() || name.is_empty() {
            return Ok(error_response(&payload, INVALID, "the directive has not the members of one"));
        }
        let Some(target) = self.routes.directive(&namespace, &name) else {
            tracing::warn!("no operation takes a directive of this namespace");
            return Ok(error_response(&payload, INVALID, "no operation takes this directive"));
        };
        let Ok(params) = Reading::of_payload(target, &payload) else {
            return Ok(error_response(&payload, INVALID, "the directive is no object"));
        };
        let error = match self.call(target, &params).await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        if refusal(&error).is_some() {
            return Ok(error_response(&payload, TOO_MANY, "a budget leaves this out"));
        }
        let is_refused = target.refused(&error);
        log_failure(error);
        Ok(if is_refused {
            error_response(&payload, INVALID, "the directive has not the members that its operation takes")
        } else {
            error_response(&payload, INTERNAL, "the directive could not be carried out")
        })
    }
}

/// The answer to a directive, or to a custom skill's request, in whose stead the host speaks; `None` if it cannot be read.
pub(super) fn failed(source: Source, event: &[u8]) -> Option<Json> {
    spoken_for(source, event, INTERNAL, "the directive could not be carried out")
}

/// The answer to what a guard has refused.
pub(super) fn refused(source: Source, event: &[u8]) -> Option<Json> {
    spoken_for(source, event, TOO_MANY, "the budget is used up")
}

fn spoken_for(source: Source, event: &[u8], error_type: &str, message: &str) -> Option<Json> {
    match source {
        Source::AlexaSmartHome => Some(error_response(&payload(source, event).ok()?, error_type, message)),
        Source::AlexaSkill => Some(sorry(event)),
        _ => None,
    }
}
