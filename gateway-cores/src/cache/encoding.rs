//! The stored form: compact JSON text that can be read back.

/// `serde_json` reads 127 levels and refuses the 128th.
const READABLE_DEPTH: usize = 127;

/// Whether a valid JSON text is nested deeper than it could be parsed again. Writing has no such limit.
pub(super) fn is_too_deep(text: &str) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        if in_string {
            (escaped, in_string) = (!escaped && byte == b'\\', escaped || byte != b'"');
        } else {
            match byte {
                b'"' => in_string = true,
                b'[' | b'{' => {
                    depth += 1;
                    if depth > READABLE_DEPTH {
                        return true;
                    }
                }
                b']' | b'}' => depth -= 1,
                _ => {}
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::is_too_deep;

    #[test]
    fn agrees_with_the_parser_on_both_sides_of_the_limit() {
        for depth in [0, 1, 126, 127, 128, 129, 500] {
            for (open, close) in [("[", "]"), ("{\"k\":", "}")] {
                let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
                let readable = serde_json::from_str::<Value>(&text).is_ok();
                assert_eq!(is_too_deep(&text), !readable, "depth {depth}");
            }
        }
    }

    #[test]
    fn brackets_in_strings_and_siblings_do_not_nest() {
        let brackets = serde_json::to_string(&"[\"\\{".repeat(200)).unwrap();
        assert!(!is_too_deep(&brackets));
        assert!(!is_too_deep(&format!("[{}1]", "[],".repeat(500))));
        for key in ["", "\"", "\\", "\\\"", "[\\"] {
            let key = serde_json::to_string(key).unwrap();
            let nested = |depth: usize| format!("{{{key}:{}1{}}}", "[".repeat(depth), "]".repeat(depth));
            assert!(!is_too_deep(&nested(126)), "{key}");
            assert!(is_too_deep(&nested(127)), "{key}");
        }
    }
}
