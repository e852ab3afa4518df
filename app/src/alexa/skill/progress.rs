//! Something to hear while the house thinks.
//!
//! Source: <https://developer.amazon.com/en-US/docs/alexa/custom-skills/send-the-user-a-progressive-response.html>.

use std::pin::pin;
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
    let mut answer = pin!(answer);
    if let Ok(answer) = tokio::time::timeout(PATIENCE, answer.as_mut()).await {
        return answer;
    }
    let has_time = Context::current().remaining_time().is_none_or(|left| left > TOO_LATE);
    let Some(aside) = read.aside().filter(|aside| has_time && is_alexa(aside.endpoint)) else { return answer.await };
    let mut told = pin!(tell(&aside, phrases.wait));
    let mut is_told = false;
    std::future::poll_fn(|task| {
        is_told = is_told || told.as_mut().poll(task).is_ready();
        answer.as_mut().poll(task)
    })
    .await
}

/// A token of Alexa's goes to nobody else.
fn is_alexa(endpoint: &str) -> bool {
    let host = endpoint.strip_prefix("https://").map(|rest| rest.trim_end_matches('/'));
    host.is_some_and(|host| host == "api.amazonalexa.com" || is_region(host))
}

fn is_region(host: &str) -> bool {
    let region = host.strip_prefix("api.").and_then(|rest| rest.strip_suffix(".amazonalexa.com"));
    region.is_some_and(|region| !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_lowercase()))
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
    use super::is_alexa;

    #[test]
    fn a_token_goes_to_alexa_alone() {
        for host in ["api.amazonalexa.com", "api.eu.amazonalexa.com", "api.fe.amazonalexa.com/"] {
            assert!(is_alexa(&format!("https://{host}")), "{host}");
        }
        for endpoint in [
            "http://api.amazonalexa.com",
            "https://api.evil.example",
            "https://api.eu.amazonalexa.com.evil.example",
            "https://evil.example/api.eu.amazonalexa.com",
            "https://api.evil.example#.amazonalexa.com",
            "https://me@api.eu.amazonalexa.com",
            "https://api..amazonalexa.com",
        ] {
            assert!(!is_alexa(endpoint), "{endpoint}");
        }
    }
}
