//! Requests, and the parameters of operations.

use std::collections::BTreeMap;

use gateway_runtime::{Catalogue, GatewayError, Problem, gateway_op};
use serde_json::Value;

use super::error::ValidationError;

/// What API Gateway takes of the request line and all headers together.
/// ([quotas](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html))
const HEADER_BYTES: usize = 10_240;

/// What Lambda takes of a synchronous request.
/// ([quotas](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html))
const BODY_BYTES: usize = 6_291_556;

/// Whether a request is one that may be passed on: nothing in it that another program would read differently.
///
/// - The method and the names of headers are tokens, the values of headers have no line break and no NUL ([RFC 9110],
///   sections 5.5, 5.6.2 and 9.1).
/// - The path begins with a slash, and has no control character and no segment `.` or `..`, also percent-encoded.
/// - Headers have at most 10,240 bytes, the body 6,291,556.
///
/// [RFC 9110]: https://www.rfc-editor.org/rfc/rfc9110
///
/// # Errors
/// All that is wrong with it.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use gateway_cores::security::validate_request;
///
/// assert!(validate_request("GET", "/orders/42", BTreeMap::new(), None).is_ok());
/// let headers = BTreeMap::from([("x-name".to_owned(), "a\r\nset-cookie: b".to_owned())]);
/// let error = validate_request("GET", "/../etc", headers, None).unwrap_err();
/// let paths: Vec<_> = error.problems().iter().map(|problem| problem.path()).collect();
/// assert_eq!(paths, ["path", "headers.x-name"]);
/// ```
#[gateway_op(interface = "security")]
pub fn validate_request(
    method: &str,
    path: &str,
    #[op(default = BTreeMap::new())] headers: BTreeMap<String, String>,
    body: Option<&str>,
) -> Result<(), ValidationError> {
    let mut problems = Vec::new();
    let mut refuse = |path: &str, expected: &str, found: String| problems.push(Problem::new(path, expected, found));
    if !is_token(method) {
        refuse("method", "a token of RFC 9110", "other text".to_owned());
    }
    if !path.starts_with('/') {
        refuse("path", "a slash at the start", "none".to_owned());
    } else if let Some((at, _)) = path.char_indices().find(|(_, c)| c.is_control()) {
        refuse("path", "no characters for control", format!("one at byte {at}"));
    } else if path.split(['/', '\\']).any(is_dots) {
        refuse("path", "no segment `.` or `..`", "one".to_owned());
    }
    let mut size = 0;
    for (name, value) in &headers {
        size += name.len() + value.len();
        if !is_token(name) {
            refuse("headers", "names that are tokens of RFC 9110", "another".to_owned());
        } else if let Some(at) = value.bytes().position(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
            refuse(&format!("headers.{name}"), "no line break and no NUL", format!("one at byte {at}"));
        }
    }
    if size > HEADER_BYTES {
        refuse("headers", "at most 10240 bytes", size.to_string());
    }
    if let Some(body) = body.filter(|body| body.len() > BODY_BYTES) {
        refuse("body", "at most 6291556 bytes", body.len().to_string());
    }
    ValidationError::unless_none(problems)
}

/// Whether an operation would accept these parameters; it is not called.
///
/// # Errors
/// All that is wrong, at once: an unknown name with the nearest known one, or every bad parameter with its path, what
/// was expected and what was found.
///
/// ```
/// use gateway_cores::security::validate_input;
/// use gateway_runtime::Catalogue;
/// use serde_json::json;
///
/// let error = validate_input(&Catalogue::default(), "cache", "get", json!({})).unwrap_err();
/// assert_eq!(error.code(), "unknown_interface");
/// ```
#[gateway_op(interface = "security")]
pub fn validate_input(
    #[inject] catalogue: &Catalogue,
    interface: &str,
    operation: &str,
    params: Value,
) -> Result<(), GatewayError> {
    catalogue.check_params(interface, operation, params)
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// `.` and `..`, each dot as it is or as `%2e`.
fn is_dots(segment: &str) -> bool {
    let mut dots = segment.to_ascii_lowercase().replace("%2e", ".");
    // A path parameter of a segment: `..;x` is `..` to some servers.
    dots.truncate(dots.find(';').unwrap_or(dots.len()));
    dots == "." || dots == ".."
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Vec<String> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let checked = validate_request(method, path, headers, body);
        checked.map_or_else(
            |error| error.problems().iter().map(|problem| problem.path().to_owned()).collect(),
            |()| Vec::new(),
        )
    }

    #[test]
    fn ordinary_requests_pass() {
        let headers = [("content-type", "text/plain; charset=utf-8"), ("x", ""), ("accept", "é\ttab")];
        for path in ["/", "/a/b", "/a.b/..c/...", "/ä%20b", "/a;v=1/b"] {
            assert_eq!(paths("PATCH", path, &headers, Some("body")), [""; 0], "{path}");
        }
    }

    #[test]
    fn what_another_program_would_read_differently_is_refused() {
        for path in
            ["", "a", "*", "/a/../b", "/..", "/.", "/%2e%2E/x", "/a/.%2e", "/a\\..\\b", "/a\nb", "/a\0", "/..;/b"]
        {
            assert_eq!(paths("GET", path, &[], None), ["path"], "{path:?}");
        }
        for method in ["", "GET /", "G\r\nET", "GÉT"] {
            assert_eq!(paths(method, "/", &[], None), ["method"], "{method:?}");
        }
        for header in [("a b", "v"), ("", "v"), ("a:", "v"), ("a\r\nb", "v")] {
            assert_eq!(paths("GET", "/", &[header], None), ["headers"], "{header:?}");
        }
        for value in ["a\r\nb", "\n", "\0"] {
            assert_eq!(paths("GET", "/", &[("a", value)], None), ["headers.a"], "{value:?}");
        }
    }

    #[test]
    fn sizes_end_where_aws_ends() {
        let value = "v".repeat(10_239);
        assert_eq!(paths("GET", "/", &[("a", &value)], None), [""; 0]);
        assert_eq!(paths("GET", "/", &[("a", &value), ("b", "")], None), ["headers"]);
        let body = "b".repeat(6_291_557);
        assert_eq!(paths("POST", "/", &[], Some(&body[1..])), [""; 0]);
        assert_eq!(paths("POST", "/", &[], Some(&body)), ["body"]);
    }
}
