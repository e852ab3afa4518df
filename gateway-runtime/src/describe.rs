//! The catalogue as data: what `describe()` writes.

use serde::Serialize;

use crate::catalogue::{Catalogue, InterfaceInfo};
use crate::operation::OperationInfo;
#[cfg(feature = "schema")]
use crate::schema::{Schema, SchemaGenerator};

/// A gateway, described for machines. Its JSON has a stable order: that of the lists.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct Description {
    /// The interfaces.
    pub interfaces: Vec<InterfaceDescription>,
    /// The types that several schemas share, referred to as `#/definitions/..`.
    #[cfg(feature = "schema")]
    pub definitions: serde_json::Map<String, serde_json::Value>,
}

/// One interface.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct InterfaceDescription {
    /// What the gateway calls it.
    pub name: &'static str,
    /// The typed functions.
    pub wrappers: &'static [&'static str],
    /// Its operations.
    pub operations: Vec<OperationDescription>,
}

/// One operation.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct OperationDescription {
    /// Its name in JSON.
    pub name: &'static str,
    /// The doc comment.
    pub docs: &'static str,
    /// Whether it is the bare call on every path.
    pub hot: bool,
    /// Whether it has to be awaited.
    #[serde(rename = "async")]
    pub asynchronous: bool,
    /// What may call it from outside, as written in the annotation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<String>,
    /// What it takes.
    pub params: Vec<ParameterDescription>,
    /// The result type, as written.
    pub returns: &'static str,
    /// JSON Schema of the result (the `Ok` side of a `Result`).
    #[cfg(feature = "schema")]
    pub result_schema: Schema,
}

/// One parameter.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ParameterDescription {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its type, as written.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whether a call has to give it.
    pub required: bool,
    /// The Rust expression that stands for an absent one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<&'static str>,
    /// JSON Schema of the value.
    #[cfg(feature = "schema")]
    pub schema: Schema,
}

impl Catalogue {
    /// Everything that is callable, with the JSON Schema (draft 2020-12) of every parameter and result.
    pub fn describe(&self) -> Description {
        let mut writer = Writer {
            #[cfg(feature = "schema")]
            generator: crate::schema::generator(),
        };
        Description {
            interfaces: self.interfaces().iter().map(|interface| writer.interface(interface)).collect(),
            #[cfg(feature = "schema")]
            definitions: writer.generator.take_definitions(true),
        }
    }
}

struct Writer {
    #[cfg(feature = "schema")]
    generator: SchemaGenerator,
}

impl Writer {
    fn interface(&mut self, interface: &InterfaceInfo) -> InterfaceDescription {
        InterfaceDescription {
            name: interface.name,
            wrappers: interface.wrappers,
            operations: interface.operations.iter().map(|operation| self.operation(operation)).collect(),
        }
    }

    #[cfg_attr(not(feature = "schema"), expect(clippy::unused_self, reason = "there is no schema to collect"))]
    fn operation(&mut self, operation: &'static OperationInfo) -> OperationDescription {
        let params = operation.parameters().enumerate().map(|(index, parameter)| ParameterDescription {
            name: parameter.name,
            kind: parameter.kind,
            required: operation.is_required(index),
            default: parameter.default(),
            #[cfg(feature = "schema")]
            schema: crate::execution::describe(operation, index, &mut self.generator),
        });
        OperationDescription {
            name: operation.name,
            docs: operation.docs,
            hot: operation.hot,
            asynchronous: operation.asynchronous,
            triggers: operation.triggers().iter().map(ToString::to_string).collect(),
            params: params.collect(),
            returns: operation.returns,
            #[cfg(feature = "schema")]
            result_schema: (operation.schema)(&mut self.generator),
        }
    }
}
