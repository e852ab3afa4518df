//! Patterns over keys: `*` is any run of characters, `?` is any one; every other character is itself.

/// Whether `text` as a whole matches `pattern`.
///
/// On a mismatch only the last `*` is tried again, so the time is at most the product of both lengths.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let here = text.clone();
        match pattern.next() {
            Some('*') => {
                retry = Some((pattern.clone(), here));
                continue;
            }
            Some(wanted) => match text.next() {
                Some(found) if wanted == '?' || wanted == found => continue,
                Some(_) => {}
                None => return false,
            },
            None if text.next().is_none() => return true,
            None => {}
        }
        let Some((after_star, mut covered)) = retry.take() else {
            return false;
        };
        if covered.next().is_none() {
            return false;
        }
        (pattern, text) = (after_star.clone(), covered.clone());
        retry = Some((after_star, covered));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::matches;

    /// The definition, word for word; exponential, so for short texts only.
    fn by_definition(pattern: &[char], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some(('*', rest)), _) => (0..=text.len()).any(|taken| by_definition(rest, &text[taken..])),
            (Some((wanted, pattern)), Some((found, text))) => {
                (*wanted == '?' || wanted == found) && by_definition(pattern, text)
            }
            _ => false,
        }
    }

    #[test]
    fn a_pattern_covers_the_whole_key() {
        assert!(matches("user:*", "user:42"));
        assert!(matches("user:?2", "user:42"));
        assert!(matches("*", ""));
        assert!(!matches("user", "user:42"));
        assert!(!matches("*:42", "user:421"));
        assert!(!matches("?", ""));
    }

    #[test]
    fn brackets_and_backslashes_are_themselves() {
        assert!(matches("[a]\\", "[a]\\"));
        assert!(!matches("[a]", "a"));
    }

    #[test]
    fn a_hostile_pattern_ends() {
        assert!(!matches(&"*a".repeat(100), &"a".repeat(99)));
        assert!(!matches(&format!("{}b", "*a".repeat(50)), &"a".repeat(250)));
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(pattern in "[ab*?]{0,8}", text in "[ab]{0,8}") {
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(
                matches(&pattern, &text),
                by_definition(&characters(&pattern), &characters(&text))
            );
        }
    }
}
