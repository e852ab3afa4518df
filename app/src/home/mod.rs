//! The way to Home Assistant: one client for the life of the process, and what its answers mean.

mod error;
mod url;

use std::path::Path;

use bytes::Bytes;
use gateway_cores::config::Config;
use gateway_http::{Client, HttpClientError, Request, Response, Retry};
use gateway_runtime::{Secret, gateway_core};

pub use self::error::{HomeError, Trouble};
pub(crate) use self::url::base_url;
use crate::settings::{DebugSettings, HomeSettings, TokenMode};

/// Home Assistant, as the settings say where it is.
///
/// It is built whatever the settings say: a bridge that cannot be configured still answers, in Alexa's words.
#[gateway_core]
pub struct Home(Result<Way, HomeError>);

struct Way {
    client: Client,
    /// Without a slash at its end.
    base: String,
    mode: TokenMode,
    token: Option<Secret>,
    headers: Vec<(String, Secret)>,
}

impl Home {
    fn build(config: &Config) -> Self {
        let settings = config.section::<HomeSettings>();
        let settings = settings.map_err(|error| HomeError::new(Trouble::Unset, error.to_string()));
        let debugs = config.section::<DebugSettings>().is_ok_and(|debug| debug.on);
        let way = settings.and_then(|settings| way(settings, debugs));
        if let Err(problem) = &way {
            tracing::error!("Home Assistant cannot be asked: {problem}");
        }
        Self(way)
    }

    /// The token to send a directive with that brought this one.
    ///
    /// # Errors
    /// There is none, or one that no header can hold: nothing is sent then.
    pub fn token<'a>(&'a self, brought: Option<&'a str>) -> Result<&'a str, HomeError> {
        let way = self.way()?;
        let configured = way.token.as_ref().map(|token| token.expose().as_str());
        let token = match way.mode {
            TokenMode::Directive => brought,
            TokenMode::Configured => configured,
            TokenMode::Fallback => brought.or(configured),
        };
        let what = match way.mode {
            TokenMode::Configured => "`HOME_ASSISTANT_TOKEN` is not set",
            TokenMode::Directive | TokenMode::Fallback => "the directive brings no token: link the account again",
        };
        usable(token.ok_or_else(|| HomeError::new(Trouble::NoToken, what))?)
    }

    /// The token of the bridge itself.
    ///
    /// # Errors
    /// There is none, or one that no header can hold.
    pub fn own_token(&self) -> Result<&str, HomeError> {
        let unset = || HomeError::new(Trouble::NoToken, "`HOME_ASSISTANT_TOKEN` is not set");
        usable(self.way()?.token.as_ref().ok_or_else(unset)?.expose())
    }

    /// Posts a JSON body, once, whatever becomes of it.
    ///
    /// # Errors
    /// There was no answer. An answer with any status is one.
    pub async fn post(&self, path: &str, token: &str, body: Bytes) -> Result<Response, HomeError> {
        let way = self.way()?;
        let request =
            Request::post(&format!("{}{path}", way.base)).header("content-type", "application/json").body(body);
        way.send(request, Some(token)).await
    }

    /// Asks for what stands at a path, also without a token: one that Home Assistant does not know brings its caller nearer
    /// to being banned.
    ///
    /// # Errors
    /// There was no answer. An answer with any status is one.
    pub async fn get(&self, path: &str, token: Option<&str>) -> Result<Response, HomeError> {
        let way = self.way()?;
        way.send(Request::get(&format!("{}{path}", way.base)), token).await
    }

    /// Connects, so that the first directive need not.
    pub async fn warm(&self) {
        // What is not set has been told when this was built.
        let Ok(way) = self.way() else { return };
        if let Err(error) = way.client.warm(&way.base).await {
            tracing::warn!("Home Assistant cannot be reached: {error}");
        }
    }

    fn way(&self) -> Result<&Way, HomeError> {
        self.0.as_ref().map_err(Clone::clone)
    }
}

impl Way {
    async fn send(&self, request: Request, token: Option<&str>) -> Result<Response, HomeError> {
        let headers = self.headers.iter();
        let mut request = headers.fold(request, |request, (name, value)| request.header(name, value.expose()));
        if let Some(token) = token {
            // Home Assistant knows no other spelling of `Bearer`.
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.client.send(request).await.map_err(|error| HomeError::from(&error))
    }
}

/// The token, if a header can hold it.
pub(crate) fn usable(token: &str) -> Result<&str, HomeError> {
    let token = token.trim();
    let is_usable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    is_usable
        .then_some(token)
        .ok_or_else(|| HomeError::new(Trouble::NoToken, "the token is none: it has blanks, or nothing"))
}

fn way(settings: HomeSettings, debugs: bool) -> Result<Way, HomeError> {
    let HomeSettings { url, token, long_lived_access_token, verify_ssl, extra_roots, client_certificate, .. } =
        settings;
    let mode = settings.token_mode.unwrap_or_else(|| {
        if debugs && long_lived_access_token.is_some() {
            tracing::warn!("`DEBUG` is on: a directive without a token is sent with `LONG_LIVED_ACCESS_TOKEN`");
            return TokenMode::Fallback;
        }
        TokenMode::Directive
    });
    let url = url.ok_or_else(|| HomeError::new(Trouble::Unset, "`HOME_ASSISTANT_URL` is not set"))?;
    // What was not sent could be sent again, but Alexa waits for nobody.
    let mut builder =
        Client::builder().retry(Retry::never()).timeout(settings.timeout).danger_accept_any_certificate(!verify_ssl);
    if let Some(roots) = extra_roots {
        builder = builder.extra_roots(pem("HOME_ASSISTANT_EXTRA_ROOTS", &roots)?);
    }
    if let Some(certificate) = client_certificate {
        builder = builder.client_certificate(pem("HOME_ASSISTANT_CLIENT_CERTIFICATE", certificate.expose())?);
    }
    let mut headers: Vec<_> = settings.headers.into_iter().collect();
    let access = [
        ("CF-Access-Client-Id", settings.cf_access_client_id),
        ("CF-Access-Client-Secret", settings.cf_access_client_secret),
    ];
    headers.extend(access.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    let unusable = |error: HttpClientError| HomeError::new(Trouble::Unset, error.to_string());
    let client = builder.build().map_err(unusable)?;
    Ok(Way { client, base: base_url(&url)?, mode, token: token.or(long_lived_access_token), headers })
}

/// A PEM text, or what stands in the file of that path. In a variable, which is one line, line ends may be written out.
fn pem(name: &str, text: &str) -> Result<Vec<u8>, HomeError> {
    if text.contains("-----BEGIN ") {
        return Ok(text.replace("\\n", "\n").into_bytes());
    }
    // The path is not quoted: it may be a mistyped secret.
    let unreadable = |error| HomeError::new(Trouble::Unset, format!("`{name}` is no PEM text and no file: {error}"));
    std::fs::read(Path::new(text.trim())).map_err(unreadable)
}

impl std::fmt::Debug for Home {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Home").field(&self.0.as_ref().map(|way| &way.base)).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::time::Duration;

    use bytes::Bytes;
    use gateway_cores::config::Config;
    use tokio::time::Instant;

    use super::{Home, Trouble};

    #[tokio::test(start_paused = true)]
    async fn alexa_is_answered_while_she_listens() {
        // It takes connections, and never says a word.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let home = Home::build(&Config::from_variables([("HOME_ASSISTANT_URL", url.as_str())]));
        let begin = Instant::now();
        let error = home.post("/api/alexa/smart_home", "t", Bytes::from_static(b"{}")).await.unwrap_err();
        assert_eq!(error.trouble(), Trouble::Unreachable, "{error}");
        let took = begin.elapsed();
        assert!((Duration::from_secs(7)..Duration::from_millis(7_500)).contains(&took), "{took:?}");
    }
}
