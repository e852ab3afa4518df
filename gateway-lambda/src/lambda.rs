//! What the event was, and how to answer it.
//!
//! ```
//! gateway_runtime::gateway! { pub Gateway { gateway_lambda::lambda } }
//!
//! use gateway::*;
//! use gateway_lambda::lambda::HttpFormat;
//! use serde_json::json;
//!
//! fn main() {
//!     let event = json!({"awslogs": {"data": ""}});
//!     assert_eq!(lambda_classify(event).unwrap().source, "cloudwatch_logs");
//!
//!     let answer = lambda_respond(HttpFormat::FunctionUrl, 200, Some(json!({"price": 3})), None).unwrap();
//!     assert_eq!(answer["body"], r#"{"price":3}"#);
//! }
//! ```

mod answers;
mod requests;

pub use answers::{HttpFormat, InvalidAnswer, alexa_response, error_response, respond};
pub use requests::{Classified, LambdaStatus, RequestContext, classify, context, remaining_time, status};

gateway_runtime::gateway_interface! { pub lambda {
    requests::classify,
    requests::context,
    requests::remaining_time,
    requests::status,
    answers::respond,
    answers::alexa_response,
    answers::error_response,
} }
