//! What most programs do: a map from a name to a boxed closure, everything through
//! [`serde_json::Value`].

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::requests::{self, Decoded, for_each_operation};
use super::{Answer, Error, Text, encode, utf8};

type Handler = Box<dyn Fn(Value) -> Result<Value, Error> + Send + Sync>;

/// The operations by `{interface}.{operation}`.
pub struct Registry {
    handlers: HashMap<String, Handler>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<'a> {
    #[serde(borrow)]
    interface: Text<'a>,
    #[serde(borrow)]
    operation: Text<'a>,
    #[serde(default = "no_params")]
    params: Value,
}

fn no_params() -> Value {
    Value::Object(serde_json::Map::new())
}

macro_rules! handlers {
    ($($interface:ident { $($operation:literal $request:ident)* })*) => {
        [$($((
            concat!(stringify!($interface), ".", $operation).to_owned(),
            Box::new(|params: Value| {
                let request = requests::$interface::$request::deserialize(&params).map_err(Error::InvalidParams)?;
                serde_json::to_value(request.call()?).map_err(Error::InvalidResult)
            }) as Handler,
        ),)*)*]
    };
}

impl Registry {
    /// A registry of all 150 operations.
    pub fn build() -> Self {
        Self { handlers: HashMap::from(for_each_operation!(handlers)) }
    }

    /// Reads one envelope into a [`Value`] and calls the operation that it names.
    ///
    /// # Errors
    /// Each variant of [`Error`]; an unknown interface is an [`Error::UnknownOperation`] here.
    pub fn execute(&self, envelope: &[u8]) -> Answer {
        let mut envelope: Value = serde_json::from_slice(envelope).map_err(Error::InvalidRequest)?;
        let params = envelope.get_mut("params").map_or_else(no_params, Value::take);
        let name = |key| match envelope.get(key) {
            Some(Value::String(name)) => Ok(name.as_str()),
            _ => Err(Error::InvalidRequest(serde::de::Error::missing_field(key))),
        };
        self.call(name("interface")?, name("operation")?, params)
    }

    /// The same with the envelope as a struct, so that only the parameters and the result become a
    /// [`Value`]: the best that can be done for a registry of this type.
    ///
    /// # Errors
    /// As [`Registry::execute`].
    pub fn execute_typed_envelope(&self, envelope: &[u8]) -> Answer {
        let envelope: Envelope<'_> = utf8(envelope).and_then(serde_json::from_str).map_err(Error::InvalidRequest)?;
        self.call(&envelope.interface, &envelope.operation, envelope.params)
    }

    fn call(&self, interface: &str, operation: &str, params: Value) -> Answer {
        let name = [interface, ".", operation].concat();
        match self.handlers.get(&name) {
            Some(handler) => encode(&handler(params)?),
            None => Err(Error::UnknownOperation(name)),
        }
    }
}
