//! `app call`: one operation, by hand.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};

use clap::Args;
use gateway_runtime::{ErrorKind, Gateway as _, GatewayError, Params, Problem};
use serde_json::{Map, Value};

use super::Failure;
use crate::gateway::Gateway;

#[derive(Debug, Args)]
pub(super) struct Call {
    /// The interface, such as `notes`
    interface: String,
    /// The operation, such as `read`
    operation: String,
    /// The parameters
    #[arg(value_name = "KEY=VALUE")]
    params: Vec<String>,
}

impl Call {
    /// Calls it; the result is for people on a terminal, else as it came.
    pub(super) fn run(&self) -> Result<String, Failure> {
        let params = self.params()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let call = async { Gateway::execute(&self.interface, &self.operation, &json(&params)).await };
        let result = runtime.block_on(call).map_err(|error| self.bad_values(error))?;
        Ok(if io::stdout().is_terminal() { format!("{:#}", result.to_value()) } else { result.into_string() })
    }

    /// Puts what was typed beside what is wrong with it: whoever reads it has typed it.
    fn bad_values(&self, error: GatewayError) -> Failure {
        if error.kind() != ErrorKind::InvalidParams {
            return error.into();
        }
        let known = Gateway::catalogue().operation(&self.interface, &self.operation);
        let known: Vec<_> = known.map(|known| known.parameters().collect()).unwrap_or_default();
        let typed = |problem: &Problem| {
            let name = name(problem.path());
            let is_known = known.iter().any(|parameter| parameter.name == name);
            let values = self.params.iter().filter_map(|param| param.split_once('='));
            values.filter(|(key, _)| is_known && *key == name).map(|(_, value)| value).next()
        };
        let problems = error.problems().iter().map(|problem| match typed(problem) {
            Some(value) => format!("{problem}: you typed `{value}`"),
            None => problem.to_string(),
        });
        let points = problems.collect();
        Failure::BadParameters { operation: format!("{}.{}", self.interface, self.operation), points }
    }

    /// Every value as the JSON that it looks like, but as text where only text is accepted.
    fn params(&self) -> Result<Map<String, Value>, Failure> {
        let catalogue = Gateway::catalogue();
        catalogue.operation(&self.interface, &self.operation)?;
        let mut texts = Map::new();
        for param in &self.params {
            let Some((key, value)) = param.split_once('=') else {
                return Err(Failure::Usage(format!("`{param}` is no parameter: write KEY=VALUE")));
            };
            if texts.insert(key.to_owned(), value.into()).is_some() {
                return Err(Failure::Usage(format!("`{key}` is given twice")));
            }
        }
        let check = |params: &Map<String, Value>| {
            let result = catalogue.check_params(&self.interface, &self.operation, json(params));
            result.err().as_ref().map(refused).unwrap_or_default()
        };
        let mut params: Map<String, Value> = texts.clone();
        for value in params.values_mut() {
            if let Some(json) = value.as_str().and_then(|text| serde_json::from_str(text).ok()) {
                *value = json;
            }
        }
        let refused_json = check(&params);
        let mut as_text = params.clone();
        for key in &refused_json {
            if let (Some(value), Some(text)) = (as_text.get_mut(key), texts.remove(key)) {
                *value = text;
            }
        }
        // What neither way fits stays as it was typed, so that the error speaks of that.
        let refused_text = check(&as_text);
        for key in refused_json.difference(&refused_text) {
            if let (Some(value), Some(text)) = (params.get_mut(key), as_text.remove(key)) {
                *value = text;
            }
        }
        Ok(params)
    }
}

fn json(params: &Map<String, Value>) -> Params<'static> {
    Params::of(params)
}

/// The names of the parameters that an error is about.
fn refused(error: &GatewayError) -> BTreeSet<String> {
    error.problems().iter().map(|problem| name(problem.path()).to_owned()).collect()
}

/// The parameter that a path begins with.
fn name(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}
