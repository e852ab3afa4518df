//! Who may ask.
//!
//! The server listens on loopback, but any page that a browser shows can make that browser send requests there. Three
//! headers give such a page away, and no page can forge them:
//!
//! - `Host`: a page of a name that is made to resolve to 127.0.0.1
//!   ([DNS rebinding](https://en.wikipedia.org/wiki/DNS_rebinding)) could else read the answers, as of its own origin;
//! - `Origin`: a page can always send a plain POST anywhere, and would so invoke the function;
//! - [`Sec-Fetch-Site`](https://www.w3.org/TR/fetch-metadata/): an image or a form needs no `Origin` for a GET.
//!
//! Pages that come from loopback themselves are welcome: one that is developed beside the function, or the function's
//! own.

use http::uri::Authority;
use http::{HeaderMap, Method, Uri, header};

/// What a request shows of where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A program or a page of this machine.
    Here,
    /// A link on a foreign page, which somebody followed.
    Link,
    /// A foreign page.
    Foreign,
}

pub(super) fn of(method: &Method, headers: &HeaderMap) -> Origin {
    let host = headers.get(header::HOST).map(|host| host.to_str().ok()?.parse::<Authority>().ok());
    let origin =
        headers.get(header::ORIGIN).map(|origin| origin.to_str().ok()?.parse::<Uri>().ok()?.into_parts().authority);
    let here = [host, origin].into_iter().flatten().all(|authority| {
        authority.is_some_and(|authority| matches!(authority.host(), "127.0.0.1" | "localhost" | "[::1]"))
    });
    let is = |name: &str, value: &str| headers.get(name).is_some_and(|header| header == value);
    if !here {
        Origin::Foreign
    } else if !is("sec-fetch-site", "cross-site") {
        Origin::Here
    } else if method == Method::GET && is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document") {
        Origin::Link
    } else {
        Origin::Foreign
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, Method};

    use super::{Origin, of};

    fn shown(method: &Method, headers: &[(&'static str, &str)]) -> Origin {
        let headers: HeaderMap =
            headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        of(method, &headers)
    }

    #[test]
    fn names_of_loopback_are_here_and_all_others_are_not() {
        for (name, value, here) in [
            ("origin", "https://example.com", false),
            ("origin", "null", false),
            ("origin", "http://127.0.0.1.example.com", false),
            ("origin", "http://127.0.0.1@example.com", false),
            ("origin", "http://127.0.0.1:9000", true),
            ("origin", "http://localhost:8080", true),
            ("host", "rebound.example.com:9000", false),
            ("host", "localhost.example.com", false),
            ("host", "0.0.0.0:9000", false),
            ("host", "", false),
            ("host", "localhost:9000", true),
            ("host", "[::1]:9000", true),
        ] {
            let expected = if here { Origin::Here } else { Origin::Foreign };
            assert_eq!(shown(&Method::GET, &[(name, value)]), expected, "{name}: {value}");
        }
        assert_eq!(shown(&Method::POST, &[("host", "localhost"), ("origin", "https://example.com")]), Origin::Foreign);
        assert_eq!(shown(&Method::POST, &[]), Origin::Here);
    }

    #[test]
    fn a_foreign_page_may_link_here_and_nothing_else() {
        let fetch = |method, site, mode, dest| {
            let headers =
                [("host", "localhost"), ("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest)];
            shown(method, &headers)
        };
        assert_eq!(fetch(&Method::GET, "cross-site", "navigate", "document"), Origin::Link);
        assert_eq!(fetch(&Method::POST, "cross-site", "navigate", "document"), Origin::Foreign);
        assert_eq!(fetch(&Method::GET, "cross-site", "navigate", "iframe"), Origin::Foreign);
        assert_eq!(fetch(&Method::GET, "cross-site", "no-cors", "image"), Origin::Foreign);
        for site in ["none", "same-origin", "same-site"] {
            assert_eq!(fetch(&Method::GET, site, "navigate", "document"), Origin::Here, "{site}");
        }
    }
}
