//! What the macros expand to, kept under review: `expected/NAME.input.rs` is what a user writes, `expected/NAME.rs` what
//! comes of it. `docs/expansion.md` shows some of them; it is checked here too.
//!
//! `UPDATE_GOLDEN=1 cargo test -p gateway-macros` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Item, Meta};

/// One call of a macro, as a user writes it.
struct Input {
    name: String,
    text: String,
    which: Macro,
    /// In the parentheses of the attribute; empty for a function-like macro.
    options: TokenStream,
    /// The item under the attribute, or the list.
    body: TokenStream,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Macro {
    Operation,
    Core,
    Interface,
    Gateway,
}

impl Macro {
    fn named(path: &syn::Path) -> Option<Self> {
        Some(match path.get_ident()?.to_string().as_str() {
            "gateway_op" => Self::Operation,
            "gateway_core" => Self::Core,
            "gateway_interface" => Self::Interface,
            "gateway" => Self::Gateway,
            _ => return None,
        })
    }

    fn expand(self, options: TokenStream, body: TokenStream) -> TokenStream {
        match self {
            Self::Operation => crate::op::expand(options, &body),
            Self::Core => crate::core_struct::expand(options, &body),
            Self::Interface => crate::interface::expand(body),
            Self::Gateway => crate::gateway::expand(body),
        }
    }
}

impl Input {
    fn read(name: String, text: String) -> Self {
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let [item] = <[Item; 1]>::try_from(file.items).unwrap_or_else(|_| panic!("{name}: one item is expected"));
        let (which, options, body) = match item {
            Item::Macro(item) => (Macro::named(&item.mac.path), TokenStream::new(), item.mac.tokens),
            Item::Fn(mut item) => {
                let (which, options) = take_attribute(&mut item.attrs);
                (which, options, item.into_token_stream())
            }
            Item::Struct(mut item) => {
                let (which, options) = take_attribute(&mut item.attrs);
                (which, options, item.into_token_stream())
            }
            _ => (None, TokenStream::new(), TokenStream::new()),
        };
        let which = which.unwrap_or_else(|| panic!("{name}: none of the macros is called"));
        Self { name, text, which, options, body }
    }

    fn expand(&self) -> TokenStream {
        self.which.expand(self.options.clone(), self.body.clone())
    }

    /// The same call for a runtime that has another name.
    fn expand_with_runtime(&self, runtime: &TokenStream) -> TokenStream {
        let options = &self.options;
        let body = &self.body;
        if options.to_string().contains("crate =") || body.to_string().starts_with("crate =") {
            return self.expand();
        }
        match self.which {
            Macro::Operation | Macro::Core => {
                let comma = (!options.is_empty()).then(|| quote!(,));
                self.which.expand(quote!(#options #comma crate = #runtime), body.clone())
            }
            Macro::Interface | Macro::Gateway => self.which.expand(TokenStream::new(), quote!(crate = #runtime; #body)),
        }
    }
}

/// Takes the macro's own attribute off; the others stay, as rustc leaves them.
fn take_attribute(attributes: &mut Vec<Attribute>) -> (Option<Macro>, TokenStream) {
    let Some(index) = attributes.iter().position(|attribute| Macro::named(attribute.path()).is_some()) else {
        return (None, TokenStream::new());
    };
    let attribute = attributes.remove(index);
    let options = match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    (Macro::named(attribute.path()), options)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("expected")
}

fn inputs() -> Vec<Input> {
    let names = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut inputs: Vec<_> = names
        .filter_map(|file| {
            let name = file.strip_suffix(".input.rs")?.to_owned();
            Some(Input::read(name, fs::read_to_string(folder().join(&file)).unwrap()))
        })
        .collect();
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    inputs
}

fn pretty(input: &Input) -> String {
    let tokens = input.expand();
    let file = syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("{}: {error}\n{tokens}", input.name));
    prettyplease::unparse(&file)
}

/// Compares a file with what it should be, or writes it.
fn check(path: &Path, wanted: &str, stale: &mut Vec<String>) {
    if fs::read_to_string(path).is_ok_and(|found| found == wanted) {
        return;
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, wanted).unwrap();
    } else {
        stale.push(path.display().to_string());
    }
}

fn assert_fresh(stale: &[String]) {
    let help = "review the change of: UPDATE_GOLDEN=1 cargo test -p gateway-macros";
    assert!(stale.is_empty(), "not what the macros expand to: {}\n{help}", stale.join(", "));
}

#[test]
fn expansions_are_as_expected() {
    let mut stale = Vec::new();
    let inputs = inputs();
    for which in [Macro::Operation, Macro::Core, Macro::Interface, Macro::Gateway] {
        assert!(inputs.iter().any(|input| input.which == which), "no input for {which:?}");
    }
    for input in &inputs {
        check(&folder().join(format!("{}.rs", input.name)), &pretty(input), &mut stale);
    }
    for entry in fs::read_dir(folder()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.trim_end_matches(".rs").trim_end_matches(".input");
        assert!(inputs.iter().any(|input| input.name == name), "{file} belongs to no input");
    }
    assert_fresh(&stale);
}

/// `<!-- input: NAME -->` and `<!-- expansion: NAME -->` stand before the code block that they are about.
#[test]
fn the_page_shows_real_expansions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/expansion.md");
    let page = fs::read_to_string(&path).unwrap();
    let mut blocks = BTreeMap::new();
    for input in inputs() {
        blocks.insert(format!("<!-- expansion: {} -->", input.name), pretty(&input));
        blocks.insert(format!("<!-- input: {} -->", input.name), input.text);
    }
    let mut wanted = String::new();
    let mut lines = page.lines();
    let mut shown = 0;
    while let Some(line) = lines.next() {
        wanted.push_str(line);
        wanted.push('\n');
        if line.starts_with("<!-- ") {
            let block = blocks.get(line).unwrap_or_else(|| panic!("no such expansion: {line}"));
            assert_eq!(lines.next(), Some("```rust"), "after {line}");
            lines.find(|line| *line == "```").unwrap_or_else(|| panic!("the block after {line} has no end"));
            wanted.extend(["```rust\n", block, "```\n"]);
            shown += 1;
        }
    }
    assert!(shown >= 8, "the page shows no more than {shown} blocks");
    let mut stale = Vec::new();
    check(&path, &wanted, &mut stale);
    assert_fresh(&stale);
}

#[test]
fn the_same_tokens_in_give_the_same_tokens_out() {
    for (first, second) in inputs().iter().zip(inputs()) {
        assert_eq!(first.expand().to_string(), second.expand().to_string(), "{}", first.name);
    }
}

/// An editor offers no item of another crate that is `#[doc(hidden)]`, under whatever name it is exported.
#[test]
fn a_wrapper_is_hidden_from_the_documentation_only() {
    let mut seen = 0;
    for input in inputs().iter().filter(|input| !input.name.starts_with("refused")) {
        let file: syn::File = syn::parse2(input.expand()).unwrap();
        for item in &file.items {
            if let Item::Fn(function) = item
                && function.sig.ident.to_string().ends_with("__wrapper")
            {
                let attributes: Vec<_> = function.attrs.iter().map(|it| it.to_token_stream().to_string()).collect();
                assert!(!attributes.iter().any(|it| it == "# [doc (hidden)]"), "{}: {attributes:?}", input.name);
                assert!(attributes.iter().any(|it| it == "# [cfg_attr (doc , doc (hidden))]"), "{attributes:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 5, "only {seen} wrappers were found");
}

/// All tokens, in order, without their groups.
fn flat(tokens: TokenStream, into: &mut Vec<String>) {
    for token in tokens {
        if let TokenTree::Group(group) = token {
            into.push("(".to_owned());
            flat(group.stream(), into);
            into.push(")".to_owned());
        } else {
            into.push(token.to_string());
        }
    }
}

/// The paths that begin with `::`, with their first two segments.
fn absolute_paths(tokens: TokenStream) -> Vec<String> {
    const KEYWORDS: [&str; 9] = ["as", "use", "impl", "for", "in", "dyn", "const", "return", "match"];
    let mut flattened = Vec::new();
    flat(tokens, &mut flattened);
    let mut paths = Vec::new();
    for (at, window) in flattened.windows(3).enumerate() {
        let [first, second, name] = window else { continue };
        if first != ":" || second != ":" || name == ":" {
            continue;
        }
        let before = at.checked_sub(1).map_or("(", |index| flattened[index].as_str());
        let arrow = at >= 2 && before == ">" && matches!(flattened[at - 2].as_str(), "-" | "=");
        let is_word = before.starts_with(|c: char| c.is_alphabetic() || c == '_') && !KEYWORDS.contains(&before);
        if !is_word && (before != ">" || arrow) && before != ")" {
            paths.push(flattened[at + 2..].iter().take(4).map(String::as_str).collect());
        }
    }
    paths
}

#[test]
fn another_name_of_the_runtime_is_honoured_everywhere() {
    for input in inputs() {
        let mut tokens = Vec::new();
        flat(input.expand_with_runtime(&quote!(::elsewhere)), &mut tokens);
        assert!(!tokens.iter().any(|token| token == "gateway_runtime"), "{}", input.name);
    }
}

/// A user's crate may have a module `std` or no prelude: generated code leans on the runtime alone. The two macros of
/// `core` are built into the compiler; `compile_error` is syn's.
#[test]
fn absolute_paths_go_through_the_private_module() {
    let mut seen = 0;
    for input in inputs() {
        for path in absolute_paths(input.expand_with_runtime(&quote!(::elsewhere))) {
            let is_private = path == "elsewhere::__private";
            let is_built_in = ["core::concat", "core::compile_error"].contains(&path.as_str());
            assert!(is_private || is_built_in, "{}: ::{path}", input.name);
            seen += usize::from(is_private);
        }
    }
    assert!(seen >= inputs().len() / 2, "only {seen} paths were found");
}
