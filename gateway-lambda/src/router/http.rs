//! Methods and paths.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use gateway_runtime::{Place, Trigger};
use http::Method;
use percent_encoding::percent_decode_str;

use super::error::OperationAt;
use super::{Fault, Refusal, Target};

/// Which operation answers which request.
#[derive(Debug)]
pub(crate) struct HttpRoutes {
    router: matchit::Router<PathRoutes>,
    /// The paths, as the first operation of each writes it.
    patterns: Vec<&'static str>,
}

/// The methods of one path.
type PathRoutes = Vec<(Method, HttpTarget)>;

/// An operation behind a path.
#[derive(Clone, Debug)]
pub(crate) struct HttpTarget {
    target: Arc<Target>,
    /// For each segment in braces the parameter that it gives.
    captures: Vec<usize>,
}

impl HttpTarget {
    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// Whether the path gives the parameter at this place.
    pub(crate) fn is_captured(&self, input: usize) -> bool {
        self.captures.contains(&input)
    }
}

/// What stands at a path.
#[derive(Debug)]
pub(crate) enum Lookup<'r, 'p> {
    /// The operation, and the texts of its parameters, by their places; `Err` where a text is not UTF-8.
    Found(&'r HttpTarget, Vec<(usize, Result<Cow<'p, str>, NotUtf8>)>),
    /// The path is there, but not for this method. These are.
    OtherMethods(Vec<Method>),
    /// Nothing.
    Nowhere,
}

/// A text that is not UTF-8 once it is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotUtf8;

impl HttpRoutes {
    /// What answers a request. `HEAD` is answered by what answers `GET`.
    pub(crate) fn find<'r, 'p>(&'r self, method: &Method, path: &'p str) -> Lookup<'r, 'p> {
        // As it was sent first: an encoded slash does not end a segment.
        match self.router.at(path) {
            Ok(found) => lookup(found.value, method, found.params.iter().map(|(_, text)| decoded(text))),
            Err(_) if path.contains('%') => {
                let Ok(path) = decoded(path) else { return Lookup::Nowhere };
                let Ok(found) = self.router.at(&path) else { return Lookup::Nowhere };
                lookup(found.value, method, found.params.iter().map(|(_, text)| Ok(Cow::Owned(text.to_owned()))))
            }
            Err(_) => Lookup::Nowhere,
        }
    }

    /// The path that was probably meant.
    pub(crate) fn nearest(&self, path: &str) -> Option<&'static str> {
        // A parameter is as near as can be, whatever its text, and also if it was left out.
        let candidates = self.patterns.iter().map(|&pattern| (pattern, with_the_texts_of(path, pattern)));
        crate::suggest::closest_of(path, candidates)
    }
}

fn lookup<'r, 'p>(
    routes: &'r PathRoutes,
    method: &Method,
    texts: impl Iterator<Item = Result<Cow<'p, str>, NotUtf8>>,
) -> Lookup<'r, 'p> {
    let serves = |wanted: &Method| routes.iter().find(|(method, _)| method == wanted);
    match serves(method).or_else(|| serves(&Method::GET).filter(|_| method == Method::HEAD)) {
        Some((_, target)) => Lookup::Found(target, target.captures.iter().copied().zip(texts).collect()),
        None => Lookup::OtherMethods(allowed(routes)),
    }
}

/// In the order of the lists, then what the host does itself.
fn allowed(routes: &PathRoutes) -> Vec<Method> {
    let mut methods: Vec<_> = routes.iter().map(|(method, _)| method.clone()).collect();
    for (own, is_served) in [(Method::HEAD, methods.contains(&Method::GET)), (Method::OPTIONS, true)] {
        if is_served && !methods.contains(&own) {
            methods.push(own);
        }
    }
    methods
}

fn with_the_texts_of(path: &str, pattern: &str) -> String {
    let mut texts = path.trim_end_matches('/').split('/');
    let segments = pattern.split('/').filter_map(|segment| {
        let text = texts.next();
        if segment.starts_with('{') { text } else { Some(segment) }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn decoded(text: &str) -> Result<Cow<'_, str>, NotUtf8> {
    percent_decode_str(text).decode_utf8().map_err(|_| NotUtf8)
}

/// Collects the routes: paths that differ only in the names of their parameters are one.
#[derive(Default)]
pub(super) struct Builder(BTreeMap<String, (Trigger, PathRoutes)>);

impl Builder {
    pub(super) fn add(
        &mut self,
        method: &'static str,
        path: &'static str,
        target: &Arc<Target>,
    ) -> Result<(), Refusal> {
        let malformed = |reason: String| Err(Refusal::Malformed(reason));
        let trigger = Trigger::Http { method, path };
        let Ok(method) = Method::from_bytes(method.as_bytes()) else {
            return malformed(format!("`{method}` is no method of HTTP"));
        };
        let (key, names) = match parse(path) {
            Ok(parsed) => parsed,
            Err(reason) => return malformed(reason.to_owned()),
        };
        let mut captures = Vec::with_capacity(names.len());
        for name in names {
            match target.operation.parameters().position(|parameter| parameter.name == name) {
                None => return malformed(format!("`{name}` is no parameter of the operation")),
                Some(input) if target.operation.place(input) != Place::Anywhere => {
                    return malformed(format!("`{name}` is marked to come from elsewhere"));
                }
                Some(input) if captures.contains(&input) => return malformed(format!("`{name}` stands in it twice")),
                Some(input) => captures.push(input),
            }
        }
        let (_, routes) = self.0.entry(key).or_insert((trigger, Vec::new()));
        if let Some((_, first)) = routes.iter().find(|(known, _)| *known == method) {
            return Err(Refusal::Taken(Arc::clone(&first.target)));
        }
        routes.push((method, HttpTarget { target: Arc::clone(target), captures }));
        Ok(())
    }

    /// The routes. What only all of them together show is added to the faults.
    pub(super) fn build(self, faults: &mut Vec<Fault>) -> HttpRoutes {
        let mut routes = HttpRoutes { router: matchit::Router::new(), patterns: Vec::with_capacity(self.0.len()) };
        let mut served: BTreeMap<String, (Trigger, OperationAt)> = BTreeMap::new();
        for (key, (trigger, methods)) in self.0 {
            let Some(operation) = methods.first().map(|(_, first)| OperationAt::from(first.target())) else { continue };
            match routes.router.insert(key.as_str(), methods) {
                Ok(()) => {
                    if let Trigger::Http { path, .. } = trigger {
                        routes.patterns.push(path);
                    }
                    served.insert(key, (trigger, operation));
                }
                Err(error) => {
                    let other = match &error {
                        matchit::InsertError::Conflict { with } => served.get(with),
                        _ => None,
                    };
                    let reason = match other {
                        Some((other, operation)) => format!("the path overlaps with `{other}` of {operation}"),
                        None => error.to_string(),
                    };
                    faults.push(Fault::Malformed { trigger, operation, reason });
                }
            }
        }
        routes
    }
}

/// The path as the router writes it, with its parameters numbered, and their names.
fn parse(path: &'static str) -> Result<(String, Vec<&'static str>), &'static str> {
    let Some(segments) = path.strip_prefix('/') else { return Err("a path begins with `/`") };
    let (mut key, mut names) = (String::with_capacity(path.len()), Vec::new());
    let mut segments = segments.split('/').peekable();
    while let Some(segment) = segments.next() {
        key.push('/');
        let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            if segment.contains(['{', '}']) {
                return Err("a parameter is a whole segment: `/{name}`");
            }
            key.push_str(segment);
            continue;
        };
        let rest = name.strip_suffix("...");
        if rest.is_some() && segments.peek().is_some() {
            return Err("only the last segment takes all that follows");
        }
        let name = rest.unwrap_or(name);
        if name.is_empty() || name.contains(['{', '}', '.', '*']) {
            return Err("a parameter has the name of one of the operation's: `/{name}`, `/{name...}`");
        }
        let star = if rest.is_some() { "*" } else { "" };
        key.extend(["{", star, "p", &names.len().to_string(), "}"]);
        names.push(name);
    }
    Ok((key, names))
}
