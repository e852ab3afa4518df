//! Names that were expected and not found.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};

/// A name that is none of the names of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    what: &'static str,
    name: String,
    suggestion: Option<&'static str>,
    known: &'static [&'static str],
}

impl UnknownName {
    #[cold]
    fn new(what: &'static str, name: &str, known: &'static [&'static str]) -> Self {
        let suggestion = crate::suggest::closest(name, known.iter().copied());
        Self { what, name: crate::error::shorten(name), suggestion, known }
    }

    /// The names that would have been accepted.
    pub fn known(&self) -> &'static [&'static str] {
        self.known
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} `{}`", self.what, self.name)?;
        match self.suggestion {
            Some(name) => write!(f, ", did you mean `{name}`?"),
            None => write!(f, ", known are: {}", self.known.join(", ")),
        }
    }
}

impl Error for UnknownName {}

/// The variant of a name; `all` and `names` go in parallel.
///
/// # Errors
/// If it is none of the names; `what` says of what.
pub fn find<T: Copy>(
    what: &'static str,
    name: &str,
    names: &'static [&'static str],
    all: &[T],
) -> Result<T, UnknownName> {
    let index = names.iter().position(|known| *known == name);
    index.map(|index| all[index]).ok_or_else(|| UnknownName::new(what, name, names))
}

/// Reads an enum that is written as its name.
///
/// # Errors
/// If it is no text, or none of the names.
pub fn deserialize_name<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err = UnknownName>,
    D: Deserializer<'de>,
{
    std::borrow::Cow::<str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}
