//! HTTP/2 with a peer that offers it, and HTTP/1.1 with one that does not.

#![cfg(feature = "http2")]

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use gateway_http::{Client, HttpClientErrorKind, Request, Retry};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use peer::certificates::Authority;
use peer::{Peer, ok};

#[derive(Default)]
struct Counts {
    connections: AtomicUsize,
    requests: AtomicUsize,
}

async fn echo(
    request: http::Request<Incoming>,
    counts: Arc<Counts>,
) -> Result<http::Response<Full<Bytes>>, Infallible> {
    counts.requests.fetch_add(1, Ordering::Relaxed);
    let seen = format!("{:?} {} ", request.version(), request.uri());
    let body = request.into_body().collect().await.unwrap().to_bytes();
    Ok(http::Response::new(Full::new([seen.as_bytes(), &body].concat().into())))
}

/// The address of a server of HTTP/2, and the task of its connections: who aborts it, closes them.
async fn server(authority: &Authority) -> (String, Arc<Counts>, JoinHandle<()>) {
    let mut config = authority.issue(&["127.0.0.1"]).server();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let counts = Arc::new(Counts::default());
    let shared = Arc::clone(&counts);
    let task = tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            shared.connections.fetch_add(1, Ordering::Relaxed);
            let stream = TokioIo::new(acceptor.accept(stream).await.unwrap());
            let service = service_fn(|request| echo(request, Arc::clone(&shared)));
            // One connection at a time, in this task, so that it ends with it.
            drop(http2::Builder::new(TokioExecutor::new()).serve_connection(stream, service).await);
        }
    });
    (url, counts, task)
}

fn client(authority: &Authority) -> Client {
    Client::builder().extra_roots(authority.pem()).retry(Retry::never()).build().unwrap()
}

#[tokio::test]
async fn is_spoken_where_it_is_offered_on_one_connection() {
    let authority = Authority::new();
    let (url, counts, _server) = server(&authority).await;
    let client = client(&authority);
    for number in 0..3 {
        let answer = client.send(Request::post(&format!("{url}/a?b")).body("c")).await.unwrap();
        assert_eq!(answer.timing().reused, number > 0);
        assert_eq!(answer.into_body(), format!("HTTP/2.0 {url}/a?b c"));
    }
    assert_eq!(counts.connections.load(Ordering::Relaxed), 1);
    assert_eq!(counts.requests.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_peer_that_is_gone_is_seen_before_the_next_request() {
    let authority = Authority::new();
    let (url, counts, server) = server(&authority).await;
    let client = client(&authority);
    client.send(Request::get(&url)).await.unwrap();
    server.abort();
    server.await.unwrap_err();
    let error = client.send(Request::post(&url)).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Refused, false), "{error:?}");
    assert_eq!((counts.requests.load(Ordering::Relaxed), client.stats().stale), (1, 1));
}

#[tokio::test]
async fn everybody_else_is_asked_in_http_1() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.issue(&["127.0.0.1"]).server(), |_, _| vec![ok("1.1")]);
    let answer = client(&authority).send(Request::get(&peer.url("/"))).await.unwrap();
    assert_eq!(answer.into_body(), "1.1");
    assert_eq!(peer.requests()[0].header("host"), Some(peer.address().to_string().as_str()));
}
