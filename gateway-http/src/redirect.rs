//! Where an answer sends us, and what may come along.

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderName, Method, StatusCode};

use crate::error::{HttpClientError, HttpClientErrorKind};
use crate::response::Response;
use crate::url::Url;

/// What another host may know of a request. All other headers may be credentials, whatever they are called.
const HARMLESS: [HeaderName; 3] = [ACCEPT, ACCEPT_LANGUAGE, USER_AGENT];

/// One step of a request: what is sent, and where.
#[derive(Clone)]
pub(crate) struct Hop {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Hop {
    /// The step that an answer asks for (RFC 9110, section 15.4), if it asks for one.
    pub(crate) fn next(&self, answer: &Response, has_identity: bool) -> Result<Option<Self>, HttpClientError> {
        let status = answer.status();
        let keeps_method = match status {
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => self.method != Method::POST,
            StatusCode::SEE_OTHER => matches!(self.method, Method::GET | Method::HEAD),
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
            _ => return Ok(None),
        };
        let Some(location) = answer.headers().get(LOCATION) else { return Ok(None) };
        let location = location.to_str().map_err(|_| self.refuse("the redirect's `location` is no text"))?;
        let url =
            self.url.join(location).map_err(|error| self.refuse("the redirect leads to no URL").because(error))?;
        let (method, body) =
            if keeps_method { (self.method.clone(), self.body.clone()) } else { (Method::GET, Bytes::new()) };
        let mut headers = self.headers.clone();
        if url.origin != self.url.origin {
            if self.url.origin.is_secure() && !url.origin.is_secure() {
                return Err(self.refuse("the redirect leads from `https` to `http`"));
            }
            if !body.is_empty() {
                return Err(self.refuse("the redirect would give the request's body to another host"));
            }
            if has_identity {
                return Err(self.refuse("the redirect would show the client certificate to another host"));
            }
            headers = HARMLESS
                .into_iter()
                .filter_map(|name| {
                    let value = self.headers.get(&name)?.clone();
                    Some((name, value))
                })
                .collect();
        }
        if body.is_empty() {
            headers.remove(CONTENT_TYPE);
        }
        Ok(Some(Self { method, url, headers, body }))
    }

    pub(crate) fn refuse(&self, sentence: &'static str) -> HttpClientError {
        HttpClientError::new(HttpClientErrorKind::RedirectRefused, sentence).at(&self.url.origin).with_sent(true)
    }
}
