//! Authorities and certificates, made for one test.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

pub struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate, what it needs to be believed, and its key.
pub struct Identity {
    pub chain: Vec<CertificateDer<'static>>,
    key: KeyPair,
}

impl Authority {
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(authority_params("root"), key).unwrap())
    }

    /// An authority that this one signs.
    pub fn intermediate(&self) -> Self {
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::signed_by(authority_params("intermediate"), key, &self.0).unwrap())
    }

    pub fn certificate(&self) -> CertificateDer<'static> {
        self.0.der().clone()
    }

    pub fn pem(&self) -> String {
        pem("CERTIFICATE", self.0.der())
    }

    /// A certificate for names, valid now.
    pub fn issue(&self, names: &[&str]) -> Identity {
        self.issue_with(&CertificateParams::new(owned(names)).unwrap())
    }

    pub fn issue_expired(&self, names: &[&str]) -> Identity {
        let mut params = CertificateParams::new(owned(names)).unwrap();
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2002, 1, 1);
        self.issue_with(&params)
    }

    fn issue_with(&self, params: &CertificateParams) -> Identity {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        Identity { chain: vec![certificate.der().clone()], key }
    }
}

impl Identity {
    /// A certificate that says of itself that it is an authority, as many do that are made at home.
    pub fn self_signed(names: &[&str]) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(owned(names)).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        Self { chain: vec![certificate.der().clone()], key }
    }

    pub fn with(mut self, intermediate: &Authority) -> Self {
        self.chain.push(intermediate.certificate());
        self
    }

    /// The chain and the key.
    pub fn pem(&self) -> String {
        let chain: String = self.chain.iter().map(|certificate| pem("CERTIFICATE", certificate)).collect();
        chain + &pem("PRIVATE KEY", self.key.serialized_der())
    }

    pub fn server(self) -> ServerConfig {
        let key = PrivateKeyDer::Pkcs8(self.key.serialize_der().into());
        ServerConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(self.chain, key)
            .unwrap()
    }

    /// A server that asks for a certificate of an authority.
    pub fn asking_server(self, clients: &Authority) -> ServerConfig {
        let mut roots = RootCertStore::empty();
        roots.add(clients.certificate()).unwrap();
        let provider = std::sync::Arc::new(ring::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone()).build().unwrap();
        let key = PrivateKeyDer::Pkcs8(self.key.serialize_der().into());
        ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(verifier)
            .with_single_cert(self.chain, key)
            .unwrap()
    }
}

fn authority_params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    params
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn pem(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----\n");
    for line in BASE64_STANDARD.encode(der).as_bytes().chunks(64) {
        writeln!(text, "{}", std::str::from_utf8(line).unwrap()).unwrap();
    }
    writeln!(text, "-----END {label}-----").unwrap();
    text
}
