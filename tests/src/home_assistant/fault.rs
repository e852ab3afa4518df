//! What can happen in place of an answer: to Home Assistant, to a proxy before it, and on the way.

use peer::{Received, Step, answer, raw};

/// What is done in place of an answer. The request came whole before it.
#[derive(Clone, Debug)]
pub enum Fault {
    /// This status, with a page in HTML, as proxies write it.
    Page(&'static str),
    /// The same, with a header.
    PageWith(&'static str, &'static str, String),
    /// 200, with this body in JSON.
    Json(Vec<u8>),
    /// Sends nothing, and keeps the connection.
    Hang,
    /// Sends the head, and no body.
    HangAfterHead,
    /// Sends half a body, and no more.
    HangInBody,
    /// Sends the head, then a byte of the body every few milliseconds.
    Drip,
    /// Closes the connection.
    Close,
    /// Sends half a head, and closes the connection.
    CloseInHead,
    /// Sends less than its length says, and closes the connection.
    Truncate,
    /// Sends a whole body and a length that is longer, and keeps the connection.
    LengthTooLong,
    /// Sends a length that is none.
    NoLength,
    /// Resets the connection.
    Reset,
    /// Sends half a body, and resets the connection.
    ResetInBody,
    /// Sends what is no HTTP.
    Noise,
    /// 200 and `content-encoding: gzip`, with a body that is not packed.
    NotPacked,
}

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
const HALF: &str = r#"{"event":{"header":{"namespace":"Alexa","name":"Response"},"#;

impl Fault {
    pub(super) fn steps(&self, request: &Received) -> Vec<Step> {
        let json = ("content-type", "application/json");
        match self {
            Self::Page(status) => vec![page(status, &[], request)],
            Self::PageWith(status, name, value) => vec![page(status, &[(name, value)], request)],
            Self::Json(body) => vec![answer("200 OK", &[json], body)],
            Self::Hang => vec![Step::Hang],
            Self::HangAfterHead => vec![raw(HEAD), Step::Hang],
            Self::HangInBody => vec![raw(HEAD), raw(HALF), Step::Hang],
            Self::Drip => vec![raw(HEAD), Step::Drip(b' ')],
            Self::Close => vec![Step::Close],
            Self::CloseInHead => vec![raw("HTTP/1.1 200 OK\r\ncontent-"), Step::Close],
            Self::Truncate => vec![raw(HEAD), raw(HALF), Step::Close],
            Self::LengthTooLong => vec![raw(HEAD), raw(r#"{"event":{}}"#), Step::Hang],
            Self::NoLength => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: some\r\n\r\n{}"), Step::Hang],
            Self::Reset => vec![Step::Reset],
            Self::ResetInBody => vec![raw(HEAD), raw(HALF), Step::Reset],
            Self::Noise => vec![raw("220 mail.example ESMTP\r\n\r\n"), Step::Hang],
            Self::NotPacked => vec![answer("200 OK", &[json, ("content-encoding", "gzip")], r#"{"event":{}}"#)],
        }
    }
}

/// A page that shows the request, as some proxies do in their pages of errors.
fn page(status: &str, headers: &[(&str, &str)], request: &Received) -> Step {
    let shown = String::from_utf8_lossy(&request.bytes);
    let body =
        format!("<html><head><title>{status}</title></head><body><h1>{status}</h1><pre>{shown}</pre></body></html>");
    let html = ("content-type", "text/html; charset=utf-8");
    answer(status, &[&[html], headers].concat(), body)
}
