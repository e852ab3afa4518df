//! `app describe`: the catalogue as JSON, whole or in part.

use gateway_runtime::{Gateway as _, GatewayError};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::gateway::Gateway;

/// One interface or operation, with what its schemas refer to.
#[derive(Serialize)]
struct Part<'a, T> {
    #[serde(flatten)]
    described: &'a T,
    #[serde(skip_serializing_if = "Map::is_empty")]
    definitions: Map<String, Value>,
}

/// Describes everything, `interface` or `interface.operation`.
pub(super) fn describe(what: Option<&str>) -> Result<String, GatewayError> {
    let catalogue = Gateway::catalogue();
    let all = catalogue.describe();
    let Some(what) = what else {
        return Ok(pretty(&all));
    };
    let (interface, operation) = match what.split_once('.') {
        Some((interface, operation)) => (interface, Some(operation)),
        None => (what, None),
    };
    // A name that is not found is the catalogue's to report: it knows the nearest.
    let name = catalogue.interface(interface)?.name;
    let found = all.interfaces.iter().find(|interface| interface.name == name);
    let interface = found.expect("the description has every interface of the catalogue");
    let Some(operation) = operation else {
        return Ok(part(interface, &all.definitions));
    };
    let name = catalogue.operation(name, operation)?.name;
    let found = interface.operations.iter().find(|operation| operation.name == name);
    Ok(part(found.expect("the description has every operation of the catalogue"), &all.definitions))
}

fn part(described: &impl Serialize, definitions: &Map<String, Value>) -> String {
    let value = serde_json::to_value(described).expect("a description has only text for keys");
    pretty(&Part { described, definitions: referred(&value, definitions) })
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("a description has only text for keys")
}

/// The definitions that `part` refers to, and those which these refer to.
fn referred(part: &Value, definitions: &Map<String, Value>) -> Map<String, Value> {
    let mut found = Map::new();
    let mut open = vec![part];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let path = members.get("$ref").and_then(Value::as_str);
                let name = path.and_then(|path| path.strip_prefix("#/definitions/"));
                if let Some((name, definition)) = name.and_then(|name| definitions.get_key_value(name))
                    && found.insert(name.clone(), definition.clone()).is_none()
                {
                    open.push(definition);
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}
