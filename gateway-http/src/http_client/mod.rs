//! The interface `http_client`: requests by operation, and so by name.
//!
//! ```no_run
//! gateway_runtime::gateway! { pub Gateway { gateway_http::http_client } }
//! use gateway::*;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! // Typed.
//! let answer = http_client_get("https://home.example/api/", None, None, None).await?;
//! assert_eq!(answer.status(), 200);
//!
//! // By name: `{"status": 200, "headers": {..}, "cookies": [], "body": "..", "is_base64": false, "timing": {..}}`.
//! let json = execute_operation(
//!     GatewayInterface::HttpClient,
//!     "post",
//!     r#"{"url": "https://home.example/api/", "headers": {"x-a": "1"}, "json": {"n": 1}, "timeout": "5s"}"#,
//! )
//! .await?;
//! # Ok(())
//! # }
//! # fn main() {}
//! ```
//!
//! What may call these operations decides whom this function talks to: give them a trigger of your own only for callers
//! that you trust with that.
#![doc = include_str!("settings.md")]

mod answer;
mod operations;
mod settings;
mod shared;

use gateway_runtime::gateway_interface;

pub use operations::{configure_retry, delete, get, patch, post, put, request, stats};
pub use settings::VARIABLES;
pub use shared::{HttpClient, RetrySettings};

gateway_interface! { pub http_client {
    operations::request,
    operations::get,
    operations::post,
    operations::put,
    operations::patch,
    operations::delete,
    operations::stats,
    operations::configure_retry,
} }
