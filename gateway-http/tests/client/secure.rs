//! TLS: who is believed, and how a refusal is explained.

use std::time::{Duration, UNIX_EPOCH};

use gateway_http::{Client, HttpClientErrorKind, Request, TlsFailure};

use peer::certificates::{Authority, Identity};
use peer::{Peer, Step, ok, raw};

fn trusting(pem: &str) -> Client {
    Client::builder().extra_roots(pem).build().unwrap()
}

async fn failure(client: &Client, url: &str) -> (TlsFailure, String) {
    let error = client.send(Request::get(url)).await.unwrap_err();
    let HttpClientErrorKind::Tls(failure) = error.kind() else { panic!("{error:?}") };
    assert!(!error.sent());
    (failure, error.to_string())
}

#[tokio::test]
async fn a_private_authority_by_name_and_by_address() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.issue(&["localhost", "127.0.0.1"]).server(), |_, request| vec![ok(&request.body)]);
    let client = trusting(&authority.pem());
    for url in [peer.url("/"), peer.url_of("localhost", "/")] {
        let answer = client.send(Request::post(&url).body("over TLS")).await.unwrap();
        assert!(answer.timing().tls > Duration::ZERO);
        assert_eq!(answer.into_body(), "over TLS");
        let again = client.send(Request::post(&url).body("again")).await.unwrap();
        assert!(again.timing().reused);
    }
    assert_eq!(peer.connections(), 2);
}

#[tokio::test]
async fn an_unknown_authority_and_an_incomplete_chain() {
    let authority = Authority::new();
    let intermediate = authority.intermediate();
    let whole = Peer::tls(intermediate.issue(&["127.0.0.1"]).with(&intermediate).server(), |_, _| vec![ok("")]);
    let lonely = Peer::tls(intermediate.issue(&["127.0.0.1"]).server(), |_, _| vec![ok("")]);
    let (unknown, text) = failure(&Client::new(), &whole.url("/")).await;
    assert!(unknown == TlsFailure::UnknownIssuer && text.contains("private authority"), "{text}");
    let client = trusting(&authority.pem());
    client.send(Request::get(&whole.url("/"))).await.unwrap();
    let (incomplete, text) = failure(&client, &lonely.url("/")).await;
    assert!(incomplete == TlsFailure::UnknownIssuer && text.contains("chain is incomplete"), "{text}");
    let (namesake, text) = failure(&trusting(&Authority::new().pem()), &whole.url("/")).await;
    assert!(namesake == TlsFailure::UnknownIssuer && text.contains("another one of the same name"), "{text}");
}

#[tokio::test]
async fn expired_and_for_another_name() {
    let authority = Authority::new();
    let client = trusting(&authority.pem());
    let expired = Peer::tls(authority.issue_expired(&["127.0.0.1"]).server(), |_, _| vec![ok("")]);
    assert_eq!(failure(&client, &expired.url("/")).await.0, TlsFailure::Expired);
    let other = Peer::tls(authority.issue(&["other.example"]).server(), |_, _| vec![ok("")]);
    assert_eq!(failure(&client, &other.url("/")).await.0, TlsFailure::WrongName);
}

#[tokio::test]
async fn a_self_signed_certificate_is_believed_for_its_names_if_it_is_given() {
    let identity = Identity::self_signed(&["127.0.0.1"]);
    let pem = identity.pem();
    let peer = Peer::tls(identity.server(), |_, _| vec![ok("mine")]);
    let (kind, text) = failure(&Client::new(), &peer.url("/")).await;
    assert!(kind == TlsFailure::SelfSigned && text.contains("extra root"), "{text}");
    let client = trusting(&pem);
    assert_eq!(client.send(Request::get(&peer.url("/"))).await.unwrap().into_body(), "mine");
    assert_eq!(failure(&client, &peer.url_of("localhost", "/")).await.0, TlsFailure::WrongName);
    let another = Peer::tls(Identity::self_signed(&["127.0.0.1"]).server(), |_, _| vec![ok("")]);
    assert_eq!(failure(&client, &another.url("/")).await.0, TlsFailure::SelfSigned);
}

#[tokio::test]
async fn a_client_certificate_is_shown_where_it_is_asked_for() {
    let authority = Authority::new();
    let config = authority.issue(&["127.0.0.1"]).asking_server(&authority);
    let peer = Peer::tls(config, |_, _| vec![ok("known")]);
    let known = Client::builder()
        .extra_roots(authority.pem())
        .client_certificate(authority.issue(&["me"]).pem())
        .build()
        .unwrap();
    assert_eq!(known.send(Request::get(&peer.url("/"))).await.unwrap().into_body(), "known");
    trusting(&authority.pem()).send(Request::get(&peer.url("/"))).await.unwrap_err();
    assert_eq!(peer.requests().len(), 1);
}

#[tokio::test]
async fn a_peer_without_tls_is_told() {
    let peer = Peer::new(|_, _| vec![ok("")]);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let server = async {
        use tokio::io::AsyncWriteExt;
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        stream
    };
    let client = Client::builder().retry(gateway_http::Retry::never()).build().unwrap();
    let (_stream, (kind, text)) = tokio::join!(server, failure(&client, &url));
    assert!(kind == TlsFailure::NotTls && text.contains("`http` URL"), "{text}");
    drop(peer);
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_told_without_quoting_them() {
    let key_only = Identity::self_signed(&["a"]).pem();
    let key_only = &key_only[key_only.find("-----BEGIN PRIVATE").unwrap()..];
    let cases = [
        Client::builder().extra_roots("canary"),
        Client::builder().extra_roots("-----BEGIN CERTIFICATE-----\ncanary!\n-----END CERTIFICATE-----"),
        Client::builder().extra_roots("-----BEGIN CERTIFICATE-----\nY2FuYXJ5\n-----END CERTIFICATE-----"),
        Client::builder().client_certificate(key_only),
        Client::builder().client_certificate(Authority::new().pem()),
    ];
    for builder in cases {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), HttpClientErrorKind::BadSettings);
        assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
    }
}

#[tokio::test]
async fn any_certificate_is_accepted_only_if_it_is_set_so() {
    let peer = Peer::tls(Authority::new().issue_expired(&["other"]).server(), |_, _| vec![ok("who knows")]);
    let client = Client::builder().danger_accept_any_certificate(true).build().unwrap();
    assert_eq!(client.send(Request::get(&peer.url("/"))).await.unwrap().into_body(), "who knows");
    failure(&Client::new(), &peer.url("/")).await;
}

#[tokio::test]
async fn when_the_certificate_expires() {
    // `date --utc --date 2002-01-01 +%s`, and of 4096, which the certificate writes in its other form: after 2049.
    let authority = Authority::new();
    let self_signed = Identity::self_signed(&["127.0.0.1"]);
    for (identity, seconds) in [
        (authority.issue_expired(&["127.0.0.1"]), 1_009_843_200),
        (authority.issue(&["127.0.0.1"]), 67_090_118_400_u64),
        (self_signed, 67_090_118_400),
    ] {
        let peer = Peer::tls(identity.server(), |_, _| vec![ok("")]);
        let client = Client::builder().danger_accept_any_certificate(true).build().unwrap();
        let expected = UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
        // A new connection, the same one, and one that resumes the session, in which no certificate is sent.
        for connections in [1, 1, 2] {
            if connections == 2 {
                peer.hang_up();
            }
            let answer = client.send(Request::get(&peer.url("/"))).await.unwrap();
            assert_eq!((answer.certificate_expiry(), peer.connections()), (expected, connections));
        }
    }
    let plain = Peer::new(|_, _| vec![ok("")]);
    assert_eq!(Client::new().send(Request::get(&plain.url("/"))).await.unwrap().certificate_expiry(), None);
}

#[tokio::test]
async fn a_session_that_ends_within_a_body_is_no_answer() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.issue(&["127.0.0.1"]).server(), |_, _| {
        vec![raw("HTTP/1.1 200 OK\r\n\r\nhalf an ans"), Step::Close]
    });
    let error = trusting(&authority.pem()).send(Request::post(&peer.url("/"))).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (HttpClientErrorKind::Truncated, true));
}
