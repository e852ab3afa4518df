//! One operation that is known beforehand: decode its parameters, call it, encode what it returns.

use serde::Deserialize;

use super::{Answer, Error, Text, encode, utf8};
use crate::operations::cache;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Get<'a> {
    #[serde(borrow)]
    key: Text<'a>,
}

/// `cache::get` from JSON parameters.
///
/// # Errors
/// [`Error::InvalidParams`] when `params` is not `{"key": ..}`.
pub fn get(params: &[u8]) -> Answer {
    let params: Get<'_> = utf8(params).and_then(serde_json::from_str).map_err(Error::InvalidParams)?;
    encode(&cache::get(&params.key))
}
