//! A URL, taken apart into whom to ask and what to ask for.

use http::Uri;
use http::uri::PathAndQuery;

use crate::error::{HttpClientError, HttpClientErrorKind};

/// Scheme, host and port: what a connection is for, and the line that credentials do not cross.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// As it is shown: `https://home.example:8123`, the port only where it is not the scheme's own.
    text: Box<str>,
    secure: bool,
    port: u16,
}

impl Origin {
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.secure
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The value of the header `host`.
    pub(crate) fn authority(&self) -> &str {
        &self.text[if self.secure { "https://".len() } else { "http://".len() }..]
    }

    /// The name or address to connect to; an IPv6 address without its brackets.
    pub(crate) fn host(&self) -> &str {
        let authority = self.authority();
        if let Some(address) = authority.strip_prefix('[') {
            return address.split(']').next().unwrap_or(address);
        }
        authority.split(':').next().unwrap_or(authority)
    }
}

/// What a request is for.
#[derive(Clone)]
pub(crate) struct Url {
    pub(crate) origin: Origin,
    pub(crate) path: PathAndQuery,
}

impl Url {
    /// Reads a URL. The errors say what is wrong in a sentence, and never quote it.
    pub(crate) fn parse(text: &str) -> Result<Self, HttpClientError> {
        let Some((scheme, rest)) = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) else {
            return Err(bad("the URL has no scheme: begin it with `https://`"));
        };
        let secure = if scheme.eq_ignore_ascii_case("https") {
            true
        } else if scheme.eq_ignore_ascii_case("http") {
            false
        } else if rest.starts_with("//") {
            return Err(bad("the URL is neither `http` nor `https`"));
        } else {
            return Err(bad("the URL has no scheme: begin it with `https://`"));
        };
        let Some(rest) = rest.strip_prefix("//") else {
            return Err(bad(match (rest.starts_with('/'), secure) {
                (true, true) => "the URL has one slash after `https:`: write `https://`",
                (true, false) => "the URL has one slash after `http:`: write `http://`",
                (false, true) => "the URL has no slashes after `https:`: write `https://`",
                (false, false) => "the URL has no slashes after `http:`: write `http://`",
            }));
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        Ok(Self { origin: origin(secure, authority)?, path: path_and_query(path)? })
    }

    /// The same with an encoded query after its own.
    pub(crate) fn with_query(mut self, query: &str) -> Result<Self, HttpClientError> {
        if !query.is_empty() {
            let separator = if self.path.query().is_some() { '&' } else { '?' };
            self.path = path_and_query(&format!("{}{separator}{query}", self.path))?;
        }
        Ok(self)
    }

    /// The URL that a `Location` of an answer to this one means (RFC 3986, section 5.2).
    pub(crate) fn join(&self, location: &str) -> Result<Self, HttpClientError> {
        if location.starts_with("//") {
            let scheme = if self.origin.secure { "https:" } else { "http:" };
            return Self::parse(&format!("{scheme}{location}"));
        }
        let is_relative = location.starts_with(['/', '?', '#'])
            || !location.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme));
        if !is_relative {
            return Self::parse(location);
        }
        let location = location.split('#').next().unwrap_or_default();
        let (path, query) = match location.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (location, None),
        };
        let base = self.path.path();
        let (path, query) = if path.is_empty() {
            (base.to_owned(), query.or(self.path.query()))
        } else if path.starts_with('/') {
            (without_dots(path), query)
        } else {
            let folder = &base[..=base.rfind('/').unwrap_or(0)];
            (without_dots(&format!("{folder}{path}")), query)
        };
        let text = match query {
            Some(query) => format!("{path}?{query}"),
            None => path,
        };
        Ok(Self { origin: self.origin.clone(), path: path_and_query(&text)? })
    }
}

/// `home.example:8123` is a host and a port and no scheme, though the grammar would allow it.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'))
}

fn origin(secure: bool, authority: &str) -> Result<Origin, HttpClientError> {
    if authority.contains('@') {
        return Err(bad("the URL holds a user name or password: give them in the header `authorization`"));
    }
    let host_end = match authority.strip_prefix('[') {
        Some(rest) => 2 + rest.find(']').ok_or_else(|| bad("the URL's IPv6 address has no closing bracket"))?,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at(host_end);
    let standard = if secure { 443 } else { 80 };
    let port = match port.strip_prefix(':') {
        None if port.is_empty() => standard,
        Some("") => standard,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().map_err(|_| bad("the URL's port is larger than 65535"))?
        }
        _ => return Err(bad("the URL's port is not a number")),
    };
    if host.is_empty() {
        return Err(bad("the URL has no host"));
    }
    let is_valid = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')),
    };
    if !is_valid {
        return Err(bad(if host.is_ascii() {
            "the URL's host is no name and no address"
        } else {
            "the URL's host is not ASCII: write it in its `xn--` form"
        }));
    }
    let scheme = if secure { "https" } else { "http" };
    let host = host.to_ascii_lowercase();
    let text = if port == standard { format!("{scheme}://{host}") } else { format!("{scheme}://{host}:{port}") };
    Ok(Origin { text: text.into(), secure, port })
}

fn path_and_query(text: &str) -> Result<PathAndQuery, HttpClientError> {
    let text = text.split('#').next().unwrap_or_default();
    let parsed = match text.as_bytes() {
        [] => return Ok(PathAndQuery::from_static("/")),
        [b'?', ..] => format!("/{text}").parse::<PathAndQuery>(),
        _ => text.parse(),
    };
    // http lets a few bytes through that RFC 3986 does not know; what matters is that no line can end in it.
    let path = parsed.map_err(|_| bad("the URL's path or query has a character that must be percent-encoded"))?;
    if path.as_str().bytes().any(|byte| byte <= b' ' || byte >= 0x7f) {
        return Err(bad("the URL's path or query has a character that must be percent-encoded"));
    }
    Ok(path)
}

/// RFC 3986, section 5.2.4.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    format!("/{}", kept.join("/"))
}

fn bad(sentence: &'static str) -> HttpClientError {
    HttpClientError::new(HttpClientErrorKind::BadUrl, sentence)
}

impl From<&Url> for Uri {
    /// The form that a request to the host itself has: path and query.
    fn from(url: &Url) -> Self {
        Self::from(url.path.clone())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Url;

    fn sentence(text: &str) -> String {
        Url::parse(text).err().map(|error| error.to_string()).unwrap_or_default()
    }

    fn parts(text: &str) -> (String, String, u16, String) {
        let url = Url::parse(text).unwrap();
        (url.origin.as_str().to_owned(), url.origin.host().to_owned(), url.origin.port(), url.path.to_string())
    }

    #[test]
    fn hosts_ports_and_paths() {
        let owned = |origin: &str, host: &str, port, path: &str| (origin.into(), host.into(), port, path.into());
        assert_eq!(parts("https://Home.Example"), owned("https://home.example", "home.example", 443, "/"));
        assert_eq!(parts("HTTP://a:8123/x?y#z"), owned("http://a:8123", "a", 8123, "/x?y"));
        assert_eq!(parts("https://a:443?q=1"), owned("https://a", "a", 443, "/?q=1"));
        assert_eq!(parts("http://[::1]:80/"), owned("http://[::1]", "::1", 80, "/"));
        assert_eq!(parts("https://[::1]:81"), owned("https://[::1]:81", "::1", 81, "/"));
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        for (text, part) in [
            ("", "no scheme"),
            ("home.example", "no scheme"),
            ("home.example:8123", "no scheme"),
            ("localhost:8123", "no scheme"),
            ("ftp://a", "neither"),
            ("http:/a", "one slash"),
            ("https:a", "no slashes"),
            ("http://", "no host"),
            ("http://:80", "no host"),
            ("http://u:canary@a/", "user name"),
            ("http://a:x", "not a number"),
            ("http://a:65536", "larger"),
            ("http://[::1", "bracket"),
            ("http://[canary]", "no address"),
            ("http://a b/", "no address"),
            ("http://ä/", "xn--"),
            ("http://a/ canary", "percent-encoded"),
            ("http://a/\r\ncanary", "percent-encoded"),
        ] {
            let sentence = sentence(text);
            assert!(sentence.contains(part) && !sentence.contains("canary"), "{text:?}: {sentence:?}");
        }
    }

    /// The examples of RFC 3986, section 5.4, that name a path.
    #[test]
    fn locations_are_resolved_as_the_rfc_says() {
        let base = Url::parse("http://a/b/c/d;p?q").unwrap();
        for (location, path) in [
            ("g", "/b/c/g"),
            ("./g", "/b/c/g"),
            ("g/", "/b/c/g/"),
            ("/g", "/g"),
            ("?y", "/b/c/d;p?y"),
            ("g?y", "/b/c/g?y"),
            ("#s", "/b/c/d;p?q"),
            ("g#s", "/b/c/g"),
            (";x", "/b/c/;x"),
            ("", "/b/c/d;p?q"),
            (".", "/b/c/"),
            ("..", "/b/"),
            ("../g", "/b/g"),
            ("../../g", "/g"),
            ("../../../g", "/g"),
            ("/./g", "/g"),
            ("g..", "/b/c/g.."),
            ("./g/.", "/b/c/g/"),
            ("g;x=1/../y", "/b/c/y"),
            ("g?y/../x", "/b/c/g?y/../x"),
        ] {
            assert_eq!(base.join(location).unwrap().path.as_str(), path, "{location:?}");
        }
        assert_eq!(base.join("//g/x").unwrap().origin.as_str(), "http://g");
        assert_eq!(base.join("https://g").unwrap().origin.as_str(), "https://g");
    }

    proptest! {
        #[test]
        fn nothing_panics_and_nothing_is_quoted(text in ".*", location in ".*") {
            let _ = Url::parse(&format!("http://{text}"));
            let _ = Url::parse(&text);
            let _ = Url::parse("http://a/b").unwrap().join(&location);
        }
    }
}
