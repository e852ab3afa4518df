//! Who asks.

use gateway_runtime::Secret;

use super::error::AwsSettingsError;

/// What requests are signed with.
///
/// ```
/// use gateway_http::aws::AwsCredentials;
///
/// let variables = |name: &str| match name {
///     "AWS_ACCESS_KEY_ID" => Some("AKIDEXAMPLE".to_owned()),
///     "AWS_SECRET_ACCESS_KEY" => Some("hunter2".to_owned()),
///     _ => None,
/// };
/// let credentials = AwsCredentials::from_variables(variables)?;
/// assert!(!format!("{credentials:?}").contains("hunter2"));
///
/// let error = AwsCredentials::from_variables(|_| None).unwrap_err();
/// assert_eq!(error.to_string(), "`AWS_ACCESS_KEY_ID` is not set");
/// # Ok::<(), gateway_http::aws::AwsSettingsError>(())
/// ```
#[derive(Clone, Debug)]
pub struct AwsCredentials {
    pub(super) access_key_id: Secret,
    pub(super) secret_access_key: Secret,
    pub(super) session_token: Option<Secret>,
}

impl AwsCredentials {
    /// A key, and the token of a session if the key is a temporary one.
    pub fn new(access_key_id: Secret, secret_access_key: Secret, session_token: Option<Secret>) -> Self {
        Self { access_key_id, secret_access_key, session_token }
    }

    /// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, if it is there, `AWS_SESSION_TOKEN`. `variable` looks up an
    /// environment variable.
    ///
    /// [Lambda sets all three](https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), to credentials
    /// that outlive the execution environment, so reading them once is enough.
    ///
    /// # Errors
    /// One of the first two is not set.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, AwsSettingsError> {
        let set = |name| variable(name).filter(|value| !value.is_empty()).map(Secret::new);
        let required = |name| set(name).ok_or(AwsSettingsError::Missing { name });
        Ok(Self {
            access_key_id: required("AWS_ACCESS_KEY_ID")?,
            secret_access_key: required("AWS_SECRET_ACCESS_KEY")?,
            session_token: set("AWS_SESSION_TOKEN"),
        })
    }
}
