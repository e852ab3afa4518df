//! Which operation answers what: built once, from the triggers of a gateway's operations.

mod alexa;
mod error;
mod http;
mod input;
mod target;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gateway_runtime::{Catalogue, OperationInfo, Trigger};

pub(crate) use self::http::{HttpTarget, Lookup, NotUtf8};
pub use error::{Fault, OperationAt, StartError};
pub(crate) use input::{Form, Input, quoted};
pub(crate) use target::{Nothing, Target};

use crate::source::Source;
use alexa::AlexaRoutes;
use http::HttpRoutes;

/// The operations that something outside may call, by what calls them. Nothing else is callable.
#[derive(Debug)]
pub(crate) struct Routes {
    http: HttpRoutes,
    events: BTreeMap<Source, Arc<Target>>,
    alexa: AlexaRoutes,
    direct: BTreeMap<&'static str, BTreeMap<&'static str, Arc<Target>>>,
    headers: BTreeSet<&'static str>,
}

impl Routes {
    /// Those of a gateway.
    ///
    /// # Errors
    /// Every trigger that is malformed, and every two that call for the same.
    pub(crate) fn of(catalogue: &Catalogue) -> Result<Self, StartError> {
        let operations = catalogue.interfaces().iter().flat_map(|interface| {
            interface.operations.iter().map(|operation| (interface.name, *operation, operation.triggers()))
        });
        Self::new(operations)
    }

    /// Those of operations, each with the name of its interface in the gateway.
    pub(crate) fn new<'t>(
        operations: impl IntoIterator<Item = (&'static str, &'static OperationInfo, &'t [Trigger])>,
    ) -> Result<Self, StartError> {
        let mut faults = Vec::new();
        let mut http = http::Builder::default();
        let mut events = BTreeMap::new();
        let mut alexa = AlexaRoutes::default();
        let mut direct: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let mut headers = BTreeSet::new();
        for (interface, operation, triggers) in operations {
            if triggers.is_empty() {
                continue;
            }
            let target = Arc::new(Target::new(interface, operation));
            headers.extend(target.headers());
            for &trigger in triggers {
                let result = match trigger {
                    Trigger::Http { method, path } => http.add(method, path, &target),
                    Trigger::Event(name) => {
                        event_source(name).and_then(|source| put(&mut events, source, &target).map_err(Refusal::Taken))
                    }
                    Trigger::Alexa(namespace) => alexa.add(namespace, &target),
                    Trigger::Direct => {
                        let operations = direct.entry(interface).or_default();
                        put(operations, operation.name, &target).map_err(Refusal::Taken)
                    }
                    _ => Err(Refusal::Malformed("this version of the host does not know it".into())),
                };
                if let Err(refusal) = result {
                    faults.push(refusal.of(trigger, &target));
                }
            }
        }
        let http = http.build(&mut faults);
        if faults.is_empty() { Ok(Self { http, events, alexa, direct, headers }) } else { Err(StartError::new(faults)) }
    }

    /// The requests.
    pub(crate) fn http(&self) -> &HttpRoutes {
        &self.http
    }

    /// The headers that any operation reads.
    pub(crate) fn headers(&self) -> &BTreeSet<&'static str> {
        &self.headers
    }

    /// What takes the events, or the records of the events, of a source.
    pub(crate) fn event(&self, source: Source) -> Option<&Target> {
        self.events.get(&source).map(|target| &**target)
    }

    /// What takes a directive.
    pub(crate) fn directive(&self, namespace: &str, name: &str) -> Option<&Target> {
        self.alexa.directive(namespace, name)
    }

    /// What takes the requests to a custom skill.
    pub(crate) fn skill(&self) -> Option<&Target> {
        self.alexa.skill()
    }

    /// An operation that an invocation may name.
    pub(crate) fn direct(&self, interface: &str, operation: &str) -> Option<&Target> {
        self.direct.get(interface)?.get(operation).map(|target| &**target)
    }

    /// `interface.operation`, the nearest of what takes a direct invocation, if one is near.
    pub(crate) fn nearest_direct(&self, interface: &str, operation: &str) -> Option<String> {
        let of = |(interface, operations): (&&str, &BTreeMap<&str, _>)| {
            operations.keys().map(|operation| format!("{interface}.{operation}")).collect::<Vec<_>>()
        };
        let names = self.direct.iter().flat_map(of).map(|name| (name.clone(), name));
        crate::suggest::closest_of(&format!("{interface}.{operation}"), names)
    }
}

/// Why a trigger is not served.
enum Refusal {
    /// By this operation.
    Taken(Arc<Target>),
    Malformed(String),
}

impl Refusal {
    fn of(self, trigger: Trigger, target: &Target) -> Fault {
        match self {
            Self::Taken(first) => Fault::Conflict { trigger, first: (&*first).into(), second: target.into() },
            Self::Malformed(reason) => Fault::Malformed { trigger, operation: target.into(), reason },
        }
    }
}

fn put<K: Ord>(map: &mut BTreeMap<K, Arc<Target>>, key: K, target: &Arc<Target>) -> Result<(), Arc<Target>> {
    match map.entry(key) {
        Entry::Occupied(first) => Err(Arc::clone(first.get())),
        Entry::Vacant(place) => {
            place.insert(Arc::clone(target));
            Ok(())
        }
    }
}

/// The source that an annotation names. Some are served by a trigger of their own.
fn event_source(name: &str) -> Result<Source, Refusal> {
    let instead = match name.parse() {
        Ok(Source::AlexaSmartHome) => "write `alexa = \"Alexa.*\"` or a namespace",
        Ok(Source::AlexaSkill) => "write `alexa = \"skill\"`",
        Ok(Source::Direct) => "write `direct`",
        Ok(Source::WebSocket) => return Ok(Source::WebSocket),
        Ok(source) if source.is_http() => "write `http = \"GET /path\"`: it serves every kind of request",
        Ok(source) => return Ok(source),
        Err(_) => {
            let names = Source::ALL.iter().map(|source| source.as_str());
            let nearest = crate::suggest::closest(name, names);
            let hint = nearest.map(|nearest| format!(", did you mean `{nearest}`?")).unwrap_or_default();
            return Err(Refusal::Malformed(format!("no source of events has this name{hint}")));
        }
    };
    Err(Refusal::Malformed(instead.to_owned()))
}

#[cfg(test)]
mod tests;
