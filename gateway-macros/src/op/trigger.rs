//! What may call an operation from outside: the options `http`, `event`, `alexa` and `direct`, and its `priority` then.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, LitStr};

use super::parameter::{Parameter, Place, Source};
use crate::errors::Sink;
use crate::naming::{self, closest};
use crate::options::Written;
use crate::runtime::Runtime;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const PRIORITIES: [&str; 3] = ["background", "normal", "critical"];

/// What the attribute says; a bad one is reported and left out.
#[derive(Default)]
pub(crate) struct Triggers {
    http: Option<Http>,
    event: Option<LitStr>,
    alexa: Option<LitStr>,
    direct: Option<Ident>,
    priority: Option<LitStr>,
}

struct Http {
    method: String,
    path: String,
    written: LitStr,
}

impl Triggers {
    pub(crate) fn read(&mut self, option: &Written, sink: &mut Sink) {
        match option.name().as_str() {
            "http" => self.http = option.string(sink, "GET /orders/{id}").and_then(|text| Http::read(text, sink)),
            "event" => self.event = option.string(sink, "sqs").filter(|text| is_event(text, sink)),
            "alexa" => self.alexa = option.string(sink, "Alexa.PowerController").filter(|text| is_alexa(text, sink)),
            "priority" => self.priority = option.string(sink, "critical").filter(|text| is_priority(text, sink)),
            _ => {
                option.flag(sink);
                self.direct = Some(option.key.clone());
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.http.is_none() && self.event.is_none() && self.alexa.is_none() && self.direct.is_none()
    }

    /// Checks what the triggers and the parameters say of each other.
    pub(crate) fn check(&self, parameters: &[Parameter<'_>], operation: &str, sink: &mut Sink) {
        if let Some(priority) = self.priority.as_ref().filter(|_| self.is_empty()) {
            let help = "help: add what calls it, such as `direct`, or remove `priority`";
            sink.at(
                priority,
                format_args!(
                    "nothing calls operation `{operation}` from outside: it has nothing to be refused\n{help}"
                ),
            );
        }
        let named: Vec<_> = parameters
            .iter()
            .filter_map(|parameter| match &parameter.source {
                Source::Json(json) => Some(&**json),
                Source::Injected => None,
            })
            .collect();
        for segment in self.http.iter().flat_map(Http::parameters) {
            if !named.iter().any(|parameter| parameter.name == segment) {
                let http = &self.http.as_ref().expect("the segment is of its path").written;
                let known: Vec<_> = named.iter().map(|parameter| parameter.name.as_str()).collect();
                let help = match closest(segment, &known) {
                    Some(known) => format!("help: did you mean `{{{known}}}`?"),
                    None => format!("help: add `{segment}: &str` to the function"),
                };
                sink.at(
                    http,
                    format_args!("operation `{operation}` has no parameter `{segment}`, which its path names\n{help}"),
                );
            }
        }
        let mut body = None;
        for parameter in named {
            if let Some(key) = parameter.place.written()
                && self.http.iter().flat_map(Http::parameters).any(|segment| segment == parameter.name)
            {
                let help = "help: remove one of the two";
                sink.at(key, format_args!("parameter `{}` comes from the path\n{help}", parameter.name));
            }
            match &parameter.place {
                Place::Anywhere => {}
                Place::Body(key) => {
                    if let Some(first) = body.replace(key) {
                        sink.twice(key, first, format_args!("operation `{operation}` takes the body"));
                    } else if self.event.is_none() && self.alexa.is_none() {
                        self.check_body_of_request(key, operation, sink);
                    }
                }
                Place::Header(name) => {
                    if self.http.is_none() {
                        let help = "help: add `http = \"GET /path\"` to `#[gateway_op]`";
                        sink.at(name, format_args!("nothing sends operation `{operation}` a header\n{help}"));
                    }
                }
            }
        }
    }

    /// A request is all that could bring a body. In one of `GET` it has no meaning, and is not read (RFC 9110, section 9.3.1).
    fn check_body_of_request(&self, key: &Ident, operation: &str, sink: &mut Sink) {
        match &self.http {
            None => {
                let help = "help: add `http = \"POST /path\"` or `event = \"sqs\"` to `#[gateway_op]`";
                sink.at(key, format_args!("nothing sends operation `{operation}` a body\n{help}"));
            }
            Some(Http { method, path, .. }) if method == "GET" => {
                let help = format!(
                    "help: http = \"POST {path}\", or remove `#[op(body)]`: the query has the parameters of a `GET`"
                );
                sink.at(key, format_args!("operation `{operation}` answers `GET`, which has no body\n{help}"));
            }
            Some(_) => {}
        }
    }

    /// The value for the operation's description.
    pub(crate) fn tokens(&self, parameters: &[Parameter<'_>], runtime: &Runtime) -> TokenStream {
        let http = self
            .http
            .as_ref()
            .map(|Http { method, path, .. }| quote!(#runtime::Trigger::Http { method: #method, path: #path },));
        let event = self.event.as_ref().map(|source| quote!(#runtime::Trigger::Event(#source),));
        let alexa = self.alexa.as_ref().map(|namespace| quote!(#runtime::Trigger::Alexa(#namespace),));
        let direct = self.direct.as_ref().map(|_| quote!(#runtime::Trigger::Direct,));
        if self.is_empty() {
            return quote!(#runtime::Outside::CLOSED);
        }
        let from_json = parameters.iter().filter_map(|parameter| match &parameter.source {
            Source::Json(json) => Some(json),
            Source::Injected => None,
        });
        let places = from_json.enumerate().filter_map(|(index, parameter)| match &parameter.place {
            Place::Anywhere => None,
            Place::Body(_) => Some(quote!((#index, #runtime::Place::Body),)),
            Place::Header(name) => Some(quote!((#index, #runtime::Place::Header(#name)),)),
        });
        let keys = self.keys().map(|key| {
            let id = naming::id(&key);
            quote!((#id, #key),)
        });
        let priority = match self.priority.as_ref().map(LitStr::value).as_deref() {
            Some("background") => quote!(Some(#runtime::Priority::Background)),
            Some("normal") => quote!(Some(#runtime::Priority::Normal)),
            Some("critical") => quote!(Some(#runtime::Priority::Critical)),
            _ => quote!(None),
        };
        quote! {
            &#runtime::Outside {
                triggers: &[#http #event #alexa #direct],
                keys: &[#(#keys)*],
                places: &[#(#places)*],
                priority: #runtime::std::option::Option::#priority,
            }
        }
    }

    /// What only one operation of a gateway may have, in the order of the tokens: any number may be named directly.
    fn keys(&self) -> impl Iterator<Item = String> {
        let event = self.event.as_ref().map(|source| format!("event {}", source.value()));
        let alexa = self.alexa.as_ref().map(|namespace| format!("alexa {}", namespace.value()));
        self.http.as_ref().map(Http::key).into_iter().chain(event).chain(alexa)
    }
}

impl Http {
    fn read(written: LitStr, sink: &mut Sink) -> Option<Self> {
        let text = written.value();
        let Some((method, path)) = text.split_once(' ').filter(|(_, path)| path.starts_with('/')) else {
            sink.at(
                &written,
                "`http` takes a method and a path that begins with `/`\nhelp: http = \"GET /orders/{id}\"",
            );
            return None;
        };
        if !METHODS.contains(&method) {
            let nearest = closest(&method.to_ascii_uppercase(), &METHODS);
            let hint = nearest.map(|nearest| format!(", did you mean `{nearest}`?")).unwrap_or_default();
            let help = "help: the methods are GET, POST, PUT, PATCH, DELETE; HEAD and OPTIONS are answered by the host";
            sink.at(&written, format_args!("`{method}` is no method of a route{hint}\n{help}"));
            return None;
        }
        if let Err(problem) = check_path(path) {
            sink.at(&written, problem);
            return None;
        }
        Some(Self { method: method.to_owned(), path: path.to_owned(), written })
    }

    /// The route without the names of its parameters.
    fn key(&self) -> String {
        let segments = self.path.split('/').map(|segment| match parameter(segment) {
            Some(_) if segment.ends_with("...}") => "{...}",
            Some(_) => "{}",
            None => segment,
        });
        format!("{} {}", self.method, segments.collect::<Vec<_>>().join("/"))
    }

    /// The names in braces.
    fn parameters(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').filter_map(parameter)
    }
}

fn check_path(path: &str) -> Result<(), String> {
    if let Some(bad) =
        path.chars().find(|&c| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '*' | '\\'))
    {
        let help = match bad {
            '?' => "help: a query needs no mention: its members are parameters",
            '*' => "help: the rest of a path is `{rest...}`",
            _ => "help: http = \"GET /orders/{id}\"",
        };
        return Err(format!("a path cannot hold {bad:?}\n{help}"));
    }
    let segments: Vec<_> = path.split('/').collect();
    let mut names: Vec<&str> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let Some(name) = parameter(segment) else {
            if segment.contains(['{', '}']) {
                let help = "help: http = \"GET /orders/{id}\"";
                return Err(format!("a parameter is a whole segment in braces, found `{segment}`\n{help}"));
            }
            continue;
        };
        if name.is_empty() {
            return Err(format!("`{segment}` names no parameter\nhelp: http = \"GET /orders/{{id}}\""));
        }
        if segment.ends_with("...}") && index + 1 != segments.len() {
            return Err(format!("`{segment}` takes all that follows: it must be the last segment"));
        }
        if names.contains(&name) {
            return Err(format!("the path names `{name}` twice\nhelp: give one of them another name"));
        }
        names.push(name);
    }
    Ok(())
}

/// The name in a segment such as `{id}` or `{rest...}`.
fn parameter(segment: &str) -> Option<&str> {
    let name = segment.strip_prefix('{')?.strip_suffix('}')?;
    Some(name.strip_suffix("...").unwrap_or(name))
}

fn is_event(source: &LitStr, sink: &mut Sink) -> bool {
    let text = source.value();
    let is_name = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let fits = is_name(&text);
    if !fits {
        let lower = text.to_ascii_lowercase();
        let proposal = if is_name(&lower) { &lower } else { "sqs" };
        let help = format!("help: event = \"{proposal}\"");
        sink.at(source, format_args!("`event` is the name of a source, such as `sqs`, found `{text}`\n{help}"));
    }
    fits
}

fn is_alexa(namespace: &LitStr, sink: &mut Sink) -> bool {
    let text = namespace.value();
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric());
    let mut words = text.split('.').peekable();
    let fits = text == "skill"
        || words.next() == Some("Alexa")
            && words.next().is_none_or(|second| second == "*" && words.peek().is_none() || word(second))
            && words.all(word);
    if !fits {
        let help = "help: alexa = \"Alexa.PowerController\", \"Alexa.*\" or \"skill\"";
        sink.at(namespace, format_args!("`alexa` is a namespace of directives, found `{text}`\n{help}"));
    }
    fits
}

fn is_priority(priority: &LitStr, sink: &mut Sink) -> bool {
    let text = priority.value();
    let is_one = PRIORITIES.contains(&text.as_str());
    if !is_one {
        let nearest = closest(&text.to_ascii_lowercase(), &PRIORITIES).unwrap_or("critical");
        let help = format!("help: priority = \"{nearest}\"");
        sink.at(priority, format_args!("`priority` is `background`, `normal` or `critical`, found `{text}`\n{help}"));
    }
    is_one
}

/// Whether a text is a header's name in lower case (RFC 9110, section 5.1).
pub(crate) fn check_header(name: &LitStr, sink: &mut Sink) -> bool {
    let text = name.value();
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if text.is_empty() || !text.chars().all(token) {
        sink.at(name, format_args!("`{text}` is no name of a header\nhelp: header = \"x-api-version\""));
        return false;
    }
    let lower = text.to_ascii_lowercase();
    if lower != text {
        sink.at(name, format_args!("a header's name is written in lower case\nhelp: header = \"{lower}\""));
        return false;
    }
    true
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use syn::LitStr;

    use super::Http;
    use crate::errors::Sink;

    #[test]
    fn routes_are_one_if_only_the_names_of_their_parameters_differ() {
        let key = |text: &str| Http::read(LitStr::new(text, Span::call_site()), &mut Sink::default()).unwrap().key();
        assert_eq!(key("GET /orders/{id}"), key("GET /orders/{order}"));
        for other in ["PUT /orders/{id}", "GET /orders/{id...}", "GET /orders/{id}/lines", "GET /orders/id"] {
            assert_ne!(key("GET /orders/{id}"), key(other));
        }
    }
}
