//! Events that one call answers.

use gateway_runtime::Json;

use super::Dispatcher;
use super::params::Reading;
use crate::Failure;
use crate::router::Target;
use crate::source::{Source, correlation_id, payload};

impl Dispatcher {
    /// Answers with the operation's result, which has to be what the source wants to hear.
    pub(super) async fn event(&self, source: Source, event: &[u8]) -> Result<Json, Failure> {
        let target = match source {
            Source::AlexaSkill => self.routes.skill().ok_or_else(|| no_trigger("alexa = \"skill\""))?,
            _ => self.taker(source)?,
        };
        super::correlate(correlation_id(source, event));
        let payload = payload(source, event).map_err(|error| Failure::bad_event(error.to_string()))?;
        let params = Reading::of_payload(target, &payload).map_err(|kind| not_taken(target, kind))?;
        Ok(self.call(target, &params).await?)
    }

    /// The operation that takes the events of a source.
    pub(super) fn taker(&self, source: Source) -> Result<&Target, Failure> {
        self.routes.event(source).ok_or_else(|| no_trigger(&format!("event = \"{source}\"")))
    }
}

fn no_trigger(trigger: &str) -> Failure {
    Failure::new("Gateway.NoTrigger", format!("no operation has the trigger `{trigger}`"))
}

/// `kind` is what the payload is.
pub(super) fn not_taken(target: &Target, kind: &str) -> Failure {
    let (interface, operation) = (target.interface, target.operation.name);
    Failure::bad_event(format!(
        "the payload is {kind}: no parameter of `{interface}.{operation}` is marked `#[op(body)]` to take it"
    ))
}
