//! Whom to ask.

use std::net::IpAddr;

use super::error::AwsSettingsError;
use super::service::AwsService;
use crate::url::{Origin, Url};

const EVERY_SERVICE: &str = "AWS_ENDPOINT_URL";

/// The region that the environment names.
pub(super) fn region(variable: impl Fn(&str) -> Option<String>) -> Result<String, AwsSettingsError> {
    for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
        if let Some(region) = variable(name).filter(|region| !region.is_empty()) {
            return if is_region(&region) {
                Ok(region)
            } else {
                Err(AwsSettingsError::Bad { name, problem: "it is no region, such as `eu-central-1`".to_owned() })
            };
        }
    }
    Err(AwsSettingsError::Missing { name: "AWS_REGION" })
}

pub(super) fn check_region(region: &str) -> Result<(), AwsSettingsError> {
    if is_region(region) {
        return Ok(());
    }
    let problem = "it is no region, such as `eu-central-1`".to_owned();
    Err(AwsSettingsError::Bad { name: "region", problem })
}

/// It becomes a part of a host's name.
fn is_region(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 32
        && !text.starts_with('-')
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The endpoint that the environment names, if it does. That for one service wins over that for all.
///
/// Whoever sets one of these means it, so it may be without TLS: an emulator in a container has a name, and no certificate.
pub(super) fn named(
    service: AwsService,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Origin>, AwsSettingsError> {
    for name in [service.endpoint_variable(), EVERY_SERVICE] {
        if let Some(text) = variable(name).filter(|text| !text.is_empty()) {
            return parse(name, &text).map(Some);
        }
    }
    Ok(None)
}

/// An endpoint that code names: without TLS on this machine alone.
pub(super) fn given(text: &str) -> Result<Origin, AwsSettingsError> {
    const NAME: &str = "endpoint";
    let origin = parse(NAME, text)?;
    let is_near =
        origin.host() == "localhost" || origin.host().parse().is_ok_and(|address: IpAddr| address.is_loopback());
    if origin.is_secure() || is_near {
        Ok(origin)
    } else {
        Err(AwsSettingsError::Bad { name: NAME, problem: "without TLS it must be on this machine".to_owned() })
    }
}

/// The service's own: <https://docs.aws.amazon.com/general/latest/gr/rande.html>.
pub(super) fn regional(service: AwsService, region: &str) -> String {
    let suffix = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
    ["https://", service.name(), ".", region, ".", suffix].concat()
}

fn parse(name: &'static str, text: &str) -> Result<Origin, AwsSettingsError> {
    let url = Url::parse(text.trim()).map_err(|error| AwsSettingsError::Bad { name, problem: error.to_string() })?;
    if url.path.as_str() == "/" {
        Ok(url.origin)
    } else {
        Err(AwsSettingsError::Bad { name, problem: "it has a path or a query".to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(set: &[(&str, &str)], service: AwsService) -> Result<Option<String>, String> {
        let variable = |asked: &str| set.iter().find(|(name, _)| *name == asked).map(|(_, value)| (*value).to_owned());
        let found = named(service, variable).map_err(|error| error.to_string())?;
        Ok(found.map(|origin| origin.as_str().to_owned()))
    }

    #[test]
    fn the_service_s_own_setting_wins() {
        let set = [("AWS_ENDPOINT_URL", "http://all:1"), ("AWS_ENDPOINT_URL_DYNAMODB", "https://one.example/")];
        assert_eq!(from(&set, AwsService::DynamoDb), Ok(Some("https://one.example".to_owned())));
        assert_eq!(from(&set, AwsService::Lambda), Ok(Some("http://all:1".to_owned())));
        assert_eq!(from(&[], AwsService::Lambda), Ok(None));
        assert_eq!(from(&[("AWS_ENDPOINT_URL", "")], AwsService::Ssm), Ok(None));
    }

    #[test]
    fn a_bad_endpoint_is_named_and_not_quoted() {
        for (text, part) in [("canary", "no scheme"), ("https://canary/a", "a path"), ("https://a?canary", "a path")] {
            let error = from(&[("AWS_ENDPOINT_URL_SSM", text)], AwsService::Ssm).unwrap_err();
            assert!(error.contains("`AWS_ENDPOINT_URL_SSM`") && error.contains(part), "{error}");
            assert!(!error.contains("canary"), "{error}");
        }
    }

    #[test]
    fn code_may_leave_tls_out_on_this_machine_only() {
        for near in ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", "https://a.example"] {
            assert!(given(near).is_ok(), "{near}");
        }
        for far in ["http://a.example", "http://10.0.0.1", "http://localhost.example"] {
            assert!(given(far).is_err(), "{far}");
        }
    }

    #[test]
    fn regions_have_their_hosts() {
        assert_eq!(regional(AwsService::CloudWatch, "eu-central-1"), "https://monitoring.eu-central-1.amazonaws.com");
        assert_eq!(regional(AwsService::Ssm, "cn-north-1"), "https://ssm.cn-north-1.amazonaws.com.cn");
        for (text, valid) in [("us-east-1", true), ("us-gov-west-1", true), ("", false), ("a.b", false), ("a/b", false)]
        {
            assert_eq!(is_region(text), valid, "{text}");
        }
        assert_eq!(region(|_| None).unwrap_err().to_string(), "`AWS_REGION` is not set");
        let error = region(|_| Some("evil.example/".to_owned())).unwrap_err();
        assert_eq!(error.to_string(), "`AWS_REGION` cannot be used: it is no region, such as `eu-central-1`");
    }
}
