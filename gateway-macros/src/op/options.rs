//! The options of `#[gateway_op(..)]`.

use proc_macro2::{Span, TokenStream};
use syn::{Ident, LitStr, Path};

use super::trigger::Triggers;
use crate::errors::Sink;
use crate::naming::{self, BadName};
use crate::options;

const KNOWN: [&str; 9] = ["interface", "hot", "name", "http", "event", "alexa", "direct", "priority", "crate"];
const SHAPE: &str = "interface = \"cache\"";

/// What the attribute says; a missing or bad part is `None`, and reported.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) interface: Option<LitStr>,
    pub(crate) name: Option<LitStr>,
    pub(crate) hot: Option<Ident>,
    pub(crate) runtime: Option<Path>,
    pub(crate) triggers: Triggers,
}

impl Options {
    pub(crate) fn parse(tokens: TokenStream, sink: &mut Sink) -> Self {
        let mut parsed = Self::default();
        if tokens.is_empty() {
            let help = "#[gateway_op] needs an interface\nhelp: #[gateway_op(interface = \"cache\")]";
            sink.at_span(Span::call_site(), help);
            return parsed;
        }
        // A bad `interface` has been reported where it stands; it is not missing as well.
        let mut interface_was_tried = false;
        let errors_before = sink.count();
        for option in options::parse(tokens.clone(), &KNOWN, SHAPE, sink) {
            match option.name().as_str() {
                "interface" => {
                    interface_was_tried = true;
                    parsed.interface = option.string(sink, "cache").filter(|name| check_name(name, "interface", sink));
                }
                "name" => parsed.name = option.string(sink, "get").filter(|name| check_name(name, "name", sink)),
                "hot" => {
                    option.flag(sink);
                    parsed.hot = Some(option.key);
                }
                "crate" => parsed.runtime = option.path(sink, "::gateway_runtime"),
                _ => parsed.triggers.read(&option, sink),
            }
        }
        if !interface_was_tried && sink.count() == errors_before {
            let written = tokens.to_string();
            sink.at(tokens, format_args!("missing `interface`\nhelp: #[gateway_op(interface = \"cache\", {written})]"));
        }
        parsed
    }
}

fn check_name(name: &LitStr, key: &str, sink: &mut Sink) -> bool {
    let text = name.value();
    let message = match naming::check(&text) {
        Ok(()) => return true,
        Err(BadName::Empty) => {
            format!("`{key}` is empty\nhelp: {key} = \"{}\"", if key == "name" { "get" } else { "cache" })
        }
        Err(BadName::NotAscii) => {
            let help = "help: write it with the letters of a to z";
            format!("`{key}` is not a lower_snake_case identifier: `{text}`\n{help}")
        }
        Err(BadName::Case(snake)) => {
            format!("`{key}` is not a lower_snake_case identifier: `{text}`\nhelp: {key} = \"{snake}\"")
        }
        Err(BadName::Keyword) => {
            format!(
                "`{key}` is a Rust keyword: `{text}`\nhelp: {key} = \"{text}_{}\"",
                if key == "name" { "it" } else { "ops" }
            )
        }
    };
    sink.at(name, message);
    false
}
