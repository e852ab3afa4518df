//! A connection has no task: who waits for an answer carries it.

use std::future::poll_fn;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use gateway_http::{Client, HttpClientErrorKind, Phase, Request};
use tokio::task::coop::{consume_budget, has_budget_remaining};
use tokio::task::yield_now;
use tokio::time::Instant;

use peer::{Peer, Step, answer, ok, raw};

/// More than a socket takes whose other end does not read.
const LARGE: usize = 16 * 1024 * 1024;

/// A server of one connection, and what comes of it. It begins when the head of a request is there.
fn server<T: Send + 'static>(serve: impl FnOnce(TcpStream, Vec<u8>) -> T + Send + 'static) -> (String, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let thread = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut read = Vec::new();
        let end = loop {
            let mut piece = [0; 1024];
            let length = stream.read(&mut piece).unwrap();
            assert!(length > 0, "a head has an end");
            read.extend_from_slice(&piece[..length]);
            if let Some(end) = read.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break end + 4;
            }
        };
        read.drain(..end);
        serve(stream, read)
    });
    (url, thread)
}

#[tokio::test]
async fn a_large_body_goes_out_while_another_comes_in() {
    // Each piece comes back before the next is read: neither side gets far without the other.
    let (url, server) = server(|mut stream, mut piece| {
        stream.write_all(format!("HTTP/1.1 200 OK\r\ncontent-length: {LARGE}\r\n\r\n").as_bytes()).unwrap();
        let mut left = LARGE;
        loop {
            stream.write_all(&piece).unwrap();
            left -= piece.len();
            if left == 0 {
                return stream;
            }
            piece.resize(64 * 1024, 0);
            let length = stream.read(&mut piece).unwrap();
            piece.truncate(length);
        }
    });
    let body: Vec<u8> = (0..=250).cycle().take(LARGE).collect();
    let client = Client::builder().body_limit(LARGE).build().unwrap();
    let answer = client.send(Request::post(&url).body(body.clone())).await.unwrap();
    assert!(answer.body() == &body);
    // Both are through, and the server has not closed it.
    assert_eq!(client.stats().idle, 1);
    drop(server.join().unwrap());
}

#[tokio::test]
async fn an_answer_before_the_whole_request_ends_the_connection() {
    let (answered, is_answered) = mpsc::channel();
    let (url, server) = server(move |mut stream, begin| {
        stream.write_all(b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 3\r\n\r\nno!").unwrap();
        // Who reads on meanwhile may have the whole request before its answer is seen.
        is_answered.recv().unwrap();
        let mut length = begin.len();
        // It may also be told by a reset.
        while let Ok(more @ 1..) = stream.read(&mut [0; 8 * 1024]) {
            length += more;
        }
        length
    });
    let client = Client::new();
    let answer = client.send(Request::post(&url).body(vec![b'x'; LARGE])).await.unwrap();
    answered.send(()).unwrap();
    assert_eq!((answer.status().as_u16(), &answer.body()[..]), (413, &b"no!"[..]));
    assert_eq!(client.stats().idle, 0);
    assert!(server.join().unwrap() < LARGE);
}

#[tokio::test]
async fn a_request_that_is_dropped_ends_its_connection() {
    let mut peer = Peer::new(|number, _| if number == 0 { vec![ok("")] } else { vec![Step::Hang, Step::Tell] });
    let client = Client::new();
    client.send(Request::post(&peer.url("/"))).await.unwrap();
    peer.arrival().await;
    let (sending, request) = (client.clone(), Request::post(&peer.url("/")));
    let sent = tokio::spawn(async move { sending.send(request).await });
    peer.arrival().await;
    sent.abort();
    assert!(sent.await.unwrap_err().is_cancelled());
    // The peer tells that it was left.
    peer.arrival().await;
    assert_eq!((peer.requests().len(), peer.connections(), client.stats().idle), (2, 1, 0));
}

/// A kept connection keeps its timer, which was set for another request.
#[tokio::test]
async fn each_request_has_its_own_deadline_on_one_connection() {
    let (short, long) = (Duration::from_mins(1), Duration::from_hours(1));
    for (first, second) in [(short, long), (long, short)] {
        let mut peer = Peer::new(|number, _| if number == 0 { vec![ok("")] } else { vec![Step::Hang] });
        let client = Client::new();
        client.send(Request::post(&peer.url("/")).timeout(first)).await.unwrap();
        peer.arrival().await;
        let request = Request::post(&peer.url("/")).timeout(second);
        let begin = Instant::now();
        let answer = tokio::spawn(async move { client.send(request).await });
        peer.arrival().await;
        tokio::time::pause();
        let error = answer.await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Timeout(Phase::Head), true));
        let took = begin.elapsed();
        assert!(second <= took && took < second + short, "{took:?} of {second:?}");
        tokio::time::resume();
        assert_eq!(peer.connections(), 1);
    }
}

/// Out of its budget, what tokio has says that nothing is there, and wakes whom it was asked to wake.
#[tokio::test]
async fn an_answer_is_not_lost_on_who_has_done_enough_for_now() {
    let chunked = raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
    let last = answer("200 OK", &[("connection", "close")], "ok");
    for steps in [vec![chunked, Step::Tell], vec![last, Step::Tell, Step::Close]] {
        let closes = steps.len() == 3;
        let mut peer = Peer::new(move |_, _| steps.clone());
        let client = Client::new();
        for budget in 0..24 {
            client.warm(&peer.url("")).await.unwrap();
            // Begins with a whole one.
            yield_now().await;
            let mut sending = pin!(client.send(Request::post(&peer.url("/")).body("x")));
            assert!(poll_fn(|task| Poll::Ready(sending.as_mut().poll(task))).await.is_pending());
            for _request_then_answer in 0..2 {
                peer.arrival().await;
            }
            while closes && peer.open() > 0 {
                yield_now().await;
            }
            let mut polls = 0;
            let answer = poll_fn(|task| {
                polls += 1;
                // With none at all nobody would ever get on.
                if polls < 32 {
                    leave(budget);
                }
                sending.as_mut().poll(task)
            });
            assert_eq!(answer.await.unwrap().body(), "ok", "{budget}");
        }
        assert_eq!((peer.requests().len(), peer.connections()), (24, if closes { 24 } else { 1 }));
    }
}

/// Leaves so many units of the budget of the task that is polled: tokio gives 128.
fn leave(units: usize) {
    let mut nobody = Context::from_waker(Waker::noop());
    let mut taken = 0;
    while taken + units < 128 && has_budget_remaining() {
        assert!(pin!(consume_budget()).poll(&mut nobody).is_ready());
        taken += 1;
    }
}

#[tokio::test]
async fn a_connection_that_is_now_something_else_is_not_kept() {
    let peer = Peer::new(|_, request| match request.path.as_str() {
        "/" => vec![ok("")],
        _ => vec![raw("HTTP/1.1 101 Switching Protocols\r\nupgrade: chat\r\nconnection: upgrade\r\n\r\n"), Step::Hang],
    });
    let client = Client::new();
    assert_eq!(client.send(Request::get(&peer.url("/chat"))).await.unwrap().status().as_u16(), 101);
    assert_eq!(client.stats().idle, 0);
    assert!(!client.send(Request::get(&peer.url("/"))).await.unwrap().timing().reused);
    assert_eq!((peer.connections(), client.stats().stale), (2, 0));
}

#[tokio::test]
async fn an_answer_that_ends_with_the_connection_is_whole() {
    let peer = Peer::new(|_, _| {
        let head = raw("HTTP/1.1 200 OK\r\n\r\n");
        vec![head, Step::Send(vec![b'x'; 300_000]), Step::Close]
    });
    let client = Client::new();
    for _ in 0..2 {
        let answer = client.send(Request::get(&peer.url("/"))).await.unwrap();
        assert_eq!((answer.body().len(), answer.timing().reused), (300_000, false));
        assert_eq!((client.stats().idle, client.stats().stale), (0, 0));
    }
    let short = Peer::new(|_, _| vec![answer("200 OK", &[("connection", "close")], "all"), Step::Close]);
    assert_eq!(client.send(Request::get(&short.url("/"))).await.unwrap().body(), "all");
    assert_eq!(client.stats().idle, 0);
}
