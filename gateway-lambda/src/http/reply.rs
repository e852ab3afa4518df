//! What an operation says about the response beside its result.

use std::sync::{Arc, Mutex, PoisonError};

use gateway_runtime::Context;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};

/// What an operation says about the response to the request that is being served: status, headers, cookies.
///
/// The result of the operation stays what it is for every other caller, and nothing that a client has sent can become a
/// header by the way of a result. Without this, a result is `200` with JSON, a function without a result `204`, and
/// `None` a problem with `404`. An operation that fails is answered as its error says: see [`HttpError`](super::HttpError).
///
/// Where no request is served, as in a typed call, all of this does nothing.
///
/// ```
/// use gateway_lambda::http::Reply;
/// use gateway_runtime::{Context, gateway_op};
/// use http::header::{HeaderValue, LOCATION};
/// use http::StatusCode;
///
/// /// Places an order, and gives its number.
/// #[gateway_op(interface = "orders", http = "POST /orders")]
/// pub fn place(#[inject] cx: &Context, item: &str) -> u32 {
///     Reply::to(cx).status(StatusCode::CREATED).header(LOCATION, HeaderValue::from_static("/orders/17"));
///     17
/// }
/// # fn main() {}
/// ```
#[derive(Clone, Debug)]
pub struct Reply(Option<Arc<Said>>);

/// In a request's context.
#[derive(Default)]
pub(crate) struct Said(Mutex<Parts>);

/// What was said.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// How a result becomes the body.
#[derive(Clone, Copy, Default)]
pub(crate) enum Body {
    #[default]
    Json,
    /// A result that is a text, as it is.
    Text,
    /// A result that is a text, decoded.
    Base64,
}

impl Reply {
    /// That of the request which is being served in this context.
    pub fn to(cx: &Context) -> Self {
        Self(cx.slot())
    }

    /// Sets the status.
    pub fn status(&self, status: StatusCode) -> &Self {
        self.say(|parts| parts.status = Some(status))
    }

    /// Sets a header in place of those of that name.
    pub fn header(&self, name: HeaderName, value: HeaderValue) -> &Self {
        self.say(|parts| {
            parts.headers.insert(name, value);
        })
    }

    /// Adds a cookie: the value of a `Set-Cookie` header.
    ///
    /// Source: [RFC 6265, section 4.1](https://www.rfc-editor.org/rfc/rfc6265#section-4.1).
    pub fn cookie(&self, cookie: HeaderValue) -> &Self {
        self.say(|parts| {
            parts.headers.append(SET_COOKIE, cookie);
        })
    }

    /// Sends the result, which has to be a text, as it is: `text/html; charset=utf-8`, say.
    pub fn text(&self, content_type: HeaderValue) -> &Self {
        self.say(|parts| {
            parts.headers.insert(CONTENT_TYPE, content_type);
            parts.body = Body::Text;
        })
    }

    /// Sends the bytes that the result, which has to be base64, stands for: an `image/png`, say.
    pub fn base64(&self, content_type: HeaderValue) -> &Self {
        self.say(|parts| {
            parts.headers.insert(CONTENT_TYPE, content_type);
            parts.body = Body::Base64;
        })
    }

    fn say(&self, what: impl FnOnce(&mut Parts)) -> &Self {
        if let Some(said) = &self.0 {
            what(&mut said.0.lock().unwrap_or_else(PoisonError::into_inner));
        }
        self
    }

    /// What the operation has said.
    pub(crate) fn take(cx: &Context) -> Parts {
        let said = cx.slot::<Said>();
        said.map(|said| std::mem::take(&mut *said.0.lock().unwrap_or_else(PoisonError::into_inner))).unwrap_or_default()
    }
}

/// Without headers: they may hold secrets.
impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Said")
    }
}
