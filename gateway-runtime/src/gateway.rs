//! The composition of interfaces, as a host sees it.

use crate::catalogue::Catalogue;
use crate::error::{ErrorKind, GatewayError};
use crate::execution::Execution;
use crate::params::{Key, Members, Params, Raw};

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
        match Request::read(request) {
            Ok(request) => Self::execute(&request.interface, &request.operation, &request.params),
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
    fn read(bytes: &'a [u8]) -> Result<Self, GatewayError> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return Err(crate::params::not_utf8(error)),
        };
        let (mut interface, mut operation, mut params) = (None, None, None);
        let mut members = Members::of(text);
        loop {
            let (key, raw) = match members.next() {
                Ok(Some(member)) => member,
                Ok(None) => break,
                Err(error) => return Err(GatewayError::invalid_request(error.describe())),
            };
            let place = match &*key {
                "interface" => &mut interface,
                "operation" => &mut operation,
                "params" => &mut params,
                _ => return Err(unexpected_member(&key)),
            };
            if place.replace(raw).is_some() {
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
