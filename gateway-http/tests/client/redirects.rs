//! Redirects: what is followed, and what stays behind.

use gateway_http::{Client, HttpClientErrorKind, Method, Request, Retry};

use peer::certificates::Authority;
use peer::{Peer, Received, Step, answer, ok};

fn following() -> Client {
    Client::builder().follow_redirects(3).build().unwrap()
}

fn to(status: &str, location: &str) -> Vec<Step> {
    vec![answer(status, &[("location", location)], "elsewhere")]
}

/// Sends everything that is not `/end` to `/end` with one status.
fn turning(status: &'static str) -> Peer {
    Peer::new(move |_, request| if request.path == "/end" { vec![ok("end")] } else { to(status, "end#fragment") })
}

/// Sends everything on to another place.
fn sending_to(location: String, status: &'static str) -> Peer {
    Peer::new(move |_, _| to(status, &location))
}

fn with_credentials(request: Request) -> Request {
    request
        .header("authorization", "Bearer canary")
        .header("cookie", "session=canary")
        .header("x-api-key", "canary")
        .header("cf-access-client-secret", "canary")
        .header("accept", "text/plain")
}

fn holds_canary(request: &Received) -> bool {
    format!("{request:?}").contains("canary") || String::from_utf8_lossy(&request.body).contains("canary")
}

#[tokio::test]
async fn are_answers_unless_it_is_set_otherwise() {
    let peer = turning("302 Found");
    let answer = Client::new().send(Request::get(&peer.url("/"))).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.header("location")), (302, Some("end#fragment")));
    assert_eq!(peer.requests().len(), 1);
}

#[tokio::test]
async fn the_method_becomes_what_the_rfc_says() {
    for (status, before, after) in [
        ("301 Moved Permanently", "POST", "GET"),
        ("301 Moved Permanently", "PUT", "PUT"),
        ("302 Found", "POST", "GET"),
        ("302 Found", "GET", "GET"),
        ("303 See Other", "PUT", "GET"),
        ("307 Temporary Redirect", "POST", "POST"),
        ("308 Permanent Redirect", "PATCH", "PATCH"),
    ] {
        let peer = turning(status);
        let method = Method::from_bytes(before.as_bytes()).unwrap();
        let request = Request::new(method, &peer.url("/start?query")).header("authorization", "Bearer mine");
        let request = if before == "GET" { request } else { request.json(&1) };
        let client = following();
        assert_eq!(client.send(request).await.unwrap().into_body(), "end");
        assert_eq!((client.stats().redirects, client.stats().requests, peer.connections()), (1, 1, 1));
        let last = peer.requests().pop().unwrap();
        assert_eq!((last.method.as_str(), last.path.as_str()), (after, "/end"), "{status}");
        assert_eq!(last.header("authorization"), Some("Bearer mine"), "it is the same host");
        let has_body = after != "GET";
        assert_eq!((last.body == b"1", last.header("content-type").is_some()), (has_body, has_body), "{status}");
    }
}

#[tokio::test]
async fn another_host_gets_no_credentials_whatever_they_are_called() {
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect"] {
        let other = Peer::new(|_, _| vec![ok("other")]);
        for location in [other.url("/there"), other.url_of("localhost", "/there")] {
            let first = sending_to(location, status);
            let request = with_credentials(Request::get(&first.url("/?token=canary")));
            assert_eq!(following().send(request).await.unwrap().into_body(), "other");
            assert!(holds_canary(&first.requests()[0]));
        }
        assert_eq!(other.requests().len(), 2);
        for request in other.requests() {
            assert!(!holds_canary(&request), "{request:?}");
            assert_eq!(request.header("accept"), Some("text/plain"));
        }
    }
}

#[tokio::test]
async fn another_host_gets_no_body() {
    let other = Peer::new(|_, _| vec![ok("other")]);
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let first = sending_to(other.url("/"), status);
        let error = following().send(Request::post(&first.url("/")).body("canary")).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::RedirectRefused, true));
        assert_eq!(first.requests().len(), 1);
    }
    // With a GET in its place the body stays behind, and so it is followed.
    let first = sending_to(other.url("/"), "303 See Other");
    following().send(Request::post(&first.url("/")).body("canary")).await.unwrap();
    assert!(other.requests().len() == 1 && !holds_canary(&other.requests()[0]));
}

#[tokio::test]
async fn neither_tls_nor_the_client_certificate_is_given_up() {
    let authority = Authority::new();
    let other = Peer::new(|_, _| vec![ok("other")]);
    let location = other.url("/");
    let first = Peer::tls(authority.issue(&["127.0.0.1"]).server(), move |_, _| to("302 Found", &location));
    let client = Client::builder().follow_redirects(3).extra_roots(authority.pem()).build().unwrap();
    let error = client.send(Request::get(&first.url("/"))).await.unwrap_err();
    assert!(error.to_string().contains("from `https` to `http`"), "{error}");

    let certified = Client::builder()
        .follow_redirects(3)
        .extra_roots(authority.pem())
        .client_certificate(authority.issue(&["me"]).pem())
        .build()
        .unwrap();
    let second = Peer::tls(authority.issue(&["127.0.0.1"]).server(), |_, _| vec![ok("")]);
    let location = second.url("/");
    let first = Peer::tls(authority.issue(&["127.0.0.1"]).server(), move |_, _| to("302 Found", &location));
    let error = certified.send(Request::get(&first.url("/"))).await.unwrap_err();
    assert!(error.to_string().contains("client certificate"), "{error}");
    assert_eq!((other.connections(), second.connections()), (0, 0));
}

/// An address where nobody listens any more.
fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn a_request_that_led_nowhere_was_sent_all_the_same() {
    let peer = sending_to(nobody(), "303 See Other");
    let client = Client::builder().follow_redirects(3).retry(Retry::never()).build().unwrap();
    let error = client.send(Request::post(&peer.url("/")).body("once")).await.unwrap_err();
    assert_eq!((error.kind(), error.sent(), peer.requests().len()), (HttpClientErrorKind::Refused, true, 1));
}

#[tokio::test]
async fn there_is_an_end_to_it() {
    let peer = Peer::new(|_, _| to("302 Found", "/again"));
    let error = following().send(Request::get(&peer.url("/"))).await.unwrap_err();
    assert_eq!(error.kind(), HttpClientErrorKind::RedirectRefused);
    assert_eq!(peer.requests().len(), 4);
}

#[tokio::test]
async fn a_location_that_is_no_place_is_refused_without_quoting_it() {
    for location in ["ftp://canary/", "http://user:canary@a/", "http://", "http://[canary", "\u{80}canary"] {
        let peer = sending_to(location.to_owned(), "302 Found");
        let error = following().send(Request::get(&peer.url("/"))).await.unwrap_err();
        assert_eq!(error.kind(), HttpClientErrorKind::RedirectRefused, "{location}");
        assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
    }
    let peer = Peer::new(|_, _| vec![answer("302 Found", &[], "nowhere")]);
    assert_eq!(following().send(Request::get(&peer.url("/"))).await.unwrap().status(), 302);
}
