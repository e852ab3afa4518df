//! The interface `kinds`: operations that give back what they were given.

use std::collections::BTreeMap;
use std::time::Duration;

use gateway_runtime::{gateway_interface, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

gateway_interface! {
    /// What was given, given back.
    pub kinds { texts, numbers, bytes, spans, shapes, defaults, nothing, later }
}

/// A text that may be absent, in both of its forms.
type Optional = Option<String>;

/// All that [`shapes`] takes.
pub type Shapes = (Item, Kind, Vec<Item>, BTreeMap<String, i32>, (u8, String));

/// A struct of parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is called.
    pub name: String,
    /// How large it is.
    pub size: Option<u8>,
}

/// An enum of parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Without data.
    Plain,
    /// With a value.
    Sized(u16),
    /// With fields.
    Named {
        /// The field.
        label: String,
    },
}

/// Text, in each form that a parameter can have.
#[gateway_op(interface = "kinds", hot)]
pub fn texts(
    borrowed: &str,
    owned: String,
    maybe: Option<&str>,
    aliased: Optional,
) -> (String, String, Option<String>, Optional) {
    (borrowed.to_owned(), owned, maybe.map(str::to_owned), aliased)
}

/// Numbers, a boolean and a character.
#[gateway_op(interface = "kinds")]
pub fn numbers(
    small: i8,
    large: u64,
    wide: i128,
    real: f64,
    yes: bool,
    letter: char,
) -> (i8, u64, i128, f64, bool, char) {
    (small, large, wide, real, yes, letter)
}

/// Bytes.
#[gateway_op(interface = "kinds", hot)]
pub fn bytes(data: &[u8], salt: Option<&[u8]>) -> (Vec<u8>, Option<Vec<u8>>) {
    (data.to_vec(), salt.map(<[u8]>::to_vec))
}

/// Spans of time, in nanoseconds.
#[gateway_op(interface = "kinds")]
pub fn spans(within: Duration, after: Option<Duration>) -> (u128, Option<u128>) {
    (within.as_nanos(), after.map(|after| after.as_nanos()))
}

/// Types with a structure.
#[gateway_op(interface = "kinds")]
pub fn shapes(item: Item, kind: Kind, list: Vec<Item>, map: BTreeMap<String, i32>, pair: (u8, String)) -> Shapes {
    (item, kind, list, map, pair)
}

/// Parameters that may be absent, and parameters with another name.
#[gateway_op(interface = "kinds", hot)]
pub fn defaults(
    #[op(rename = "maxItems", default = 10)] max_items: u32,
    #[op(default = "name")] order: &str,
    #[op(default = b"-")] separator: &[u8],
    #[op(default = Duration::from_secs(3))] within: Duration,
    r#type: Kind,
) -> (u32, String, Vec<u8>, Duration, Kind) {
    (max_items, order.to_owned(), separator.to_vec(), within, r#type)
}

/// No parameter and no result.
#[gateway_op(interface = "kinds")]
pub fn nothing() {}

/// Borrowed parameters of a future.
#[gateway_op(interface = "kinds")]
pub async fn later(
    text: &str,
    maybe: Option<&str>,
    #[op(default = "later")] when: &str,
    data: &[u8],
    salt: Option<&[u8]>,
) -> (String, Option<String>, String, Vec<u8>, Option<Vec<u8>>) {
    std::future::ready(()).await;
    (text.to_owned(), maybe.map(str::to_owned), when.to_owned(), data.to_vec(), salt.map(<[u8]>::to_vec))
}
