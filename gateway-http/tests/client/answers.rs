//! What a request says, and what is made of the answer.

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use gateway_http::{Client, HttpClientErrorKind, Method, Request};
use gateway_runtime::Context;
use serde_json::{Value, json};

use peer::{Peer, Step, answer, ok, raw};

fn packed(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn bytes_go_through_as_they_are() {
    let peer = Peer::new(|_, request| vec![ok(&request.body)]);
    let bytes: Vec<u8> = (0..=255).cycle().take(200_000).collect();
    let answer = Client::new().send(Request::post(&peer.url("/x?y=1")).body(bytes.clone())).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.body() == &bytes);
    let request = &peer.requests()[0];
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/x?y=1"));
    assert_eq!(request.header("host"), Some(peer.address().to_string().as_str()));
    assert_eq!(request.header("accept-encoding"), Some("gzip"));
    assert!(request.header("user-agent").unwrap().starts_with("gateway-http/"));
}

#[tokio::test]
async fn every_method_with_query_header_and_json() {
    let peer = Peer::new(|_, request| vec![ok(&request.body)]);
    let client = Client::new();
    let url = peer.url("/p?a=1");
    for (method, request) in [
        ("PUT", Request::put(&url)),
        ("PATCH", Request::patch(&url)),
        ("DELETE", Request::delete(&url)),
        ("POST", Request::post(&url)),
    ] {
        let request = request.query("b c", "d&ä").header("x-y", "z").json(&json!({"n": 1.5}));
        let answer = client.send(request).await.unwrap();
        assert_eq!(answer.json::<Value>().unwrap(), json!({"n": 1.5}));
        let request = peer.requests().pop().unwrap();
        assert_eq!((request.method.as_str(), request.path.as_str()), (method, "/p?a=1&b+c=d%26%C3%A4"));
        assert_eq!((request.header("x-y"), request.header("content-type")), (Some("z"), Some("application/json")));
    }
    client.send(Request::new(Method::POST, &peer.url(""))).await.unwrap();
    assert_eq!(peer.requests().pop().unwrap().header("content-length"), Some("0"));
    assert_eq!(peer.connections(), 1);
}

#[tokio::test]
async fn any_status_is_an_answer() {
    let peer =
        Peer::new(|_, _| vec![answer("500 Internal Server Error", &[("x-a", "1")], "Server got itself in trouble")]);
    let answer = Client::new().send(Request::post(&peer.url("/"))).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.header("X-A")), (500, Some("1")));
    assert_eq!(answer.into_body(), "Server got itself in trouble");
}

#[tokio::test]
async fn ipv6_and_names_with_several_addresses() {
    let Ok(listener) = std::net::TcpListener::bind("[::1]:0") else { return };
    drop(listener);
    let peer = Peer::on("[::1]:0", |_, _| vec![ok("six")]);
    let answer = Client::new().send(Request::get(&peer.url("/"))).await.unwrap();
    assert_eq!(answer.into_body(), "six");
}

#[tokio::test]
async fn gzip_is_undone() {
    let peer = Peer::new(|_, _| vec![answer("200 OK", &[("content-encoding", "gzip")], packed(&[b'x'; 90_000]))]);
    let client = Client::new();
    let unpacked = client.send(Request::get(&peer.url("/"))).await.unwrap();
    assert_eq!(unpacked.body().len(), 90_000);
    assert_eq!((unpacked.header("content-encoding"), unpacked.header("content-length")), (None, None));
    let asked = client.send(Request::get(&peer.url("/")).header("accept-encoding", "gzip")).await.unwrap();
    assert_eq!((asked.body().len() < 1_000, asked.header("content-encoding")), (true, Some("gzip")));
}

#[tokio::test]
async fn chunks_are_put_together() {
    let peer = Peer::new(|_, _| {
        vec![
            raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"),
            Step::Pause(Duration::from_millis(10)),
            raw("2\r\nde\r\n0\r\ntrailer: 1\r\n\r\n"),
        ]
    });
    let client = Client::new();
    for _ in 0..2 {
        assert_eq!(client.send(Request::get(&peer.url("/"))).await.unwrap().into_body(), "abcde");
    }
    assert_eq!(peer.connections(), 1);
}

#[tokio::test]
async fn no_answer_is_larger_than_the_limit() {
    let bomb = packed(&vec![0; 10_000_000]);
    assert!(bomb.len() < 20_000);
    let endless = || vec![raw("HTTP/1.1 200 OK\r\n\r\n"), Step::Send(vec![b'x'; 30_000]), Step::Hang];
    let peer = Peer::new(move |_, request| match request.path.as_str() {
        "/bomb" => vec![answer("200 OK", &[("content-encoding", "gzip")], &bomb)],
        "/said" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"), Step::Hang],
        "/endless" => endless(),
        _ => vec![ok(vec![b'x'; 20_000])],
    });
    let client = Client::builder().body_limit(20_000).build().unwrap();
    for path in ["/bomb", "/said", "/endless"] {
        let error = client.send(Request::post(&peer.url(path))).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::TooLarge, true), "{path}");
    }
    assert_eq!(client.send(Request::get(&peer.url("/"))).await.unwrap().body().len(), 20_000);
}

#[tokio::test]
async fn a_head_without_an_end_is_too_large() {
    let peer = Peer::new(|_, _| vec![raw("HTTP/1.1 200 OK\r\nx: "), Step::Send(vec![b'x'; 2_000_000]), Step::Hang]);
    let error = Client::new().send(Request::post(&peer.url("/"))).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::TooLarge, true));
}

/// Whoever can put bytes behind an answer must not answer the next request with them, if they come before it is made.
#[tokio::test]
async fn what_comes_after_an_answer_is_no_answer_to_the_next_request() {
    const SURPLUS: &str = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil";
    let together = [raw(&format!("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirst{SURPLUS}")), Step::Tell].to_vec();
    let apart = [ok("first"), Step::Pause(Duration::from_millis(20)), raw(SURPLUS), Step::Tell].to_vec();
    for steps in [together, apart] {
        let mut peer = Peer::new(move |number, _| if number == 0 { steps.clone() } else { vec![ok("good")] });
        let client = Client::new();
        assert_eq!(client.send(Request::get(&peer.url("/"))).await.unwrap().into_body(), "first");
        for _request_then_surplus in 0..2 {
            peer.arrival().await;
        }
        assert_eq!(client.send(Request::get(&peer.url("/"))).await.unwrap().into_body(), "good");
    }
}

#[tokio::test]
async fn answers_without_a_body() {
    let peer = Peer::new(|_, request| match request.path.as_str() {
        "/head" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 99\r\ncontent-encoding: gzip\r\n\r\n")],
        "/204" => vec![raw("HTTP/1.1 204 No Content\r\n\r\n")],
        _ => vec![raw("HTTP/1.1 304 Not Modified\r\ncontent-encoding: gzip\r\ncontent-length: 9\r\n\r\n")],
    });
    let client = Client::new();
    for (method, path) in [(Method::HEAD, "/head"), (Method::GET, "/204"), (Method::GET, "/304")] {
        let answer = client.send(Request::new(method, &peer.url(path))).await.unwrap();
        assert!(answer.body().is_empty(), "{path}");
    }
    assert_eq!(peer.connections(), 1);
}

#[tokio::test]
async fn what_is_no_gzip_is_told() {
    let whole = packed(b"some text that is packed");
    let cut = whole[..whole.len() - 5].to_vec();
    for body in [b"no gzip".to_vec(), cut] {
        let peer = Peer::new(move |_, _| vec![answer("200 OK", &[("content-encoding", "gzip")], &body)]);
        let error = Client::new().send(Request::post(&peer.url("/"))).await.unwrap_err();
        assert_eq!(error.kind(), HttpClientErrorKind::BadEncoding);
    }
}

#[tokio::test]
async fn the_trace_goes_along_if_it_is_set_so() {
    let peer = Peer::new(|_, _| vec![ok("")]);
    let cx = Context::builder().trace_id("Root=1-5759e988-bd862e3fe1be46a994272793").build();
    let (silent, forwarding) = (Client::new(), Client::builder().forward_trace(true).build().unwrap());
    cx.scope(async {
        silent.send(Request::get(&peer.url("/"))).await.unwrap();
        forwarding.send(Request::get(&peer.url("/"))).await.unwrap();
    })
    .await;
    let requests = peer.requests();
    assert_eq!(requests[0].header("x-amzn-trace-id"), None);
    assert_eq!(requests[1].header("x-amzn-trace-id"), Some("Root=1-5759e988-bd862e3fe1be46a994272793"));
}

#[tokio::test]
async fn the_time_is_told() {
    let peer = Peer::new(|_, _| vec![ok("")]);
    let client = Client::new();
    let first = client.send(Request::get(&peer.url("/"))).await.unwrap().timing();
    assert!(!first.reused && first.connect > Duration::ZERO && first.tls < Duration::from_millis(50));
    assert!(first.connect <= first.first_byte && first.first_byte <= first.total, "{first:?}");
    let second = client.send(Request::get(&peer.url("/"))).await.unwrap().timing();
    assert!(second.reused && second.connect.is_zero());
    let stats = client.stats();
    assert_eq!((stats.requests, stats.answers, stats.connections, stats.reused, stats.idle), (2, 2, 1, 1, 1));
}
