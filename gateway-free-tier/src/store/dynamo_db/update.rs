//! A conditional write.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::item::KEY;

/// A value of an attribute: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Value {
    /// A number, which travels as text.
    N(String),
    S(String),
    /// A set of texts, which is never empty.
    #[serde(rename = "SS")]
    Texts(BTreeSet<String>),
}

impl Value {
    pub(super) fn number(number: impl Display) -> Self {
        Self::N(number.to_string())
    }

    pub(super) fn integer<T: FromStr>(&self) -> Option<T> {
        match self {
            Self::N(digits) => digits.parse().ok(),
            Self::S(_) | Self::Texts(_) => None,
        }
    }
}

/// The expressions of one [`UpdateItem`].
///
/// [`UpdateItem`]: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
#[derive(Debug)]
pub(super) struct Update {
    sets: Vec<String>,
    adds: Vec<String>,
    removes: Vec<String>,
    conditions: Vec<String>,
    pub(super) values: BTreeMap<String, Value>,
}

impl Update {
    /// An update that makes no item where there is none.
    pub(super) fn of_what_exists() -> Self {
        Self {
            sets: Vec::new(),
            adds: Vec::new(),
            removes: Vec::new(),
            conditions: vec![format!("attribute_exists({KEY})")],
            values: BTreeMap::new(),
        }
    }

    /// The name by which an expression means a value.
    pub(super) fn value(&mut self, value: Value) -> String {
        let name = format!(":{}", self.values.len());
        self.values.insert(name.clone(), value);
        name
    }

    pub(super) fn only_if(&mut self, condition: String) {
        self.conditions.push(condition);
    }

    /// Adds to a number, which is 0 if it is not there.
    pub(super) fn add(&mut self, attribute: &str, difference: i128) {
        let difference = self.value(Value::number(difference));
        self.adds.push(format!("{attribute} {difference}"));
    }

    /// Puts a text into a set, which is made if it is not there.
    pub(super) fn include(&mut self, attribute: &str, text: &str) {
        let text = self.value(Value::Texts([text.to_owned()].into()));
        self.adds.push(format!("{attribute} {text}"));
    }

    pub(super) fn set(&mut self, attribute: &str, value: &str) {
        self.sets.push(format!("{attribute} = {value}"));
    }

    pub(super) fn remove(&mut self, attribute: &str) {
        self.removes.push(attribute.to_owned());
    }

    pub(super) fn condition(&self) -> String {
        self.conditions.join(" AND ")
    }

    pub(super) fn expression(&self) -> String {
        let clauses = [("SET", &self.sets), ("ADD", &self.adds), ("REMOVE", &self.removes)];
        let clauses = clauses.into_iter().filter(|(_, parts)| !parts.is_empty());
        clauses.map(|(word, parts)| format!("{word} {}", parts.join(", "))).collect::<Vec<_>>().join(" ")
    }
}
