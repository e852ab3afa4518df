//! Secrets in text that is no JSON: found by the words before them.

use super::{REDACTED, is_secret_key};

/// The text on one line and without the secrets that can be told: values after a key that names one, what follows
/// `Bearer` and `Basic`, JSON Web Tokens, and who a URL is opened as.
pub(super) fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = &rest[..rest.find(|c| !is_of_word(c)).unwrap_or(rest.len())];
        let after = &rest[word.len()..];
        if is_jwt(word) {
            out.push_str(REDACTED);
            rest = after;
        } else if let Some(value) = value_of(word, after) {
            out.push_str(word);
            escape(&after[..value.start], &mut out);
            out.push_str(REDACTED);
            rest = &after[value.end..];
        } else if let Some(host) = past_user(rest) {
            out.push_str("://");
            out.push_str(REDACTED);
            rest = &rest[host..];
        } else {
            let end = word.len().max(c.len_utf8());
            escape(&rest[..end], &mut out);
            rest = &rest[end..];
        }
    }
    out
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Three parts, the first of which is `{"` in base64.
fn is_jwt(word: &str) -> bool {
    word.starts_with("eyJ") && word.matches('.').count() == 2
}

/// Where the secret stands in `after`, if `word` announces one.
fn value_of(word: &str, after: &str) -> Option<std::ops::Range<usize>> {
    if is_scheme(word) {
        let value = after.trim_start_matches(' ');
        let length = value.find(ends_value).unwrap_or(value.len());
        let start = after.len() - value.len();
        // Short words are more likely to be English.
        if start > 0 && length >= 8 {
            return Some(start..start + length);
        }
    }
    if word.is_empty() || !is_secret_key(word) {
        return None;
    }
    let value = unquoted(after).trim_start_matches(' ').strip_prefix(['=', ':'])?.trim_start_matches(' ');
    let inside = unquoted(value);
    let open = &value[..value.len() - inside.len()];
    let start = after.len() - inside.len();
    let length = if open.is_empty() { plain(inside) } else { quoted(inside, open) };
    let found = &inside[..length];
    (!found.is_empty() && found != REDACTED && found != "null").then_some(start..start + length)
}

fn is_scheme(word: &str) -> bool {
    word.eq_ignore_ascii_case("bearer") || word.eq_ignore_ascii_case("basic")
}

fn ends_value(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '&' | ',' | ';' | ')' | '}' | ']' | '<' | '>' | '"' | '\'' | '\\')
}

/// The text after a quote, which may itself be escaped as it stands in a text of JSON.
fn unquoted(text: &str) -> &str {
    text.trim_start_matches('\\').strip_prefix(['"', '\'']).unwrap_or(text)
}

/// The length of a value that no quotes surround: one word, or two if the first is a scheme.
fn plain(text: &str) -> usize {
    let length = text.find(ends_value).unwrap_or(text.len());
    if !is_scheme(&text[..length]) {
        return length;
    }
    let credentials = text[length..].trim_start_matches(' ');
    text.len() - credentials.len() + credentials.find(ends_value).unwrap_or(credentials.len())
}

/// The length of a value up to the quote that closes it, or to the end.
fn quoted(text: &str, open: &str) -> usize {
    if open.len() > 1 {
        return text.find(open).unwrap_or(text.len());
    }
    let mut is_escaped = false;
    let closes = |c: char| {
        let closes = !is_escaped && open.starts_with(c);
        is_escaped = !is_escaped && c == '\\';
        closes
    };
    text.find(closes).unwrap_or(text.len())
}

/// Where the host begins, if the text is `://user:password@host`.
fn past_user(text: &str) -> Option<usize> {
    let authority = text.strip_prefix("://")?;
    let ends =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '<' | '>' | '\\');
    let at = authority[..authority.find(ends).unwrap_or(authority.len())].rfind('@')?;
    (&authority[..at] != REDACTED).then_some("://".len() + at)
}

/// Line breaks and other characters for control as escapes: nobody forges a line of a log.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_text_stays() {
        for text in [
            "",
            "GET /orders/42?page=2&nextToken=abc 200",
            "the author of passenger: Ada",
            "basic rate, bearer of news",
            "token expired",
            "password: null, pin=",
            "a.b.c eyJabc eyJa.b",
            "https://home.example:8123/a@b?c=d@e",
            "é ü 😀",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn lines_cannot_be_forged() {
        assert_eq!(masked("a\r\nb\t\0\u{2028}\u{1b}[31m"), r"a\r\nb\t\u{0}\u{2028}\u{1b}[31m");
        assert_eq!(masked("token=abc\nnext"), r"token=***\nnext");
    }

    #[test]
    fn the_value_goes_and_what_is_around_it_stays() {
        for (text, expected) in [
            ("x?access_token=abc&y=1", "x?access_token=***&y=1"),
            ("password = hunter2, user=ada", "password = ***, user=ada"),
            (r#"{"api-key": "a \" b", "n": 1"#, r#"{"api-key": "***", "n": 1"#),
            (r#"body: {\"pin\":\"1234\",\"n\":1}"#, r#"body: {\"pin\":\"***\",\"n\":1}"#),
            ("Authorization: Basic abc def", "Authorization: *** def"),
            ("header 'cookie': 'a=b; c=d' sent", "header 'cookie': '***' sent"),
            ("sent BEARER abc.def-123", "sent BEARER ***"),
            ("jwt eyJhbGciOiJub25lIn0.e30.sig!", "jwt ***!"),
            ("wss://ada:p@ss@host/x", "wss://***@host/x"),
            ("Secret=a=b", "Secret=***"),
        ] {
            assert_eq!(masked(text), expected, "{text}");
        }
    }

    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "token", "pin", "bearer", "Basic", "eyJ", ".", "://", "@", "/", "=", ":", " ", "\"", "'", "\\", "&", "\n",
            "abcdefgh", "***", "null", "é",
        ]);
        prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn a_secret_goes_from_every_place_that_announces_one(
            canary in "[A-Za-z0-9]{12,30}",
            before in "[ a-z\n]{0,10}",
            after in "[ &,;\n\"]([a-z ]{0,10})",
            place in prop::sample::select(vec![
                "password=", "password: ", "\"token\":\"", "'secret' : '", "Authorization: Bearer ", "Authorization=", "bearer ",
                "BASIC ", "https://ada:", "x-api-key:", "{\\\"pwd\\\":\\\"", "Set-Cookie: sid=",
            ]),
        ) {
            let at = if place.contains("://") { "@host" } else { "" };
            let text = format!("{before} {place}{canary}{at}{after}");
            let clean = masked(&text);
            prop_assert!(!clean.contains(&canary), "{clean}");
            prop_assert!(!clean.chars().any(char::is_control));
        }

        #[test]
        fn any_text_becomes_one_line(text in prop_oneof![any::<String>(), pieces()]) {
            let clean = masked(&text);
            prop_assert!(clean.chars().all(|c| !c.is_control() && c != '\u{2028}'), "{clean:?}");
        }
    }
}
