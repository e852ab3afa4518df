//! TLS: whom to trust, who we are, and what a failure means in words.

use std::io;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustls::client::{WebPkiServerVerifier, verify_server_cert_signed_by_trust_anchor};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, Error, RootCertStore};
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::socket::Socket;
use super::verify::{LonelyCertificate, Unverified, Verifier};
use crate::error::{HttpClientError, HttpClientErrorKind, Phase, TlsFailure};
use crate::url::Origin;

/// HTTP/2 in the negotiation of TLS (RFC 9113, section 3.2).
#[cfg(feature = "http2")]
pub(super) const HTTP_2: &[u8] = b"h2";

/// What was set about TLS.
#[derive(Default)]
pub(crate) struct TlsSettings {
    pub(crate) extra_roots: Vec<CertificateDer<'static>>,
    pub(crate) identity: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
    pub(crate) accepts_any_certificate: bool,
}

impl TlsSettings {
    fn is_default(&self) -> bool {
        self.extra_roots.is_empty() && self.identity.is_none() && !self.accepts_any_certificate
    }
}

/// The configuration of TLS, made when it is first needed: a client that only speaks to `http` needs none.
pub(crate) struct Tls {
    settings: TlsSettings,
    config: OnceLock<Arc<ClientConfig>>,
}

impl Tls {
    /// Settings that cannot be used are told here, those that nobody made cannot fail.
    pub(crate) fn new(settings: TlsSettings) -> Result<Self, HttpClientError> {
        let tls = Self { settings, config: OnceLock::new() };
        if !tls.settings.is_default() {
            tls.config()?;
        }
        Ok(tls)
    }

    /// Whether the client shows a certificate of its own.
    pub(crate) fn has_identity(&self) -> bool {
        self.settings.identity.is_some()
    }

    fn config(&self) -> Result<Arc<ClientConfig>, HttpClientError> {
        if let Some(config) = self.config.get() {
            return Ok(Arc::clone(config));
        }
        let config = Arc::new(configure(&self.settings)?);
        Ok(Arc::clone(self.config.get_or_init(|| config)))
    }

    pub(super) async fn connect(
        &self,
        origin: &Origin,
        socket: Socket,
        deadline: Instant,
    ) -> Result<TlsStream<Socket>, HttpClientError> {
        let name = ServerName::try_from(origin.host().to_owned()).map_err(|error| {
            HttpClientError::new(HttpClientErrorKind::BadUrl, "the URL's host is no name that a certificate can bear")
                .because(error)
        })?;
        let connector = TlsConnector::from(self.config()?);
        match timeout_at(deadline, connector.connect(name, socket)).await {
            Err(_) => Err(HttpClientError::timeout(Phase::Tls)),
            Ok(Err(error)) => Err(explain(error)),
            Ok(Ok(stream)) => Ok(stream),
        }
    }
}

fn configure(settings: &TlsSettings) -> Result<ClientConfig, HttpClientError> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| bad_settings("TLS cannot be set up").because(error))?;
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in &settings.extra_roots {
        roots
            .add(certificate.clone())
            .map_err(|error| bad_settings("an extra root certificate cannot be used").because(error))?;
    }
    let builder = if settings.accepts_any_certificate {
        builder.dangerous().with_custom_certificate_verifier(Arc::new(Unverified(provider)))
    } else {
        let usual = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .map_err(|error| bad_settings("the root certificates cannot be used").because(error))?;
        let given = settings.extra_roots.clone();
        builder.dangerous().with_custom_certificate_verifier(Arc::new(Verifier { usual, given }))
    };
    #[cfg_attr(not(feature = "http2"), expect(unused_mut, reason = "HTTP/1.1 has no need to be negotiated"))]
    let mut config = match &settings.identity {
        None => builder.with_no_client_auth(),
        Some((chain, key)) => builder
            .with_client_auth_cert(chain.clone(), key.clone_key())
            .map_err(|error| bad_settings("the client certificate cannot be used with its key").because(error))?,
    };
    #[cfg(feature = "http2")]
    config.alpn_protocols.extend([HTTP_2.to_vec(), b"http/1.1".to_vec()]);
    Ok(config)
}

/// When the peer's certificate expires.
///
/// rustls tells that of an expired certificate alone, and looks at it first, whoever signed it: so it is asked whether the
/// certificate will do at the end of time. That saves a parser of certificates.
pub(super) fn expiry(stream: &TlsStream<Socket>) -> Option<SystemTime> {
    let certificate = ParsedCertificate::try_from(stream.get_ref().1.peer_certificates()?.first()?).ok()?;
    let end_of_time = UnixTime::since_unix_epoch(Duration::MAX);
    match verify_server_cert_signed_by_trust_anchor(&certificate, &RootCertStore::empty(), &[], end_of_time, &[]) {
        Err(Error::InvalidCertificate(CertificateError::ExpiredContext { not_after, .. })) => {
            UNIX_EPOCH.checked_add(Duration::from_secs(not_after.as_secs()))
        }
        _ => None,
    }
}

/// The certificates of a PEM text.
pub(crate) fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, HttpClientError> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match read {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        // The source is left out: it quotes the text.
        _ => Err(bad_settings("a certificate is not in PEM: it begins with `-----BEGIN CERTIFICATE-----`")),
    }
}

/// The private key of a PEM text.
pub(crate) fn private_key(pem: &[u8]) -> Result<PrivateKeyDer<'static>, HttpClientError> {
    PrivateKeyDer::from_pem_slice(pem)
        .map_err(|_| bad_settings("the client certificate's PEM holds no private key in PKCS #8, PKCS #1 or SEC 1"))
}

fn bad_settings(sentence: &'static str) -> HttpClientError {
    HttpClientError::new(HttpClientErrorKind::BadSettings, sentence)
}

fn explain(error: io::Error) -> HttpClientError {
    let (failure, sentence) = match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(Error::InvalidCertificate(problem)) => explain_certificate(problem),
        Some(Error::InvalidMessage(_)) => (TlsFailure::NotTls, "the peer does not answer in TLS: is it an `http` URL?"),
        Some(Error::AlertReceived(_)) => (TlsFailure::Handshake, "the peer refused the TLS session"),
        Some(_) => (TlsFailure::Handshake, "no TLS session could be agreed on"),
        None => (TlsFailure::Handshake, "the peer closed the connection during the TLS handshake"),
    };
    HttpClientError::new(HttpClientErrorKind::Tls(failure), sentence).because(error)
}

fn explain_certificate(problem: &CertificateError) -> (TlsFailure, &'static str) {
    match problem {
        CertificateError::UnknownIssuer => (
            TlsFailure::UnknownIssuer,
            "the certificate leads to no known root: a private authority has to be given as an extra root certificate, \
             and a server has to send its whole chain",
        ),
        CertificateError::BadSignature => (
            TlsFailure::UnknownIssuer,
            "the extra root certificate of that name did not sign the certificate: its authority was made anew, or is another \
             one of the same name",
        ),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            (TlsFailure::Expired, "the certificate has expired")
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            (TlsFailure::NotYetValid, "the certificate is not valid yet, or the clock is wrong")
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            (TlsFailure::WrongName, "the certificate is for other names than the URL's host")
        }
        CertificateError::Other(other) if other.0.is::<LonelyCertificate>() => (
            TlsFailure::UnknownIssuer,
            "the server sent its own certificate alone, and its issuer is unknown: either the chain is incomplete (let \
             the server send its intermediate certificates), or its authority is private (give it as an extra root \
             certificate)",
        ),
        // webpki's error is of a crate that is nowhere else named, so it is known by its name.
        CertificateError::Other(other) if other.0.to_string().contains("CaUsedAsEndEntity") => {
            (TlsFailure::SelfSigned, "the certificate is self-signed: give it as an extra root certificate")
        }
        _ => (TlsFailure::BadCertificate, "the certificate cannot be used"),
    }
}
