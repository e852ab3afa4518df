//! Three programs with the same operations: bare functions, serde and `match` by hand, the framework.
//!
//! The functions are written once and shared word for word. Half of them are asynchronous; they take
//! borrowed and owned texts, numbers, lists and options, and some may fail.

use std::fmt::Write as _;

/// How a program makes its operations callable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    /// Not at all: what the functions alone cost.
    Bare,
    /// A serde struct and a `match` arm for each.
    ByHand,
    /// An attribute on each, and the lists.
    Gateway,
    /// The same, with JSON Schema of all parameters and results.
    GatewayWithSchemas,
}

impl Way {
    pub(super) const ALL: [Self; 4] = [Self::Bare, Self::ByHand, Self::Gateway, Self::GatewayWithSchemas];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::ByHand => "by-hand",
            Self::Gateway => "gateway",
            Self::GatewayWithSchemas => "gateway-with-schemas",
        }
    }

    /// `[dependencies]` beside serde; `{runtime}` stands for the path of the runtime.
    pub(super) fn dependencies(self) -> &'static str {
        match self {
            Self::Bare => "",
            Self::ByHand => "serde_json = { version = \"1\", features = [\"raw_value\"] }\n",
            Self::Gateway => {
                "gateway-runtime = { path = \"{runtime}\", default-features = false, features = [\"registry\"] }\n"
            }
            Self::GatewayWithSchemas => {
                "gateway-runtime = { path = \"{runtime}\" }\nschemars = { version = \"1\", features = [\"derive\"] }\n"
            }
        }
    }

    fn is_gateway(self) -> bool {
        matches!(self, Self::Gateway | Self::GatewayWithSchemas)
    }
}

/// Operations of one interface.
const INTERFACE: usize = 20;

/// The parameters and result of an operation.
struct Shape {
    /// Names and types, as in the signature.
    params: &'static [(&'static str, &'static str)],
    result: &'static str,
    body: &'static str,
}

const SHAPES: [Shape; 5] = [
    Shape {
        params: &[("key", "&str"), ("limit", "u32")],
        result: "Option<String>",
        body: "(key.len() > {n} % 7).then(|| key.chars().take(limit as usize).collect())",
    },
    Shape {
        params: &[("id", "u64"), ("tags", "Vec<String>"), ("note", "Option<String>")],
        result: "Vec<String>",
        body: "tags.into_iter().chain(note).filter(|tag| tag.len() as u64 != id + {n}).collect()",
    },
    Shape {
        params: &[("name", "&str"), ("value", "f64"), ("dry_run", "bool")],
        result: "Result<Report, Failure>",
        body: "if dry_run { Err(Failure({n})) } else { Ok(Report { name: name.to_owned(), total: value * {n}.0 }) }",
    },
    Shape {
        params: &[("path", "&str"), ("body", "String"), ("retries", "Option<u32>")],
        result: "Result<u64, Failure>",
        body: "if path.is_empty() { Err(Failure({n})) } else { Ok(body.len() as u64 + u64::from(retries.unwrap_or({n}))) }",
    },
    Shape {
        params: &[("from", "u32"), ("to", "u32"), ("step", "Option<u32>"), ("label", "String")],
        result: "Vec<String>",
        body: "(from..to.min(from + 9)).map(|at| format!(\"{label}-{}-{n}\", at * step.unwrap_or(1))).collect()",
    },
];

const SHARED: &str = "\
use std::fmt;

use serde::Serialize;

#[derive(Serialize{schema})]
pub struct Report {
    pub name: String,
    pub total: f64,
}

#[derive(Debug)]
pub struct Failure(pub u32);

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, \"failure {}\", self.0)
    }
}

impl std::error::Error for Failure {}
";

const BY_HAND: &str = "\
use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

#[allow(dead_code)]
#[derive(Debug)]
pub enum Error {
    UnknownInterface(String),
    UnknownOperation(String),
    InvalidRequest(serde_json::Error),
    InvalidParams(serde_json::Error),
    OperationFailed(Box<dyn std::error::Error + Send + Sync>),
    InvalidResult(serde_json::Error),
}

pub fn decode<'a, T: Deserialize<'a>>(params: &'a str) -> Result<T, Error> {
    serde_json::from_str(params).map_err(Error::InvalidParams)
}

pub fn encode<T: Serialize>(result: &T) -> Result<String, Error> {
    serde_json::to_string(result).map_err(Error::InvalidResult)
}

pub fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::OperationFailed(Box::new(error))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope<'a> {
    #[serde(borrow)]
    pub interface: Cow<'a, str>,
    #[serde(borrow)]
    pub operation: Cow<'a, str>,
    #[serde(borrow)]
    pub params: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    pub fn read(request: &'a [u8]) -> Result<Self, Error> {
        serde_json::from_slice(request).map_err(Error::InvalidRequest)
    }
}
";

const MAIN: &str = "
fn main() {
    let Some(request) = std::env::args().nth(1) else { return };
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(answer(request.as_bytes())).poll(&mut context) {
        std::task::Poll::Ready(answer) => println!(\"{answer}\"),
        std::task::Poll::Pending => unreachable!(\"no operation waits\"),
    }
}
";

/// The files of a program with `count` operations: path below `src`, and text.
pub(super) fn sources(way: Way, count: usize) -> Vec<(String, String)> {
    let interfaces: Vec<String> = (0..count.div_ceil(INTERFACE)).map(|index| format!("interface_{index:02}")).collect();
    let mut files = vec![("main.rs".to_owned(), root(way, &interfaces)), ("shared.rs".to_owned(), shared(way))];
    if way == Way::ByHand {
        files.push(("by_hand.rs".to_owned(), BY_HAND.to_owned()));
    }
    for (index, interface) in interfaces.iter().enumerate() {
        let first = index * INTERFACE;
        let numbers = first..count.min(first + INTERFACE);
        files.push((format!("{interface}.rs"), module(way, interface, numbers)));
    }
    files
}

fn shared(way: Way) -> String {
    let schema = if way == Way::GatewayWithSchemas { ", schemars::JsonSchema" } else { "" };
    SHARED.replace("{schema}", schema)
}

fn root(way: Way, interfaces: &[String]) -> String {
    let mut text = String::new();
    if way == Way::Bare {
        text.push_str("#![allow(dead_code)]\n");
    }
    for module in interfaces.iter().map(String::as_str).chain(["shared"]) {
        let _ = writeln!(text, "mod {module};");
    }
    match way {
        Way::Bare => text.push_str("\nfn main() {}\n"),
        Way::ByHand => {
            text.push_str(
                "mod by_hand;\n\nuse by_hand::{Envelope, Error};\n\n\
                 async fn answer(request: &[u8]) -> String {\n    \
                 execute(request).await.unwrap_or_else(|error| format!(\"{error:?}\"))\n}\n\n\
                 async fn execute(request: &[u8]) -> Result<String, Error> {\n    \
                 let envelope = Envelope::read(request)?;\n    \
                 let (operation, params) = (&*envelope.operation, envelope.params.map_or(\"{}\", |raw| raw.get()));\n    \
                 match &*envelope.interface {\n",
            );
            for interface in interfaces {
                let _ = writeln!(text, "        \"{interface}\" => {interface}::execute(operation, params).await,");
            }
            text.push_str("        unknown => Err(Error::UnknownInterface(unknown.to_owned())),\n    }\n}\n");
        }
        Way::Gateway | Way::GatewayWithSchemas => {
            let _ = writeln!(text, "\ngateway_runtime::gateway! {{ pub Gateway {{ {} }} }}", interfaces.join(", "));
            text.push_str(
                "\nasync fn answer(request: &[u8]) -> String {\n    \
                 match gateway::execute_json(request).await {\n        \
                 Ok(json) => json.into_string(),\n        \
                 Err(error) => error.to_string(),\n    }\n}\n",
            );
        }
    }
    if way != Way::Bare {
        text.push_str(MAIN);
    }
    text
}

fn module(way: Way, interface: &str, numbers: std::ops::Range<usize>) -> String {
    let mut text = String::new();
    match way {
        Way::Bare => {}
        Way::ByHand => text.push_str(
            "use std::borrow::Cow;\n\nuse serde::Deserialize;\n\nuse crate::by_hand::{Error, decode, encode, failed};\n",
        ),
        Way::Gateway | Way::GatewayWithSchemas => {
            text.push_str("use gateway_runtime::{gateway_interface, gateway_op};\n");
        }
    }
    text.push_str("#[allow(unused_imports)]\nuse crate::shared::{Failure, Report};\n");
    for number in numbers.clone() {
        text.push_str(&function(way, interface, number));
    }
    if way == Way::ByHand {
        text.push_str(&dispatch(numbers));
    } else if way.is_gateway() {
        let names: Vec<String> = numbers.map(|number| format!("    {},\n", name(number))).collect();
        let _ = write!(text, "\ngateway_interface! {{ pub {interface} {{\n{}}} }}\n", names.concat());
    }
    text
}

fn name(number: usize) -> String {
    format!("operation_{number:04}")
}

fn is_async(number: usize) -> bool {
    !number.is_multiple_of(2)
}

fn shape(number: usize) -> &'static Shape {
    &SHAPES[number % SHAPES.len()]
}

fn function(way: Way, interface: &str, number: usize) -> String {
    let Shape { params, result, body } = shape(number);
    let params: Vec<String> = params.iter().map(|(name, kind)| format!("{name}: {kind}")).collect();
    let attribute =
        if way.is_gateway() { format!("#[gateway_op(interface = \"{interface}\")]\n") } else { String::new() };
    format!(
        "\n/// Operation {number}.\n{attribute}pub {}fn {}({}) -> {result} {{\n    {}\n}}\n",
        if is_async(number) { "async " } else { "" },
        name(number),
        params.join(", "),
        body.replace("{n}", &number.to_string())
    )
}

/// The structs and the `match` of one interface, as a person writes them.
fn dispatch(numbers: std::ops::Range<usize>) -> String {
    let mut structs = String::new();
    let mut arms = String::new();
    for number in numbers {
        let Shape { params, result, .. } = shape(number);
        let (name, request) = (name(number), format!("Operation{number:04}"));
        let borrows = params.iter().any(|(_, kind)| *kind == "&str");
        let lifetime = if borrows { "<'a>" } else { "" };
        let _ =
            writeln!(structs, "\n#[derive(Deserialize)]\n#[serde(deny_unknown_fields)]\nstruct {request}{lifetime} {{");
        for (field, kind) in *params {
            match *kind {
                "&str" => drop(write!(structs, "    #[serde(borrow)]\n    {field}: Cow<'a, str>,\n")),
                kind => drop(writeln!(structs, "    {field}: {kind},")),
            }
        }
        structs.push_str("}\n");
        let arguments: Vec<String> = params
            .iter()
            .map(|(field, kind)| format!("{}params.{field}", if *kind == "&str" { "&" } else { "" }))
            .collect();
        let _ = writeln!(
            arms,
            "        \"{name}\" => {{\n            let params: {request} = decode(params)?;\n            \
             encode(&{name}({}){}{})\n        }}",
            arguments.join(", "),
            if is_async(number) { ".await" } else { "" },
            if result.starts_with("Result") { ".map_err(failed)?" } else { "" },
        );
    }
    format!(
        "{structs}\npub async fn execute(operation: &str, params: &str) -> Result<String, Error> {{\n    match operation {{\n\
         {arms}        unknown => Err(Error::UnknownOperation(unknown.to_owned())),\n    }}\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{Way, sources};

    /// What stands in all ways alike: the functions, without what makes them callable.
    fn functions(way: Way, count: usize) -> Vec<String> {
        let files = sources(way, count);
        let modules = files.iter().filter(|(path, _)| path.starts_with("interface_"));
        let blocks = modules.flat_map(|(_, text)| text.trim_end().split("\n\n"));
        blocks
            .filter_map(|block| block.strip_prefix("/// Operation "))
            .map(|block| {
                let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with("#[gateway_op")).collect();
                lines.join("\n")
            })
            .collect()
    }

    #[test]
    fn the_ways_share_their_functions_word_for_word() {
        let bare = functions(Way::Bare, 100);
        assert_eq!(bare.len(), 100);
        assert_eq!(bare.iter().filter(|function| function.contains("pub async fn")).count(), 50);
        for way in [Way::ByHand, Way::Gateway, Way::GatewayWithSchemas] {
            assert_eq!(functions(way, 100), bare, "{way:?}");
        }
    }
}
