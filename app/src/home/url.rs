//! The address of Home Assistant, as people write it.

use super::{HomeError, Trouble};

/// What people copy from the address bar, or from another page, and what is not part of the address.
const ENDS: [&str; 4] = ["/api/alexa/smart_home", "/api/alexa", "/api", "/"];

/// The address without what does not belong to it.
pub(crate) fn base_url(written: &str) -> Result<String, HomeError> {
    let mut base = written.trim().trim_matches(['"', '\'']);
    while !base.ends_with("://")
        && let Some(shorter) = ENDS.into_iter().find_map(|end| base.strip_suffix(end))
    {
        base = shorter;
    }
    let lower = base.to_ascii_lowercase();
    let problem = match lower.split_once("://") {
        Some(("http" | "https", host)) if host.is_empty() || host.starts_with('/') => "it names no host",
        Some(("http" | "https", host)) if host.contains('@') => {
            "it holds a user name, which Home Assistant does not take"
        }
        Some(("http" | "https", host)) if host.contains(['?', '#']) => "it has a `?` or a `#`",
        Some(("http" | "https", host)) if host.contains(|c: char| c.is_whitespace() || c.is_control()) => {
            "it has blanks"
        }
        Some(("http" | "https", _)) => return Ok(base.to_owned()),
        Some(_) => "it begins with neither `https://` nor `http://`",
        None if lower.starts_with("http:/") || lower.starts_with("https:/") => "one slash is missing after `:/`",
        None => "`https://` is missing at its beginning",
    };
    Err(HomeError::new(Trouble::Unset, format!("`HOME_ASSISTANT_URL` cannot be used: {problem}")))
}

#[cfg(test)]
mod tests {
    use super::base_url;

    #[test]
    fn what_does_not_belong_to_it_is_left_out() {
        for written in [
            "https://home.example",
            " https://home.example/ ",
            "https://home.example/api",
            "https://home.example/api/",
            "\"https://home.example//\"",
            "https://home.example/api/alexa/smart_home",
        ] {
            assert_eq!(base_url(written).unwrap(), "https://home.example", "{written}");
        }
        assert_eq!(base_url("http://[::1]:8123/").unwrap(), "http://[::1]:8123");
        assert_eq!(base_url("https://home.example/ha/api").unwrap(), "https://home.example/ha");
    }

    #[test]
    fn what_cannot_be_an_address_is_told_in_a_sentence() {
        for (written, problem) in [
            ("http:/home.example", "one slash is missing after `:/`"),
            ("home.example:8123", "`https://` is missing at its beginning"),
            ("ftp://home.example", "it begins with neither `https://` nor `http://`"),
            ("https://", "it names no host"),
            ("https:///api", "it names no host"),
            ("https://me:hunter2@home.example", "it holds a user name, which Home Assistant does not take"),
            ("https://home.example/?a=b", "it has a `?` or a `#`"),
            ("https://home example", "it has blanks"),
        ] {
            let error = base_url(written).unwrap_err().to_string();
            assert!(error.ends_with(problem) && !error.contains("hunter2"), "{written}: {error}");
        }
    }
}
