//! Requests to AWS, signed (feature `aws`).
//!
//! [`AwsClient`] speaks to one service in one region over a [`Client`](crate::Client): it finds the endpoint, signs
//! ([Signature Version 4]) and reads errors. Everything else is as with any other request: one deadline, and nothing that
//! may change something is sent twice.
//!
//! What it does not do: it looks for no credentials but in the environment, where Lambda puts them, and has no types for
//! requests and answers. Whoever calls a service writes the few that he needs.
//!
//! [Signature Version 4]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html

mod client;
mod credentials;
mod endpoint;
mod error;
mod request;
mod service;
mod sign;
mod skew;

pub use client::AwsClient;
pub use credentials::AwsCredentials;
pub use error::{AwsError, AwsRefusal, AwsSettingsError};
pub use request::AwsRequest;
pub use service::AwsService;
