//! What a key of the cache may look like.

use std::error::Error;
use std::fmt;

/// The longest key, in bytes.
pub const MAX_KEY_BYTES: usize = 255;

/// Why a text is no cache key.
///
/// ```
/// use gateway_cores::cache::{KeyError, validate_key};
///
/// assert_eq!(validate_key(""), Err(KeyError::Empty));
/// assert_eq!(validate_key("user 42"), Err(KeyError::Character { character: ' ', offset: 4 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The key has no characters.
    Empty,
    /// The key is longer than [`MAX_KEY_BYTES`].
    TooLong {
        /// The key's length in bytes.
        bytes: usize,
    },
    /// The key has a character outside `A-Z a-z 0-9 _ : . / -`.
    Character {
        /// The first such character.
        character: char,
        /// The byte at which it starts.
        offset: usize,
    },
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the key is empty"),
            Self::TooLong { bytes } => {
                write!(f, "the key has {bytes} bytes, at most {MAX_KEY_BYTES} are allowed")
            }
            Self::Character { character, offset } => {
                write!(f, "the key has {character:?} at byte {offset}, allowed are letters, digits and `_:./-`")
            }
        }
    }
}

impl Error for KeyError {}

pub(crate) fn check(key: &str) -> Result<(), KeyError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '/' | '-');
    if key.is_empty() {
        return Err(KeyError::Empty);
    }
    if key.len() > MAX_KEY_BYTES {
        return Err(KeyError::TooLong { bytes: key.len() });
    }
    match key.char_indices().find(|&(_, c)| !allowed(c)) {
        Some((offset, character)) => Err(KeyError::Character { character, offset }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyError, check};

    #[test]
    fn the_whole_alphabet_is_allowed() {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:./-";
        assert_eq!(check(alphabet), Ok(()));
        for character in alphabet.chars() {
            assert_eq!(check(&character.to_string()), Ok(()));
        }
    }

    #[test]
    fn every_other_ascii_character_is_named_with_its_place() {
        for character in (0..=127).map(char::from) {
            let allowed = character.is_ascii_alphanumeric() || "_:./-".contains(character);
            let expected = if allowed { Ok(()) } else { Err(KeyError::Character { character, offset: 2 }) };
            assert_eq!(check(&format!("ab{character}")), expected);
        }
        assert_eq!(check("aé"), Err(KeyError::Character { character: 'é', offset: 1 }));
    }

    #[test]
    fn length_counts_from_1_to_255() {
        assert_eq!(check(""), Err(KeyError::Empty));
        assert_eq!(check("k"), Ok(()));
        assert_eq!(check(&"k".repeat(255)), Ok(()));
        assert_eq!(check(&"k".repeat(256)), Err(KeyError::TooLong { bytes: 256 }));
    }
}
