//! Directives of a smart home skill, and the requests to a custom skill.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Refusal, Target};

/// `alexa = "skill"`.
const SKILL: &str = "skill";
/// `alexa = "Alexa.*"`.
const ANY: &str = "Alexa.*";

/// Which operation carries out which directives.
#[derive(Debug, Default)]
pub(super) struct AlexaRoutes(BTreeMap<&'static str, Arc<Target>>);

impl AlexaRoutes {
    pub(super) fn add(&mut self, namespace: &'static str, target: &Arc<Target>) -> Result<(), Refusal> {
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_known = namespace == SKILL || namespace == ANY || {
            let mut words = namespace.split('.');
            words.next() == Some("Alexa") && words.all(is_word)
        };
        if !is_known {
            let expected = "expected a namespace such as `Alexa.PowerController`, a directive such as \
                            `Alexa.PowerController.TurnOn`, `Alexa.*` or `skill`";
            return Err(Refusal::Malformed(expected.to_owned()));
        }
        super::put(&mut self.0, namespace, target).map_err(Refusal::Taken)
    }

    /// What takes the directive itself, or else its namespace, or else any.
    pub(super) fn directive(&self, namespace: &str, name: &str) -> Option<&Target> {
        let directive = format!("{namespace}.{name}");
        let target = [directive.as_str(), namespace, ANY].into_iter().find_map(|key| self.0.get(key));
        target.filter(|_| namespace != SKILL).map(|target| &**target)
    }

    pub(super) fn skill(&self) -> Option<&Target> {
        self.0.get(SKILL).map(|target| &**target)
    }
}
