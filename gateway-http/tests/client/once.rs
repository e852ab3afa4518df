//! Never twice: what the peer has counted.

use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use gateway_http::{Client, HttpClientErrorKind, Request, Retry};

use peer::certificates::Authority;
use peer::{Peer, Step, answer, ok, raw};

fn quick() -> Retry {
    Retry::default().pauses(Duration::from_millis(1), Duration::from_millis(2))
}

#[tokio::test]
async fn a_kept_connection_that_the_peer_has_closed_is_replaced() {
    let peer = Peer::new(|_, _| vec![ok("")]);
    let client = Client::builder().retry(Retry::never()).build().unwrap();
    for made in 1..5 {
        let answer = client.send(Request::post(&peer.url("/"))).await.unwrap();
        assert!(!answer.timing().reused);
        assert_eq!((peer.requests().len(), peer.connections()), (made, made));
        // Nothing of the client runs until the next request, as after a freeze: its event loop has not seen the end.
        peer.hang_up();
    }
    assert_eq!(client.stats().stale, 3);
}

#[tokio::test]
async fn so_it_is_with_tls() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.issue(&["127.0.0.1"]).server(), |_, _| vec![ok("")]);
    let client = Client::builder().extra_roots(authority.pem()).retry(Retry::never()).build().unwrap();
    let reused = async || client.send(Request::post(&peer.url("/"))).await.unwrap().timing().reused;
    // What the peer sends after the handshake, its tickets, is no farewell.
    client.warm(&peer.url("")).await.unwrap();
    assert!(reused().await && reused().await);
    peer.hang_up();
    assert!(!reused().await && reused().await);
    assert_eq!((peer.requests().len(), peer.connections(), client.stats().stale), (4, 2, 1));
}

#[tokio::test]
async fn a_kept_connection_is_used_for_sixty_seconds_of_the_wall_clock() {
    let seconds = Arc::new(AtomicU64::new(1_000_000));
    let clock = Arc::clone(&seconds);
    let peer = Peer::new(|_, _| vec![ok("")]);
    let client = Client::builder()
        .clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)))
        .build()
        .unwrap();
    let mut reused = Vec::new();
    for (passed, set_back) in [(0, 0), (59, 0), (60, 0), (10, 0), (0, 5)] {
        seconds.fetch_add(passed, Ordering::Relaxed);
        seconds.fetch_sub(set_back, Ordering::Relaxed);
        reused.push(client.send(Request::get(&peer.url("/"))).await.unwrap().timing().reused);
    }
    assert_eq!(reused, [false, true, false, true, false]);
}

#[tokio::test]
async fn a_peer_that_closes_after_each_answer_without_saying_so() {
    let peer = Peer::new(|_, _| vec![ok(""), Step::Close]);
    let client = Client::builder().retry(Retry::never()).build().unwrap();
    for _ in 0..20 {
        // Either the end was seen before the request, or the request met it: then it is told that it was sent.
        match client.send(Request::post(&peer.url("/"))).await {
            Ok(_) => {}
            Err(error) => assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Closed, true)),
        }
    }
    assert!(peer.requests().len() <= 20);
}

#[tokio::test]
async fn a_peer_that_says_that_it_closes_is_believed() {
    let peer = Peer::new(|_, request| match request.path.as_str() {
        "/old" => vec![raw("HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n"), Step::Close],
        _ => vec![answer("200 OK", &[("connection", "Close")], ""), Step::Close],
    });
    let client = Client::new();
    for path in ["/old", "/", "/"] {
        assert!(!client.send(Request::post(&peer.url(path))).await.unwrap().timing().reused);
        assert_eq!((client.stats().idle, client.stats().stale), (0, 0), "{path}");
    }
}

#[tokio::test]
async fn a_post_that_was_sent_is_never_made_again() {
    for last in [Step::Close, Step::Reset] {
        let peer = Peer::new(move |number, _| if number == 0 { vec![ok("")] } else { vec![last.clone()] });
        let client = Client::builder().retry(quick().attempts(5)).build().unwrap();
        client.send(Request::post(&peer.url("/"))).await.unwrap();
        // Over the kept connection, then over new ones.
        for requests in 2..5 {
            let error = client.send(Request::post(&peer.url("/")).body("once")).await.unwrap_err();
            assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Closed, true), "{error:?}");
            assert_eq!(peer.requests().len(), requests);
        }
        assert_eq!(client.stats().retries, 0);
    }
}

#[tokio::test]
async fn no_answer_in_whatever_way_is_met_with_a_second_post() {
    let peer = Peer::new(|_, request| match request.path.as_str() {
        "/truncated" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"), Step::Close],
        "/chunk" => vec![raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc"), Step::Close],
        "/reset" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"), Step::Reset],
        "/head" => vec![raw("HTTP/1.1 200 OK\r\ncont"), Step::Close],
        "/garbage" => vec![raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"), Step::Hang],
        "/chunks" => vec![raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"), Step::Hang],
        "/busy" => vec![answer("503 Service Unavailable", &[("retry-after", "0")], "")],
        path => panic!("{path}"),
    });
    let client = Client::builder().retry(quick().attempts(5)).build().unwrap();
    for (path, kind) in [
        ("/truncated", HttpClientErrorKind::Truncated),
        ("/chunk", HttpClientErrorKind::Truncated),
        ("/reset", HttpClientErrorKind::Truncated),
        ("/head", HttpClientErrorKind::Closed),
        ("/garbage", HttpClientErrorKind::BadResponse),
        ("/chunks", HttpClientErrorKind::BadResponse),
    ] {
        let before = peer.requests().len();
        let error = client.send(Request::post(&peer.url(path))).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (kind, true), "{path}: {error:?}");
        assert_eq!(peer.requests().len(), before + 1, "{path}");
    }
    let before = peer.requests().len();
    assert_eq!(client.send(Request::post(&peer.url("/busy"))).await.unwrap().status(), 503);
    assert_eq!(peer.requests().len(), before + 1);
}

#[tokio::test]
async fn a_get_is_made_again_until_it_is_answered() {
    let peer = Peer::new(|number, _| match number {
        0 => vec![Step::Close],
        1 => vec![answer("503 Service Unavailable", &[("retry-after", "0")], "")],
        _ => vec![ok("at last")],
    });
    let client = Client::builder().retry(quick()).build().unwrap();
    assert_eq!(client.send(Request::get(&peer.url("/"))).await.unwrap().into_body(), "at last");
    assert_eq!((peer.requests().len(), client.stats().retries, client.stats().requests), (3, 2, 1));
}

#[tokio::test]
async fn a_get_is_not_made_more_often_than_it_may_be() {
    let peer = Peer::new(|_, _| vec![Step::Close]);
    let client = Client::builder().retry(quick()).build().unwrap();
    client.send(Request::get(&peer.url("/"))).await.unwrap_err();
    assert_eq!(peer.requests().len(), 3);
    client.send(Request::get(&peer.url("/")).retry(Retry::never())).await.unwrap_err();
    assert_eq!(peer.requests().len(), 4);
}

#[tokio::test]
async fn no_pause_is_begun_that_the_time_does_not_allow() {
    let peer = Peer::new(|_, _| vec![answer("429 Too Many Requests", &[("retry-after", "3600")], "later")]);
    let answer = Client::new().send(Request::get(&peer.url("/"))).await.unwrap();
    assert_eq!((answer.status().as_u16(), peer.requests().len()), (429, 1));
}

#[tokio::test]
async fn a_post_that_was_refused_is_made_again() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder().retry(quick()).build().unwrap();
    let error = client.send(Request::post(&format!("http://{address}"))).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Refused, false));
    assert_eq!(client.stats().retries, 2);
}

#[tokio::test]
async fn what_was_sent_at_any_attempt_stays_sent() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 8]).unwrap();
        drop(listener);
    });
    let client = Client::builder().retry(quick()).build().unwrap();
    let error = client.send(Request::put(&url)).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Refused, true));
}

#[tokio::test]
async fn a_name_without_an_address_is_told() {
    let client = Client::builder().retry(Retry::never()).build().unwrap();
    // No resolver asks the network for a label of more than 63 letters.
    let error = client.send(Request::post(&format!("http://{}.example", "a".repeat(64)))).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Dns, false));
}

#[tokio::test]
async fn what_was_warmed_is_used() {
    let peer = Peer::new(|_, _| vec![ok("")]);
    let client = Client::new();
    client.warm(&peer.url("/whatever")).await.unwrap();
    client.warm(&peer.url("")).await.unwrap();
    assert!(client.send(Request::post(&peer.url("/"))).await.unwrap().timing().reused);
    assert_eq!((peer.connections(), peer.requests().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_each_once() {
    let peer = Peer::new(|_, request| vec![ok(&request.body)]);
    let client = Client::new();
    let requests: Vec<_> = (0..64)
        .map(|number: u32| {
            let (client, request) = (client.clone(), Request::post(&peer.url("/")).body(number.to_string()));
            tokio::spawn(async move { (number.to_string(), client.send(request).await.unwrap().into_body()) })
        })
        .collect();
    for request in requests {
        let (sent, received) = request.await.unwrap();
        assert_eq!(sent.as_bytes(), received);
    }
    assert_eq!(peer.requests().len(), 64);
    assert!(client.stats().idle <= 32);
}

/// A runtime that is gone takes its connections along, and the client goes on in another one.
#[test]
fn a_client_outlives_a_runtime() {
    let peer = Peer::new(|_, _| vec![ok("")]);
    let client = Client::new();
    for _ in 0..3 {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let answer = runtime.block_on(client.send(Request::post(&peer.url("/")))).unwrap();
        assert!(!answer.timing().reused);
    }
    assert_eq!(peer.requests().len(), 3);
}
