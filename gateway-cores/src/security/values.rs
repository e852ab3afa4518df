//! Text, numbers and tokens.

use gateway_runtime::{Secret, gateway_op};

use super::error::ValidationError;

/// The longest token, in bytes: API Gateway takes 10,240 bytes of headers together
/// ([quotas](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html)).
const TOKEN_BYTES: usize = 8_192;

/// Whether a text has from `min` to `max` characters (Unicode scalar values, not bytes).
///
/// # Errors
/// How many it has.
///
/// ```
/// use gateway_cores::security::validate_string;
///
/// assert!(validate_string("Ada", 1, 64).is_ok());
/// let error = validate_string("", 1, 64).unwrap_err();
/// assert_eq!(error.to_string(), "`value`: expected 1 to 64 characters, found 0");
/// ```
#[gateway_op(interface = "security")]
pub fn validate_string(
    value: &str,
    #[op(default = 0)] min: usize,
    #[op(default = usize::MAX)] max: usize,
) -> Result<(), ValidationError> {
    let length = value.chars().count();
    if (min..=max).contains(&length) {
        return Ok(());
    }
    let expected = match max {
        usize::MAX => format!("at least {min} characters"),
        _ => format!("{min} to {max} characters"),
    };
    Err(ValidationError::one("value", expected, length.to_string()))
}

/// Whether a number is finite, and within its bounds if it has some.
///
/// # Errors
/// On which side of them it is.
///
/// ```
/// use gateway_cores::security::validate_number;
///
/// assert!(validate_number(21.5, Some(5.0), Some(30.0)).is_ok());
/// let error = validate_number(31.0, Some(5.0), Some(30.0)).unwrap_err();
/// assert_eq!(error.to_string(), "`value`: expected at most 30, found more");
/// assert!(validate_number(f64::NAN, None, None).is_err());
/// ```
#[gateway_op(interface = "security")]
pub fn validate_number(value: f64, min: Option<f64>, max: Option<f64>) -> Result<(), ValidationError> {
    if !value.is_finite() {
        return Err(ValidationError::one("value", "a finite number", "another"));
    }
    if let Some(min) = min.filter(|min| value < *min) {
        return Err(ValidationError::one("value", format!("at least {min}"), "less"));
    }
    if let Some(max) = max.filter(|max| value > *max) {
        return Err(ValidationError::one("value", format!("at most {max}"), "more"));
    }
    Ok(())
}

/// Whether a bearer token is there and can be sent: the characters of [RFC 6750, section 2.1], at most 8,192 of them.
///
/// Whether it opens anything only its issuer can say.
///
/// [RFC 6750, section 2.1]: https://www.rfc-editor.org/rfc/rfc6750#section-2.1
///
/// # Errors
/// What is wrong with its shape, without a character of it.
///
/// ```
/// use gateway_cores::security::validate_token;
///
/// assert!(validate_token("eyJhbGciOi.J9-_~+/==".into()).is_ok());
/// let error = validate_token("two\r\nlines".into()).unwrap_err();
/// assert_eq!(error.to_string(), "`token`: expected letters, digits and `-._~+/`, then `=`, found another character at byte 3");
/// ```
#[gateway_op(interface = "security")]
pub fn validate_token(token: Secret) -> Result<(), ValidationError> {
    let text = token.expose();
    let refused = |expected: &str, found: String| Err(ValidationError::one("token", expected, found));
    if text.is_empty() {
        return refused("a token", "nothing".to_owned());
    }
    if text.len() > TOKEN_BYTES {
        return refused("at most 8192 bytes", text.len().to_string());
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
    let body = text.trim_end_matches('=');
    match body.bytes().position(|byte| !allowed(byte)) {
        Some(at) => refused("letters, digits and `-._~+/`, then `=`", format!("another character at byte {at}")),
        None if body.is_empty() => refused("a token", "`=` alone".to_owned()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn length_is_in_characters_and_both_bounds_belong_to_it() {
        assert!(validate_string("éé", 2, 2).is_ok());
        assert!(validate_string("é", 2, 2).is_err());
        assert!(validate_string("ééé", 2, 2).is_err());
        let error = validate_string("", 1, usize::MAX).unwrap_err();
        assert_eq!(error.to_string(), "`value`: expected at least 1 characters, found 0");
    }

    #[test]
    fn both_bounds_of_a_number_belong_to_it() {
        for value in [1.0, 2.0] {
            assert!(validate_number(value, Some(1.0), Some(2.0)).is_ok());
        }
        assert_eq!(validate_number(0.9, Some(1.0), None).unwrap_err().problems()[0].found(), "less");
        assert!(validate_number(f64::INFINITY, None, None).is_err());
    }

    proptest! {
        #[test]
        fn a_token_is_what_a_header_can_carry(text: String) {
            let valid = validate_token(text.as_str().into()).is_ok();
            let (body, padding) = text.split_at(text.trim_end_matches('=').len());
            let shaped = !body.is_empty() && body.chars().all(|c| c.is_ascii_alphanumeric() || "-._~+/".contains(c));
            prop_assert_eq!(valid, shaped && padding.chars().all(|c| c == '='));
        }

        #[test]
        fn no_error_repeats_a_token(text in "[a-z]{20}[ \r\n\u{e9}][a-z]{20}") {
            let error = validate_token(text.as_str().into()).unwrap_err();
            let told = format!("{error} {error:?} {}", serde_json::to_string(&error).unwrap());
            prop_assert!(!told.contains(&text[..20]) && !told.contains(&text[text.len() - 20..]), "{told}");
        }
    }

    #[test]
    fn a_token_has_a_length() {
        assert!(validate_token("a".repeat(8_192).into()).is_ok());
        assert!(validate_token("a".repeat(8_193).into()).is_err());
        assert!(validate_token("".into()).is_err());
        assert!(validate_token("==".into()).is_err());
    }
}
