//! Bodies of requests, bounded.

use std::error::Error;
use std::pin::pin;

use bytes::{Buf, BufMut, Bytes, BytesMut};
use http::StatusCode;
use http_body_util::BodyExt;
pub(super) use hyper::body::Body;

use super::reply::{self, Reply};

/// Why a body was not taken.
#[derive(Debug)]
pub(super) enum Refused {
    TooLarge { limit: usize },
    Broken(String),
}

/// How much of a body that is too large is read all the same, in bytes: most clients look for a reply only when they
/// have sent everything, and would find a broken connection instead.
const READ_ANYHOW: usize = 256 * 1024 * 1024;

/// Reads a body of at most `limit` bytes.
pub(super) async fn collect<B>(body: B, limit: usize) -> Result<Bytes, Refused>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let mut body = pin!(body);
    let mut kept = BytesMut::new();
    let mut size = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Refused::Broken(error.into().to_string()))?;
        let Ok(mut data) = frame.into_data() else {
            // Trailers say nothing here.
            continue;
        };
        size += data.remaining();
        if size <= limit {
            kept.put(&mut data);
        } else if size > READ_ANYHOW {
            break;
        }
    }
    if size <= limit { Ok(kept.freeze()) } else { Err(Refused::TooLarge { limit }) }
}

impl Refused {
    pub(super) fn is_too_large(&self) -> bool {
        matches!(self, Self::TooLarge { .. })
    }

    pub(super) fn to_runtime(&self) -> Reply {
        match self {
            Self::TooLarge { limit } => reply::runtime_error(
                StatusCode::PAYLOAD_TOO_LARGE,
                "RequestEntityTooLarge",
                &format!("Exceeded maximum allowed payload size ({limit} bytes)."),
            ),
            Self::Broken(error) => reply::runtime_error(StatusCode::BAD_REQUEST, "InvalidBody", error),
        }
    }

    pub(super) fn to_service(&self) -> Reply {
        match self {
            Self::TooLarge { limit } => reply::service_error(
                StatusCode::PAYLOAD_TOO_LARGE,
                "RequestTooLargeException",
                &format!("Request must be smaller than {limit} bytes for the InvokeFunction operation"),
            ),
            Self::Broken(error) => {
                reply::service_error(StatusCode::BAD_REQUEST, "InvalidRequestContentException", error)
            }
        }
    }
}
