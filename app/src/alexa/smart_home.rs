//! A directive to Home Assistant, and the answer back.

use bytes::Bytes;
use gateway_cores::config::Config;
use gateway_http::Timing;
use gateway_lambda::Event;
use gateway_runtime::{Context, gateway_op};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::answer::ErrorType;
use super::directive::Directive;
use super::doctor;
use super::judge::{Failed, judge};
use crate::home::Home;
use crate::settings::AlexaSettings;

/// Where Home Assistant takes directives.
const PATH: &str = "/api/alexa/smart_home";

/// Carries out a smart home directive.
///
/// It is sent to Home Assistant once, as it came; the answer is Home Assistant's, as it came. If there is none, it is an
/// `ErrorResponse` of the type that fits. A discovery is looked at for what makes Alexa take none of it.
#[gateway_op(interface = "alexa", alexa = "Alexa.*")]
pub async fn smart_home(
    #[inject] home: &Home,
    #[inject] config: &Config,
    #[inject] cx: &Context,
    #[op(body)] directive: Box<RawValue>,
) -> Box<RawValue> {
    let read = Directive::read(&directive);
    let mut seen = Seen::default();
    let answer = match ask(home, &read, &directive, &mut seen).await {
        Ok(answer) if read.is("Alexa.Discovery", "Discover") => {
            let drops = config.section::<AlexaSettings>().is_ok_and(|settings| settings.drop_broken_endpoints);
            Ok(doctor::examine(answer, drops))
        }
        other => other,
    };
    let (answer, error) = match answer {
        Ok(answer) => (answer, None),
        Err(failed) => (read.error(failed.error), Some(failed)),
    };
    record(&read, cx, &seen, error.as_ref());
    answer
}

/// What the log tells of the way there.
#[derive(Default)]
struct Seen {
    status: Option<u16>,
    timing: Option<Timing>,
}

async fn ask(
    home: &Home,
    read: &Directive<'_>,
    directive: &RawValue,
    seen: &mut Seen,
) -> Result<Box<RawValue>, Failed> {
    if !read.is_complete() {
        let what = "it has not the header of a directive of version 3".to_owned();
        return Err(Failed { error: ErrorType::InvalidDirective, what });
    }
    let token = home.token(read.token())?;
    let response = home.post(PATH, token, event(directive)).await?;
    (seen.status, seen.timing) = (Some(response.status().as_u16()), Some(response.timing()));
    judge(&response, token)
}

/// The event as Alexa sent it. Where there is none, as in a call by hand, or another one, the directive is put into one.
fn event(directive: &RawValue) -> Bytes {
    #[derive(Deserialize)]
    struct Envelope<'a> {
        #[serde(borrow)]
        directive: &'a RawValue,
    }
    let is_of = |event: &Event| {
        is_all_of(event.as_bytes(), directive.get())
            || serde_json::from_slice::<Envelope<'_>>(event.as_bytes())
                .is_ok_and(|it| it.directive.get() == directive.get())
    };
    match Event::current().filter(is_of) {
        Some(event) => event.into_bytes(),
        None => format!("{{\"directive\":{}}}", directive.get()).into(),
    }
}

/// Whether the event is nothing but this directive's envelope, as Alexa writes it: told without reading it as JSON.
fn is_all_of(event: &[u8], directive: &str) -> bool {
    let mut rest = event;
    for part in [&b"{"[..], br#""directive""#, b":", directive.as_bytes(), b"}"] {
        match rest.trim_ascii_start().split_at_checked(part.len()) {
            Some((begin, after)) if is_same(begin, part) => rest = after,
            _ => return false,
        }
    }
    rest.trim_ascii_start().is_empty()
}

/// Eight bytes at a time: musl compares one after the other.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let ((words, rest), (other_words, other_rest)) = (one.as_chunks::<8>(), other.as_chunks());
    words.iter().eq(other_words) && rest == other_rest
}

/// One line for each directive.
fn record(read: &Directive<'_>, cx: &Context, seen: &Seen, failed: Option<&Failed>) {
    let milliseconds = |time: fn(&Timing) -> std::time::Duration| {
        seen.timing.as_ref().map(|timing| (time(timing).as_secs_f64() * 10_000.0).round() / 10.0)
    };
    macro_rules! line {
        ($level:ident, $($more:tt)*) => {
            tracing::$level!(
                namespace = &*read.header.namespace,
                name = &*read.header.name,
                endpoint_id = read.endpoint.endpoint_id.as_deref(),
                status = seen.status,
                connect_ms = milliseconds(|timing| timing.connect),
                tls_ms = milliseconds(|timing| timing.tls),
                first_byte_ms = milliseconds(|timing| timing.first_byte),
                total_ms = milliseconds(|timing| timing.total),
                reused = seen.timing.map(|timing| timing.reused),
                cold = cx.cold_start(),
                $($more)*
            )
        };
    }
    match failed {
        None => line!(info, "directive answered"),
        Some(Failed { error, what }) => {
            let error_type = read.error_type(*error).as_str();
            line!(error, error_type, reason = &**what, "directive not carried out");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_all_of;

    #[test]
    fn an_event_that_holds_nothing_else_is_known_by_its_text() {
        for event in [r#"{"directive":{"a": 1}}"#, " { \"directive\" :\n{\"a\": 1} } \n"] {
            assert!(is_all_of(event.as_bytes(), r#"{"a": 1}"#), "{event}");
        }
        for event in [
            r#"{"directive":{"a":1}}"#,
            r#"{"directive":{"a": 1}, "more": 2}"#,
            r#"{"more": 2, "directive":{"a": 1}}"#,
            r#"{"directive":{"a": 1}"#,
            r#"{"a": 1}"#,
            "",
        ] {
            assert!(!is_all_of(event.as_bytes(), r#"{"a": 1}"#), "{event}");
        }
    }
}
