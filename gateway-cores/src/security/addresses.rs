//! Email addresses and URLs.

use std::net::Ipv6Addr;

use gateway_runtime::gateway_op;
use http::Uri;

use super::error::ValidationError;

/// Whether a text is an email address, as far as its shape can say: the [rule of HTML] for `<input type=email>`, and the
/// lengths of [RFC 5321, section 4.5.3.1].
///
/// Whether anybody reads it, only a message to it can say.
///
/// [rule of HTML]: https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
/// [RFC 5321, section 4.5.3.1]: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1
///
/// # Errors
/// Which part is wrong.
///
/// ```
/// use gateway_cores::security::validate_email;
///
/// assert!(validate_email("ada.lovelace+news@example.org").is_ok());
/// assert!(validate_email("ada@example..org").is_err());
/// ```
#[gateway_op(interface = "security")]
pub fn validate_email(value: &str) -> Result<(), ValidationError> {
    let refused = |expected: &str, found: String| Err(ValidationError::one("email", expected, found));
    if value.len() > 254 {
        return refused("at most 254 bytes", value.len().to_string());
    }
    let Some((local, domain)) = value.rsplit_once('@') else {
        return refused("an `@`", "none".to_owned());
    };
    if local.is_empty() || local.len() > 64 {
        return refused("1 to 64 characters before the `@`", local.len().to_string());
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    if let Some(at) = local.bytes().position(|byte| !allowed(byte)) {
        return refused(
            "letters, digits and `.!#$%&'*+/=?^_{|}~-` before the `@`",
            format!("another character at byte {at}"),
        );
    }
    if domain.is_empty() {
        return refused("a domain after the `@`", "nothing".to_owned());
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    match domain.split('.').position(|label| !is_label(label)) {
        Some(index) => refused(
            "a domain of labels of letters, digits and inner hyphens",
            format!("another label in place {}", index + 1),
        ),
        None => Ok(()),
    }
}

/// Whether a text is a URL that a request can be sent to: absolute, `http` or `https`, with a host, and without a user or
/// a password, which would end in logs ([RFC 3986, section 3.2.1], deprecates them).
///
/// Where it leads is not looked at: a program that fetches URLs of strangers has to refuse private addresses itself.
///
/// [RFC 3986, section 3.2.1]: https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
///
/// # Errors
/// Which part is wrong.
///
/// ```
/// use gateway_cores::security::validate_url;
///
/// assert!(validate_url("https://home.example:8123/api?x=1").is_ok());
/// assert!(validate_url("http://[::1]:8123").is_ok());
/// let error = validate_url("http:/home.example").unwrap_err();
/// assert_eq!(error.to_string(), "`url`: expected `http://` or `https://` at the start, found something else");
/// ```
#[gateway_op(interface = "security")]
pub fn validate_url(value: &str) -> Result<(), ValidationError> {
    let refused = |expected: &str, found: &str| Err(ValidationError::one("url", expected, found));
    let starts = |scheme: &str| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if !starts("http://") && !starts("https://") {
        return refused("`http://` or `https://` at the start", "something else");
    }
    let Ok(uri) = value.parse::<Uri>() else {
        return refused("a URL of RFC 3986", "a character or a length that it does not allow");
    };
    let Some(authority) = uri.authority() else {
        return refused("a host", "nothing");
    };
    if authority.as_str().contains('@') {
        return refused("no user and no password", "some");
    }
    let host = authority.host();
    let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => !host.is_empty(),
    };
    if !is_host {
        return refused("a host", "none");
    }
    match authority.as_str()[host.len()..].strip_prefix(':') {
        Some(port) if port.parse::<u16>().is_err() => refused("a port from 0 to 65535", "another"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_that_are_none() {
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("a@{}org", "label.".repeat(50));
        let label = format!("a@{}.org", "x".repeat(64));
        for text in [
            "", "@", "a@", "@b", "a b@c.d", "a@b c", "a@-b.c", "a@b-.c", "a@b..c", "a@.b", "a@b.", "a@@b", "\"a\"@b",
            "é@b.c", "a@b\r\n", &long, &longer, &label,
        ] {
            assert!(validate_email(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn urls_that_are_none() {
        for text in [
            "",
            "/",
            "home.example",
            "ftp://a",
            "javascript:alert(1)",
            "http:/a",
            "http://",
            "https:///a",
            "http://:80",
            "http://a:b",
            "http://a:70000",
            "http://u:p@a/",
            "http://u@a/",
            "http://[::g]/",
            "http://a b/",
            "http://a/\r\nX: y",
            "http://é/",
        ] {
            assert!(validate_url(text).is_err(), "{text:?}");
        }
        for text in ["HTTPS://A", "http://1.2.3.4:0/", "http://a/?q=%20#f", "https://a.b"] {
            assert_eq!(validate_url(text), Ok(()), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_has_no_blank_and_one_at(text in "[a-z.@ -]{0,12}") {
            if validate_email(&text).is_ok() {
                prop_assert!(text.matches('@').count() == 1 && !text.contains(' '));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text: String, rest in "[\\[\\]:@/0-9a-z]{0,20}") {
            let _ = (validate_email(&text), validate_url(&text), validate_url(&format!("http://{rest}")));
        }
    }
}
