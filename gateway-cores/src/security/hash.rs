//! Hashes of texts.

use std::fmt::Write;

use gateway_runtime::gateway_op;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The SHA-256 of a text (FIPS 180-4) in lower-case hexadecimal, 64 characters.
///
/// For telling texts apart and for finding out that one was changed. It does not hide a text that can be guessed: a
/// password belongs to a slow function such as Argon2, and whom a message is from only a keyed one can say.
///
/// ```
/// use gateway_cores::security::hash;
///
/// assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// ```
#[gateway_op(interface = "security")]
pub fn hash(data: &str) -> String {
    let digest = Sha256::digest(data);
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes everything");
        text
    })
}

/// Whether a text has this hash, in either case. The comparison takes the same time wherever they differ.
///
/// ```
/// use gateway_cores::security::{hash, verify_hash};
///
/// assert!(verify_hash("abc", &hash("abc")));
/// assert!(!verify_hash("abc", "ba78"));
/// ```
#[gateway_op(interface = "security")]
pub fn verify_hash(data: &str, hash: &str) -> bool {
    self::hash(data).as_bytes().ct_eq(hash.to_ascii_lowercase().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// NIST's examples for FIPS 180-4.
    #[test]
    fn the_examples_of_the_standard() {
        assert_eq!(hash(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        let two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hash(two_blocks), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }

    proptest! {
        #[test]
        fn only_the_text_itself_has_its_hash(text: String, other: String, at in 0..64_usize) {
            let hashed = hash(&text);
            prop_assert!(verify_hash(&text, &hashed) && verify_hash(&text, &hashed.to_uppercase()));
            prop_assert_eq!(verify_hash(&other, &hashed), other == text);
            let mut changed = hashed.into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            prop_assert!(!verify_hash(&text, std::str::from_utf8(&changed).unwrap()));
        }
    }
}
