//! The variables of the environment.

use std::sync::OnceLock;

static VARIABLES: OnceLock<Vec<(String, String)>> = OnceLock::new();

/// A variable of the environment, as it was when the first was asked for; `None` also for what is no Unicode.
///
/// A start asks for some fifty variables, of which most are not set. To ask the system for each takes ten times as long:
/// it looks at all there are, and what is found is copied.
///
/// ```
/// assert!(gateway_runtime::variable("PATH").is_some_and(|path| !path.is_empty()));
/// assert_eq!(gateway_runtime::variable("NO_SUCH_VARIABLE"), None);
/// ```
pub fn variable(name: &str) -> Option<&'static str> {
    variables().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// All of them, each with its name.
pub fn variables() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_process = || {
        let variables = std::env::vars_os();
        variables.filter_map(|(name, value)| name.into_string().ok().zip(value.into_string().ok())).collect()
    };
    VARIABLES.get_or_init(of_process).iter().map(|(name, value)| (&**name, &**value))
}
