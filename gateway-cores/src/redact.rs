//! Which names mark a secret: one list for everything in this crate that hides values by key.

/// What stands in place of a secret.
pub(crate) const REDACTED: &str = "***";

/// A key that contains one of these, once case and punctuation are gone, holds a secret.
const FRAGMENTS: &[&str] = &[
    "accesskey",
    "apikey",
    "authorization",
    "bearer",
    "cardnumber",
    "connectionstring",
    "cookie",
    "credential",
    "creditcard",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "secret",
    "sessionid",
    "sessionkey",
    "signature",
    "signingkey",
    "token",
];

/// Words too short to be looked for inside others: `pin` is a secret, `spinning` is not.
const WHOLE: &[&str] = &["auth", "cvc", "cvv", "jwt", "otp", "pass", "pin", "sas", "ssn"];

/// Tokens that a caller needs back and that open nothing: page markers, Alexa's echo of a directive,
/// the word `Bearer` itself, and counts.
const HARMLESS: &[&str] = &[
    "completiontokens",
    "continuationtoken",
    "correlationtoken",
    "inputtokens",
    "maxtokens",
    "nextpagetoken",
    "nexttoken",
    "outputtokens",
    "pagetoken",
    "paginationtoken",
    "prompttokens",
    "tokencount",
    "tokentype",
    "totaltokens",
];

/// Whether a value under this key is a secret, by the key's name alone.
///
/// Case and punctuation do not count: `apiKey`, `API_KEY` and `x-api-key` are one name.
pub(crate) fn is_secret_key(key: &str) -> bool {
    let mut stack = [0; 64];
    let mut heap = Vec::new();
    // A sink calls this for each field of each record, so names of ordinary length cost no allocation.
    let buffer = if key.len() <= stack.len() {
        &mut stack[..]
    } else {
        heap.resize(key.len(), 0);
        &mut heap[..]
    };
    let mut length = 0;
    for byte in key.bytes().filter(u8::is_ascii_alphanumeric) {
        buffer[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    let name = std::str::from_utf8(&buffer[..length]).expect("only ASCII was written");
    WHOLE.contains(&name) || (FRAGMENTS.iter().any(|fragment| name.contains(fragment)) && !HARMLESS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::is_secret_key;

    #[test]
    fn spelling_does_not_hide_a_secret() {
        for key in [
            "password",
            "Password",
            "user_password",
            "passwd",
            "apiKey",
            "API_KEY",
            "x-api-key",
            "Authorization",
            "Set-Cookie",
            "refreshToken",
            "aws_secret_access_key",
            "AWS_SESSION_TOKEN",
            "X-Amz-Signature",
            "pin",
            "PIN",
            "auth",
            "p.a.s.s.w.o.r.d",
        ] {
            assert!(is_secret_key(key), "{key}");
        }
    }

    #[test]
    fn ordinary_names_stay_readable() {
        for key in [
            "",
            "id",
            "author",
            "spinning",
            "passenger",
            "keyboard",
            "nextToken",
            "correlationToken",
            "token_type",
            "max_tokens",
        ] {
            assert!(!is_secret_key(key), "{key}");
        }
    }

    #[test]
    fn a_long_name_is_read_to_its_end() {
        assert!(is_secret_key(&format!("{}-password", "x".repeat(500))));
    }
}
