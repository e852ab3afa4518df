//! A canary in every place of a request and of an answer: no text that the client makes shows it.

use std::error::Error;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};

use gateway_http::{Client, HttpClientError, Request, Response, Retry};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use peer::certificates::Authority;
use peer::{Peer, Step, answer, raw};

pub(crate) const CANARY: &str = "canary7f3a";

/// Everything that is logged, at every level.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<String>>);

#[cfg(feature = "aws")]
impl Log {
    pub(crate) fn text(&self) -> String {
        self.0.lock().unwrap().clone()
    }
}

impl<S: Subscriber> Layer<S> for Log {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = self.0.lock().unwrap();
        write!(text, "{} ", event.metadata().level()).unwrap();
        event.record(&mut Words(&mut text));
        text.push('\n');
    }
}

struct Words<'a>(&'a mut String);

impl Visit for Words<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, "{field}={value:?} ").unwrap();
    }
}

fn told(outcome: &Result<Response, HttpClientError>) -> String {
    let mut text = format!("{outcome:?} {outcome:#?}");
    if let Err(error) = outcome {
        let mut cause: Option<&dyn Error> = Some(error);
        while let Some(error) = cause {
            write!(text, " {error} {error:?}").unwrap();
            cause = error.source();
        }
    }
    if let Ok(answer) = outcome {
        let shape = answer.json::<bool>().unwrap_err();
        write!(text, " {shape} {shape:?}").unwrap();
    }
    text
}

fn request(url: &str) -> Request {
    Request::post(url)
        .query(CANARY, CANARY)
        .header("authorization", format!("Bearer {CANARY}"))
        .header("x-plain", CANARY)
        .json(&CANARY)
}

#[tokio::test]
async fn no_text_holds_a_secret() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(log.clone()));
    let secret = format!("{{\"token\": \"{CANARY}\"}}");
    let peer = Peer::new(move |_, request| match request.path.split(['?', '/']).nth(1).unwrap() {
        "ok" => vec![answer("200 OK", &[("set-cookie", CANARY), ("x-token", CANARY)], &secret)],
        "redirect" => vec![answer("302 Found", &[("location", &format!("ftp://{CANARY}"))], &secret)],
        "cut" => vec![raw(&format!("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{CANARY}")), Step::Close],
        "garbage" => vec![raw(&format!("{CANARY} {CANARY}\r\n\r\n")), Step::Hang],
        "header" => vec![raw(&format!("HTTP/1.1 200 OK\r\n{CANARY}\u{1}: {CANARY}\r\n\r\n")), Step::Hang],
        "chunk" => vec![raw(&format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{CANARY}\r\n")), Step::Hang],
        "gzip" => vec![answer("200 OK", &[("content-encoding", "gzip")], CANARY)],
        "large" => vec![answer("200 OK", &[], CANARY.repeat(9_000))],
        "close" => vec![Step::Close],
        _ => vec![Step::Reset],
    });
    let tls = Peer::tls(Authority::new().issue(&["other.example"]).server(), |_, _| vec![Step::Close]);
    let client = Client::builder().follow_redirects(2).body_limit(50_000).retry(Retry::never()).build().unwrap();
    let mut all = String::new();
    for kind in ["ok", "redirect", "cut", "garbage", "header", "chunk", "gzip", "large", "close", "reset"] {
        let request = request(&peer.url(&format!("/{kind}/{CANARY}?{CANARY}#{CANARY}")));
        write!(all, "{request:?} {request:#?}").unwrap();
        let outcome = client.send(request).await;
        assert_eq!(outcome.is_ok(), kind == "ok", "{kind}: {outcome:?}");
        all += &told(&outcome);
    }
    for url in [
        tls.url(&format!("/{CANARY}")),
        format!("https://user:{CANARY}@home.example/"),
        format!("http:/{CANARY}"),
        format!("{CANARY}://{CANARY}"),
        format!("http://a/{CANARY} "),
        format!("http://127.0.0.1:1/{CANARY}"),
    ] {
        all += &told(&client.send(request(&url)).await);
    }
    for (name, value) in
        [(CANARY, "\r\n"), ("x-a", "canary7f3a\r\nx: y"), ("canary7f3a ", "x"), ("content-length", CANARY)]
    {
        // The name is shown, as it says which header is meant; here it is no secret.
        let text = told(&client.send(Request::get(&peer.url("/ok")).header(name, value)).await);
        all += &text.replace(&format!("`{CANARY}`"), "");
    }
    write!(all, "{client:?}").unwrap();
    assert!(all.len() > 5_000 && all.contains("x-plain"));
    assert!(!all.contains(CANARY), "{}", &all[all.find(CANARY).unwrap().saturating_sub(300)..]);
    let log = log.0.lock().unwrap();
    assert!(!log.contains(CANARY), "{log}");
}

#[test]
fn an_unverified_client_is_warned_of() {
    let log = Log::default();
    let build = || Client::builder().danger_accept_any_certificate(true).build().unwrap();
    tracing::subscriber::with_default(tracing_subscriber::registry().with(log.clone()), build);
    let log = log.0.lock().unwrap();
    assert!(log.starts_with("WARN ") && log.contains("any certificate") && log.lines().count() == 1, "{log}");
}
