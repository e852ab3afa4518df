//! Signature Version 4.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign as aws_sign};
use aws_sigv4::sign::v4::SigningParams;
use http::{HeaderName, HeaderValue};
use tracing::dispatcher::{Dispatch, with_default};

use super::credentials::AwsCredentials;
use crate::error::{HttpClientError, HttpClientErrorKind};
use crate::request::Request;

/// Whose signature, and for whom.
pub(super) struct Signer<'a> {
    pub(super) credentials: &'a AwsCredentials,
    pub(super) service: &'a str,
    pub(super) region: &'a str,
}

impl Signer<'_> {
    /// Signs a request as it is: with the method, URL, headers and body that it has by now.
    ///
    /// It leaves the `host` to the client, which sends the same that is signed.
    pub(super) fn sign(&self, request: &mut Request, at: SystemTime) -> Result<(), HttpClientError> {
        let url = match &request.url {
            Ok(url) => format!("{}{}", url.origin.as_str(), url.path),
            // The client tells it when the request is sent.
            Err(_) => return Ok(()),
        };
        let AwsCredentials { access_key_id, secret_access_key, session_token } = self.credentials;
        let token = session_token.as_ref().map(|token| token.expose().clone());
        let identity = Credentials::new(
            access_key_id.expose().clone(),
            secret_access_key.expose().clone(),
            token,
            None,
            "gateway-http",
        )
        .into();
        let parameters = SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(self.service)
            .time(at)
            .settings(SigningSettings::default())
            .build()
            .map_err(|_| unsigned())?
            .into();
        let headers = request.headers.iter();
        let headers: Option<Vec<_>> =
            headers.map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
        let headers = headers.ok_or_else(unsigned)?.into_iter();
        let body = SignableBody::Bytes(&request.body);
        let signable = SignableRequest::new(request.method.as_str(), url, headers, body).map_err(|_| unsigned())?;
        // It logs what it signs, and with a variable in the environment also the body.
        let signed = with_default(&Dispatch::none(), || aws_sign(signable, &parameters));
        let (instructions, _) = signed.map_err(|_| unsigned())?.into_parts();
        for header in instructions.into_parts().0 {
            let name = HeaderName::from_static(header.name());
            let mut value = HeaderValue::from_str(header.value()).map_err(|_| unsigned())?;
            value.set_sensitive(true);
            request.headers.insert(name, value);
        }
        Ok(())
    }
}

/// The crate's own words may quote what it was to sign.
fn unsigned() -> HttpClientError {
    let sentence = "the request cannot be signed: a header, the credentials or the region is no plain text";
    HttpClientError::new(HttpClientErrorKind::BadRequest, sentence)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    /// Method, path, headers and body of a request, and its signature.
    type Vector = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str, &'static str);

    /// The test suite that AWS publishes with its signer in C
    /// (<https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite/v4>).
    const VECTORS: &[Vector] = &[
        ("GET", "/", &[], "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        (
            "POST",
            "/",
            &[("My-Header1", "value1")],
            "",
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
        ),
        (
            "GET",
            "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
            &[],
            "",
            "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
        ),
        (
            "POST",
            "/",
            &[
                ("content-type", "application/x-www-form-urlencoded"),
                ("content-length", "13"),
                ("x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"),
            ],
            "Param1=value1",
            "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
        ),
    ];

    fn signed(
        token: Option<&str>,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (String, Request) {
        let credentials = AwsCredentials::new(
            "AKIDEXAMPLE".into(),
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".into(),
            token.map(Into::into),
        );
        let signer = Signer { credentials: &credentials, service: "service", region: "us-east-1" };
        let url = format!("https://example.amazonaws.com{path}");
        let mut request = Request::new(method.parse().unwrap(), &url).body(body.to_owned());
        for (name, value) in headers {
            request.headers.insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        signer.sign(&mut request, UNIX_EPOCH + Duration::from_mins(24_015_636)).unwrap();
        let authorization = request.headers["authorization"].to_str().unwrap();
        (authorization.rsplit("Signature=").next().unwrap().to_owned(), request)
    }

    #[test]
    fn signatures_are_those_that_aws_publishes() {
        for (method, path, headers, body, signature) in VECTORS {
            assert_eq!(signed(None, method, path, headers, body).0, *signature, "{method} {path}");
        }
        let token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
        let (signature, request) = signed(Some(token), "GET", "/", &[], "");
        assert_eq!(signature, "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");
        assert_eq!(request.headers["x-amz-security-token"], token);
        assert_eq!(request.headers["x-amz-date"], "20150830T123600Z");
        assert!(request.headers.values().all(HeaderValue::is_sensitive));
    }

    #[test]
    fn every_part_of_a_request_is_signed() {
        let whole = signed(None, "POST", "/a?b=c", &[("x-amz-target", "d")], "e").0;
        for other in [
            signed(None, "PUT", "/a?b=c", &[("x-amz-target", "d")], "e"),
            signed(None, "POST", "/z?b=c", &[("x-amz-target", "d")], "e"),
            signed(None, "POST", "/a?b=z", &[("x-amz-target", "d")], "e"),
            signed(None, "POST", "/a?b=c", &[("x-amz-target", "z")], "e"),
            signed(None, "POST", "/a?b=c", &[("x-amz-target", "d")], "z"),
        ] {
            assert_ne!(other.0, whole);
        }
    }
}
