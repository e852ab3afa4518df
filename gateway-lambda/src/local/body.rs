//! Bodies of requests, bounded.

use bytes::Bytes;
use http::StatusCode;
use http_body_util::{BodyExt, LengthLimitError, Limited};
pub(super) use hyper::body::Body;
use std::error::Error;

use super::reply::{self, Reply};

/// Why a body was not taken.
#[derive(Debug)]
pub(super) enum Refused {
    TooLarge { limit: usize },
    Broken(String),
}

/// Reads a body of at most `limit` bytes.
pub(super) async fn collect<B>(body: B, limit: usize) -> Result<Bytes, Refused>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    match Limited::new(body, limit).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refused::TooLarge { limit }),
        Err(error) => Err(Refused::Broken(error.to_string())),
    }
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
