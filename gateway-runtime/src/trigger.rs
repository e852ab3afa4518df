//! What may call an operation from outside, as data: a host interprets it.

use std::fmt;

/// What may call an operation from outside of the program.
///
/// An operation without a trigger is not reachable from outside. What a trigger's text means is for the host to say;
/// the attribute has checked its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trigger {
    /// `http = "GET /orders/{id}"`: a request with this method to this path.
    Http {
        /// In upper case, as in [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-9).
        method: &'static str,
        /// It begins with `/`; a segment in braces is a parameter, and a last one such as `{rest...}` takes all that follows.
        path: &'static str,
    },
    /// `event = "sqs"`: an event, or each record of one, from this source.
    Event(&'static str),
    /// `alexa = "Alexa.PowerController"`: a directive of this namespace, of a name in it (`Alexa.PowerController.TurnOn`),
    /// of any (`Alexa.*`), or a request to a custom skill (`skill`).
    Alexa(&'static str),
    /// `direct`: an invocation whose payload is `{"interface": .., "operation": .., "params": {..}}`.
    Direct,
}

/// As it is written in the annotation.
impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http { method, path } => write!(f, "http = \"{method} {path}\""),
            Self::Event(source) => write!(f, "event = \"{source}\""),
            Self::Alexa(namespace) => write!(f, "alexa = \"{namespace}\""),
            Self::Direct => f.write_str("direct"),
        }
    }
}

/// Where in a request a parameter comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// Wherever the trigger puts it: the path, the query, a member of the JSON body.
    #[default]
    Anywhere,
    /// `#[op(body)]`: the whole body.
    Body,
    /// `#[op(header = "x-api-version")]`: this header, in lower case.
    Header(&'static str),
}

#[cfg(test)]
mod tests {
    use super::Trigger;

    #[test]
    fn a_trigger_reads_as_it_is_written() {
        let texts = [
            (Trigger::Http { method: "GET", path: "/orders/{id}" }, "http = \"GET /orders/{id}\""),
            (Trigger::Event("sqs"), "event = \"sqs\""),
            (Trigger::Alexa("Alexa.*"), "alexa = \"Alexa.*\""),
            (Trigger::Direct, "direct"),
        ];
        for (trigger, text) in texts {
            assert_eq!(trigger.to_string(), text);
        }
    }
}
