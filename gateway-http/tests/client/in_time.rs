//! One deadline over all phases.

use std::mem::MaybeUninit;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, SystemTime};

use gateway_http::{Client, HttpClientErrorKind, Phase, Request};
use gateway_runtime::Context;
use socket2::{Domain, SockRef, Socket, Type};

use peer::{Peer, Step, ok, raw};

const LIMIT: Duration = Duration::from_secs(30);

/// Long enough for a slow machine to come to the phase that is meant.
const SOME_TIME: Duration = Duration::from_millis(1_500);

/// Sends a request to a peer, and lets the time pass once the peer has it.
async fn out_of_time(peer: &mut Peer) -> (Phase, bool) {
    let client = Client::builder().timeout(LIMIT).build().unwrap();
    let request = Request::post(&peer.url("/"));
    let answer = tokio::spawn(async move { client.send(request).await });
    peer.arrival().await;
    // From here on nothing real is waited for: the clock jumps to the deadline.
    tokio::time::pause();
    let error = answer.await.unwrap().unwrap_err();
    let HttpClientErrorKind::Timeout(phase) = error.kind() else { panic!("{error:?}") };
    (phase, error.sent())
}

#[tokio::test]
async fn a_peer_that_hangs_before_the_head() {
    let mut peer = Peer::new(|_, _| vec![Step::Hang]);
    assert_eq!(out_of_time(&mut peer).await, (Phase::Head, true));
    assert_eq!(peer.requests().len(), 1);
}

#[tokio::test]
async fn a_peer_that_hangs_within_the_head() {
    let mut peer = Peer::new(|_, _| vec![raw("HTTP/1.1 200 OK\r\ncontent-le"), Step::Hang]);
    assert_eq!(out_of_time(&mut peer).await, (Phase::Head, true));
}

#[tokio::test]
async fn a_peer_that_hangs_or_drips_within_the_body() {
    for last in [Step::Hang, Step::Drip(b'x')] {
        let peer = Peer::new(move |_, _| vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n"), last.clone()]);
        let client = Client::builder().timeout(SOME_TIME).build().unwrap();
        let error = client.send(Request::post(&peer.url("/"))).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Timeout(Phase::Body), true));
    }
}

#[tokio::test]
async fn nothing_is_left_open_when_the_time_is_over() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n";
    for steps in [vec![Step::Hang, Step::Tell], vec![raw(head), Step::Hang, Step::Tell]] {
        let mut peer = Peer::new(move |_, _| steps.clone());
        let client = Client::builder().timeout(SOME_TIME).build().unwrap();
        client.send(Request::post(&peer.url("/"))).await.unwrap_err();
        for _request_then_end in 0..2 {
            peer.arrival().await;
        }
        assert_eq!(client.stats().idle, 0);
    }
}

#[tokio::test]
async fn a_peer_that_drips_its_head() {
    let peer = Peer::new(|_, _| vec![raw("HTTP/1.1 200 OK\r\nx-long: "), Step::Drip(b'x')]);
    let client = Client::builder().timeout(SOME_TIME).build().unwrap();
    let error = client.send(Request::post(&peer.url("/"))).await.unwrap_err();
    assert_eq!(error.kind(), HttpClientErrorKind::Timeout(Phase::Head));
}

#[tokio::test]
async fn a_peer_that_says_nothing_to_a_handshake() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let answer = tokio::spawn(async move { Client::new().send(Request::post(&url)).await });
    let (stream, _) = tokio::task::spawn_blocking(move || listener.accept().unwrap()).await.unwrap();
    // The first byte of the handshake is there.
    let stream = tokio::task::spawn_blocking(move || {
        SockRef::from(&stream).peek(&mut [MaybeUninit::uninit()]).unwrap();
        stream
    });
    let _stream = stream.await.unwrap();
    tokio::time::pause();
    let error = answer.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Timeout(Phase::Tls), false));
}

/// An address at which a connection is neither made nor refused: the queue of its listener is full.
fn black_hole() -> (SocketAddr, Vec<Socket>, Vec<TcpStream>) {
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let mut filling = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
        filling.push(stream);
    }
    (address, vec![listener], filling)
}

#[tokio::test]
async fn an_address_that_swallows_everything() {
    let (address, _listener, _filling) = black_hole();
    let client = Client::builder().timeout(Duration::from_millis(300)).build().unwrap();
    let error = client.send(Request::post(&format!("http://{address}"))).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Timeout(Phase::Connect), false));
}

#[tokio::test]
async fn the_invocation_s_deadline_is_nearer() {
    let peer = Peer::new(|_, request| if request.path == "/hang" { vec![Step::Hang] } else { vec![ok("")] });
    let client = Client::builder().timeout(LIMIT).build().unwrap();
    let within = |left| Context::builder().deadline(SystemTime::now() + left).build();
    let hang = within(Duration::from_millis(800)).scope(client.send(Request::post(&peer.url("/hang"))));
    let error = hang.await.unwrap_err();
    assert!(matches!(error.kind(), HttpClientErrorKind::Timeout(_)), "{error:?}");
    let before = peer.requests().len();
    let too_late = within(Duration::from_millis(299)).scope(client.send(Request::post(&peer.url("/"))));
    let error = too_late.await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Timeout(Phase::Start), false));
    assert_eq!(peer.requests().len(), before);
    within(LIMIT).scope(client.send(Request::post(&peer.url("/")))).await.unwrap();
}

#[tokio::test]
async fn endless_is_a_time_too() {
    let peer = Peer::new(|_, _| vec![ok("")]);
    Client::new().send(Request::get(&peer.url("/")).timeout(Duration::MAX)).await.unwrap();
}
