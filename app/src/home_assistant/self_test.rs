//! What is wrong between the bridge and the house.

use std::time::{Duration, SystemTime};

use gateway_http::StatusCode;
use gateway_runtime::gateway_op;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::home::{Home, Trouble};

/// What was tried, in this order; what comes after a failure was not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SelfTest {
    /// Whether everything is as it should be.
    pub ok: bool,
    /// Whether the settings can be used.
    pub settings: Verdict,
    /// Whether Home Assistant answers.
    pub reached: Verdict,
    /// Whether it accepts the token of the bridge.
    pub token: Verdict,
    /// Whether the Alexa integration is there.
    pub integration: Verdict,
    /// How long the answer took, in milliseconds.
    pub round_trip_ms: Option<f64>,
    /// Of these, how long connecting and TLS took; zero on a kept connection.
    pub connect_ms: Option<f64>,
    /// Days until Home Assistant's certificate expires, or that of the proxy before it; fewer than none if it has expired
    /// and nobody checks. There is none without TLS.
    pub certificate_days_left: Option<i64>,
}

/// How a step went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "is", content = "look")]
pub enum Verdict {
    /// As it should.
    Good,
    /// Not as it should; where to look.
    Bad(String),
    /// It was not tried.
    Untried,
}

/// Tries the way to Home Assistant, changing nothing there: for the button "Test" of Lambda's console, and for setting up.
#[gateway_op(interface = "home_assistant", direct)]
pub async fn self_test(#[inject] home: &Home) -> SelfTest {
    let mut test = SelfTest {
        ok: false,
        settings: Verdict::Untried,
        reached: Verdict::Untried,
        token: Verdict::Untried,
        integration: Verdict::Untried,
        round_trip_ms: None,
        connect_ms: None,
        certificate_days_left: None,
    };
    let token = match home.own_token() {
        Ok(token) => Some(token),
        Err(error) if error.trouble() == Trouble::NoToken => None,
        Err(error) => {
            test.settings = Verdict::Bad(error.to_string());
            return test;
        }
    };
    test.settings = Verdict::Good;
    // What needs no token is asked without one: each that is not known counts towards a ban.
    let path = if token.is_some() { "/api/" } else { "/manifest.json" };
    match home.get(path, token).await {
        Err(error) => test.reached = Verdict::Bad(error.to_string()),
        Ok(response) => {
            let timing = response.timing();
            let milliseconds = |time: Duration| (time.as_secs_f64() * 10_000.0).round() / 10.0;
            test.round_trip_ms = Some(milliseconds(timing.total));
            test.connect_ms = Some(milliseconds(timing.connect + timing.tls));
            test.certificate_days_left = response.certificate_expiry().map(days_left);
            (test.reached, test.token) = verdicts(response.status(), token.is_some());
        }
    }
    if test.reached == Verdict::Good {
        test.integration = integration(home).await;
    }
    test.ok =
        [&test.settings, &test.reached, &test.token, &test.integration].into_iter().all(|it| *it == Verdict::Good);
    test
}

/// Whole days: of a certificate that expires in an hour there are none left, and one that expired an hour ago is at -1.
fn days_left(expiry: SystemTime) -> i64 {
    let days = |time: Duration| i64::try_from(time.as_secs() / (24 * 60 * 60)).unwrap_or(i64::MAX);
    match expiry.duration_since(SystemTime::now()) {
        Ok(left) => days(left),
        Err(past) => -1 - days(past.duration()),
    }
}

/// What the first answer says of the way there, and of the token.
fn verdicts(status: StatusCode, has_token: bool) -> (Verdict, Verdict) {
    let bad = |look: &str| Verdict::Bad(look.to_owned());
    match status {
        StatusCode::OK if has_token => (Verdict::Good, Verdict::Good),
        StatusCode::OK => {
            let look =
                "`HOME_ASSISTANT_TOKEN` is not set: directives bring a token of their own, and nothing else does";
            (Verdict::Good, bad(look))
        }
        StatusCode::UNAUTHORIZED => (Verdict::Good, bad("Home Assistant does not know `HOME_ASSISTANT_TOKEN`")),
        StatusCode::FORBIDDEN => (bad("banned (`ip_bans.yaml`), or blocked by a proxy"), Verdict::Untried),
        status => {
            let look = format!("status {}: does `HOME_ASSISTANT_URL` lead to Home Assistant?", status.as_u16());
            (Verdict::Bad(look), Verdict::Untried)
        }
    }
}

/// The integration refuses `GET` before it looks for a token; without it there is nothing at the path.
async fn integration(home: &Home) -> Verdict {
    match home.get("/api/alexa/smart_home", None).await {
        Err(error) => Verdict::Bad(error.to_string()),
        Ok(response) => match response.status() {
            StatusCode::METHOD_NOT_ALLOWED => Verdict::Good,
            StatusCode::NOT_FOUND => {
                Verdict::Bad("`alexa:` with `smart_home:` is missing in Home Assistant's configuration".to_owned())
            }
            status => Verdict::Bad(format!("status {}: a proxy may stand between", status.as_u16())),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::days_left;

    #[test]
    fn days_are_whole() {
        let (now, hour) = (SystemTime::now(), Duration::from_hours(1));
        for (expiry, days) in
            [(now + 49 * hour, 2), (now + 23 * hour, 0), (now + hour, 0), (now - hour, -1), (now - 25 * hour, -2)]
        {
            assert_eq!(days_left(expiry), days);
        }
    }
}
