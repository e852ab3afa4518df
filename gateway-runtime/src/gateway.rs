//! The composition of interfaces, as a host sees it.

use crate::catalogue::Catalogue;
use crate::error::{ErrorKind, GatewayError};
use crate::execution::Execution;
use crate::params::{Key, Members, Object, Params, Raw, SyntaxError};

/// What `gateway!` generates, for code that serves any gateway: a host, a console, a command line.
pub trait Gateway: Send + Sync + 'static {
    /// The names of the interfaces, in the order of the list.
    const INTERFACES: &'static [&'static str];

    /// Everything that is callable, described.
    fn catalogue() -> &'static Catalogue;

    /// Calls an operation by name.
    fn execute(interface: &str, operation: &str, params: &Params<'_>) -> Execution;

    /// Calls the operation that a JSON request names: `{"interface": .., "operation": .., "params": {..}}`, in any order;
    /// `params` may be absent.
    fn execute_json(request: &[u8]) -> Execution {
        match Request::read(request, true) {
            Ok(parts) => {
                let execution = Self::execute(&parts.interface, &parts.operation, &parts.params);
                if execution.is_invalid_request() { blame_the_request(request, execution) } else { execution }
            }
            Err(error) => Execution::ready(Err(error)),
        }
    }
}

/// A request, split but not decoded.
struct Request<'a> {
    interface: Key<'a>,
    operation: Key<'a>,
    params: Params<'a>,
}

impl<'a> Request<'a> {
    /// With `in_place`, parameters that come last are not walked over, and what follows them is left to whoever splits
    /// them.
    fn read(bytes: &'a [u8], in_place: bool) -> Result<Self, GatewayError> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return Err(crate::params::not_utf8(error)),
        };
        let (mut interface, mut operation, mut params) = (None, None, None);
        let mut members = Members::of(Object::whole(text));
        while let Some(key) = members.next_key().map_err(malformed)? {
            let place = match &*key {
                "interface" => &mut interface,
                "operation" => &mut operation,
                "params" => {
                    if in_place
                        && interface.is_some()
                        && operation.is_some()
                        && params.is_none()
                        && let Some(object) = members.last_object()
                    {
                        let (interface, operation) = (name("interface", interface)?, name("operation", operation)?);
                        return Ok(Self { interface, operation, params: Params::object(object) });
                    }
                    &mut params
                }
                _ => return Err(unexpected_member(&key)),
            };
            if place.replace(members.value().map_err(malformed)?).is_some() {
                return Err(GatewayError::invalid_request(format!("`{key}` stands twice")));
            }
        }
        Ok(Self {
            interface: name("interface", interface)?,
            operation: name("operation", operation)?,
            params: params.map_or(Params::none(), |raw: Raw<'a>| Params::json(raw.text())),
        })
    }
}

/// The error of the whole request, if it has one: the operation has only seen the parameters and what follows them.
#[cold]
fn blame_the_request(request: &[u8], execution: Execution) -> Execution {
    match Request::read(request, false) {
        Ok(_) => execution,
        Err(error) => Execution::ready(Err(error)),
    }
}

#[cold]
fn malformed(error: SyntaxError) -> GatewayError {
    GatewayError::invalid_request(error.describe())
}

#[cold]
fn unexpected_member(key: &str) -> GatewayError {
    let key = crate::error::shorten(key);
    GatewayError::invalid_request(format!("expected `interface`, `operation` and `params`, found `{key}`"))
}

#[inline]
fn name<'a>(what: &'static str, raw: Option<Raw<'a>>) -> Result<Key<'a>, GatewayError> {
    match raw.map(crate::params::read_string) {
        Some(Ok(name)) => Ok(name),
        Some(Err(problem)) => Err(GatewayError::invalid_request(problem.within(what).to_string())),
        None => Err(GatewayError::invalid_request(format!("`{what}` is missing"))),
    }
}

/// The answer for an interface that the gateway does not have.
#[cold]
pub fn unknown_interface<G: Gateway>(interface: &str) -> Execution {
    let known = G::INTERFACES.to_vec();
    Execution::ready(Err(GatewayError::unknown(ErrorKind::UnknownInterface, None, interface, known)))
}

/// The answer of an operation that does not have to be awaited.
///
/// # Errors
/// `needs_await` for an asynchronous operation, else what the call gives.
pub fn now(execution: Execution) -> Result<crate::Json, GatewayError> {
    execution.now().unwrap_or_else(|pending| Err(pending.needs_await()))
}

#[cfg(test)]
mod tests {
    use super::Request;

    fn read(text: &str) -> String {
        match Request::read(text.as_bytes(), true) {
            Ok(request) => format!("{}.{} {:?}", request.interface, request.operation, request.params),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn members_come_in_any_order() {
        let in_order = read(r#"{"interface":"a","operation":"b","params":{"x":1}}"#);
        assert!(in_order.starts_with("a.b Params(Object("), "{in_order}");
        for text in [
            r#"{"params":{"x":1},"interface":"a","operation":"b"}"#,
            r#"{"interface":"a","params":{"x":1},"operation":"b"}"#,
        ] {
            assert_eq!(read(text), r#"a.b Params(Text("{\"x\":1}"))"#, "{text}");
        }
        assert_eq!(read(r#"{"interface":"\u0061","operation":"b"}"#), "a.b Params(None)");
        assert_eq!(read(r#"{"interface":"a","operation":"b","params":null}"#), r#"a.b Params(Text("null"))"#);
    }

    #[test]
    fn a_request_that_is_none_is_told_why() {
        let cases = [
            (r#"{"interface":"a"}"#, "`operation` is missing"),
            (r#"{"interface":"a","interface":"b"}"#, "`interface` stands twice"),
            (r#"{"params":{},"params":{}}"#, "`params` stands twice"),
            (r#"{"interface":1,"operation":"b"}"#, "`interface`: expected a string, found an integer"),
            (r#"{"interfaces":"a"}"#, "expected `interface`, `operation` and `params`, found `interfaces`"),
            ("[]", "expected an object at offset 0"),
            ("{\"interface\":\"a\"", "expected `,` or `}` at offset 16"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), format!("the request cannot be read: {expected}"), "{text}");
        }
    }
}
