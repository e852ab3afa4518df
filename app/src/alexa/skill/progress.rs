//! Something to hear while the house thinks.
//!
//! Source: <https://developer.amazon.com/en-US/docs/alexa/custom-skills/send-the-user-a-progressive-response.html>.

use std::pin::{Pin, pin};
use std::time::Duration;

use gateway_http::{Client, Request};
use gateway_runtime::Context;
use serde_json::json;

use super::phrases::Phrases;
use super::request::{Aside, Skill};

/// How long nobody minds silence.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Where the rest of the time is not worth a word.
const TOO_LATE: Duration = Duration::from_secs(2);

/// Waits for an answer. If it takes its time, the customer is told so, once; whether that works changes nothing.
pub(super) async fn patiently<T>(read: &Skill<'_>, phrases: &Phrases, answer: impl Future<Output = T>) -> T {
    let aside = read.aside();
    let tell = aside.as_ref().map(|aside| || tell(aside, phrases.wait));
    meanwhile(tell, pin!(answer)).await
}

async fn meanwhile<T, F>(tell: Option<impl FnOnce() -> F>, mut answer: Pin<&mut impl Future<Output = T>>) -> T
where
    F: Future<Output = ()>,
{
    if let Ok(answer) = tokio::time::timeout(PATIENCE, answer.as_mut()).await {
        return answer;
    }
    let has_time = Context::current().remaining_time().is_none_or(|left| left > TOO_LATE);
    let Some(tell) = tell.filter(|_| has_time) else { return answer.await };
    // Few have to wait, and the others need no room for it.
    let mut told = Box::pin(tell());
    let mut is_told = false;
    std::future::poll_fn(|task| {
        is_told = is_told || told.as_mut().poll(task).is_ready();
        answer.as_mut().poll(task)
    })
    .await
}

async fn tell(aside: &Aside<'_>, text: &str) {
    let directive = json!({
        "header": { "requestId": aside.request_id },
        "directive": { "type": "VoicePlayer.Speak", "speech": text },
    });
    let request = Request::post(&format!("{}/v1/directives", aside.endpoint.trim_end_matches('/')))
        .header("authorization", format!("Bearer {}", aside.token))
        .json(&directive)
        .timeout(TOO_LATE);
    match Client::new().send(request).await {
        Ok(response) if response.status().is_success() => {}
        Ok(response) => {
            tracing::warn!(status = response.status().as_u16(), "Alexa did not take a progressive response");
        }
        Err(error) => tracing::warn!(%error, "Alexa could not be told to wait"),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::pin::pin;
    use std::time::{Duration, SystemTime};

    use gateway_runtime::Context;
    use peer::{Peer, answer};
    use serde_json::{Value, json};
    use tokio::time::{Instant, sleep};

    use super::{Aside, meanwhile, tell};

    /// What Alexa's side has received when it has answered with this status.
    async fn told(status: &'static str) -> Vec<peer::Received> {
        let alexa = Peer::new(move |_, _| vec![answer(status, &[], "")]);
        let endpoint = alexa.url("/");
        let aside = Aside { endpoint: &endpoint, token: "alexas-own", request_id: "amzn1.echo-api.request.1" };
        tell(&aside, "One moment.").await;
        alexa.requests()
    }

    #[tokio::test]
    async fn alexa_is_sent_what_she_shall_say_and_once() {
        for status in ["204 No Content", "403 Forbidden", "429 Too Many Requests", "503 Service Unavailable"] {
            let requests = told(status).await;
            let [request] = &requests[..] else { panic!("{status}: {requests:?}") };
            assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/v1/directives"));
            assert_eq!(request.header("authorization"), Some("Bearer alexas-own"));
            assert_eq!(request.header("content-type"), Some("application/json"));
            let expected = json!({
                "header": {"requestId": "amzn1.echo-api.request.1"},
                "directive": {"type": "VoicePlayer.Speak", "speech": "One moment."},
            });
            assert_eq!(serde_json::from_slice::<Value>(&request.body).unwrap(), expected);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn only_who_waits_is_told_and_nobody_waits_for_that() {
        for (takes_ms, left, is_told) in [
            (1_400, None, false),
            (1_600, None, true),
            (1_600, Some(Duration::from_mins(1)), true),
            (1_600, Some(Duration::from_millis(1_900)), false),
        ] {
            let count = Cell::new(0);
            let tell = async || {
                count.set(count.get() + 1);
                sleep(Duration::from_mins(1)).await;
            };
            let answer = async {
                sleep(Duration::from_millis(takes_ms)).await;
                "answer"
            };
            let mut cx = Context::builder();
            if let Some(left) = left {
                cx = cx.deadline(SystemTime::now() + left);
            }
            let begin = Instant::now();
            assert_eq!(cx.build().scope(meanwhile(Some(tell), pin!(answer))).await, "answer");
            assert_eq!(count.get(), u32::from(is_told), "{takes_ms} {left:?}");
            assert_eq!(begin.elapsed().as_millis(), u128::from(takes_ms));
        }
    }
}
