//! HTTP requests and responses, in one shape for all sources.
//!
//! A [`Request`] is read once from the event of any source that [is HTTP](crate::source::Source::is_http), and a
//! [`Response`] is written in the [`Shape`] which that source expects:
//!
//! ```
//! use gateway_lambda::http::{Request, Response};
//! use gateway_lambda::source::Source;
//! use http::StatusCode;
//!
//! let event = br#"{
//!     "rawPath": "/orders", "rawQueryString": "limit=2",
//!     "requestContext": {"http": {"method": "GET"}, "domainName": "id.lambda-url.eu-west-1.on.aws"}
//! }"#;
//! let request = Request::decode(Source::FunctionUrl, event).unwrap();
//! assert_eq!((request.method.as_str(), &*request.path), ("GET", "/orders"));
//! assert_eq!(request.query().next().unwrap(), ("limit".into(), "2".into()));
//!
//! let response = Response::text(StatusCode::OK, "none");
//! assert_eq!(
//!     response.encode(request.shape()).as_str(),
//!     r#"{"statusCode":200,"headers":{"content-type":"text/plain; charset=utf-8"},"body":"none","isBase64Encoded":false}"#
//! );
//! ```

mod cors;
mod encode;
mod error;
mod problem;
mod reply;
mod request;
mod response;
mod wire;

pub use cors::Cors;
pub use encode::Shape;
pub use error::HttpError;
pub use problem::{BadParameter, PROBLEM_JSON, Problem};
pub(crate) use reply::Body;
pub use reply::Reply;
pub use request::{Request, Socket};
pub use response::Response;
pub(crate) use response::SECURITY_HEADERS;
