//! What an access token says of itself.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;

/// Whether a token is a JWT whose time is over at `now`, in seconds since 1970. Home Assistant answers an expired token as
/// it answers any that it does not know; its tokens are JWTs, and what stands in one can be read without its key.
///
/// Source: [RFC 7519, section 4.1.4](https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4).
pub(super) fn has_expired(token: &str, now: u64) -> bool {
    #[derive(Deserialize)]
    struct Claims {
        exp: f64,
    }
    let claims = token.split('.').nth(1).and_then(|claims| BASE64_URL_SAFE_NO_PAD.decode(claims).ok());
    let claims = claims.and_then(|claims| serde_json::from_slice::<Claims>(&claims).ok());
    #[expect(clippy::cast_precision_loss, reason = "seconds are exact for 285 million years")]
    claims.is_some_and(|claims| claims.exp <= now as f64)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;

    use super::has_expired;

    #[test]
    fn only_a_token_that_says_so_has_expired() {
        let token = |claims: &str| format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims));
        assert!(has_expired(&token(r#"{"iss": "a", "exp": 1700000000}"#), 1_700_000_000));
        assert!(has_expired(&token(r#"{"exp": 1700000000.5}"#), 1_700_000_001));
        assert!(!has_expired(&token(r#"{"exp": 1700000000}"#), 1_699_999_999));
        for other in
            [token("{}"), token(r#"{"exp": "soon"}"#), token("no JSON"), "Atza|abc".to_owned(), "a.!.c".to_owned()]
        {
            assert!(!has_expired(&other, u64::MAX), "{other}");
        }
    }
}
