//! The answer's body: read within a limit, and unpacked within one.

use std::io::{self, Read};

use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};

use crate::connection::io_kind;
use crate::error::{HttpClientError, HttpClientErrorKind};

/// Reads a body to its end, if that is within `limit` bytes.
pub(crate) async fn read(mut body: Incoming, limit: usize) -> Result<Bytes, HttpClientError> {
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(frame) = body.frame().await {
        // Trailers are nobody's.
        let Ok(data) = frame.map_err(cut_short)?.into_data() else { continue };
        if data.len() > limit - first.len() - rest.len() {
            return Err(too_large());
        }
        // Most bodies come in one piece, which is then not copied.
        if first.is_empty() {
            first = data;
        } else {
            rest.extend_from_slice(&data);
        }
    }
    if rest.is_empty() {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(first.len() + rest.len());
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&rest);
    Ok(whole.freeze())
}

fn cut_short(error: hyper::Error) -> HttpClientError {
    // hyper's word for framing that is none.
    let is_nonsense = matches!(io_kind(&error), Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData));
    let (kind, sentence) = if error.is_parse() || is_nonsense {
        (HttpClientErrorKind::BadResponse, "the answer's body is not HTTP/1.1")
    } else {
        (HttpClientErrorKind::Truncated, "the connection ended within the answer's body")
    };
    HttpClientError::new(kind, sentence).because(error).with_sent(true)
}

/// Undoes gzip, and takes the headers away that were about the packed form.
pub(crate) fn unpack(headers: &mut HeaderMap, body: Bytes, limit: usize) -> Result<Bytes, HttpClientError> {
    let is_gzip = headers.get(CONTENT_ENCODING).is_some_and(|encoding| {
        let encoding = encoding.as_bytes();
        encoding.eq_ignore_ascii_case(b"gzip") || encoding.eq_ignore_ascii_case(b"x-gzip")
    });
    // The answer to HEAD, and some 304, name the encoding of a body that they do not have.
    if !is_gzip || body.is_empty() {
        return Ok(body);
    }
    let mut unpacked = Vec::with_capacity(body.len().saturating_mul(4).min(limit));
    MultiGzDecoder::new(&body[..]).take(limit as u64 + 1).read_to_end(&mut unpacked).map_err(|error| {
        HttpClientError::new(HttpClientErrorKind::BadEncoding, "the answer's body is not the gzip that it says")
            .because(error)
            .with_sent(true)
    })?;
    if unpacked.len() > limit {
        return Err(too_large());
    }
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    Ok(unpacked.into())
}

fn too_large() -> HttpClientError {
    HttpClientError::new(HttpClientErrorKind::TooLarge, "the answer is larger than the limit").with_sent(true)
}
