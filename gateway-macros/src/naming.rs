//! Names: what they must look like, and what is made of them.

use proc_macro2::Span;
use quote::format_ident;
use syn::Ident;
use syn::ext::IdentExt;

/// Why a text is no name of an operation or an interface.
pub(crate) enum BadName {
    Empty,
    NotAscii,
    /// Not `lower_snake_case`; with what it would be.
    Case(String),
    Keyword,
}

/// Checks the text of an `interface` or a `name`.
pub(crate) fn check(name: &str) -> Result<(), BadName> {
    let first_is_letter = name.starts_with(|first: char| first.is_ascii_lowercase());
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() {
        Err(BadName::Empty)
    } else if !name.is_ascii() {
        Err(BadName::NotAscii)
    } else if !first_is_letter || !name.chars().all(rest) {
        Err(BadName::Case(snake(name)))
    } else if syn::parse_str::<Ident>(name).is_err() {
        Err(BadName::Keyword)
    } else {
        Ok(())
    }
}

/// `"Cache Ops"` and `"CacheOps"` are `cache_ops`.
pub(crate) fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut last_is_lower = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && last_is_lower {
            snake.push('_');
        }
        last_is_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        if c.is_ascii_alphanumeric() {
            snake.push(c.to_ascii_lowercase());
        } else if !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
    }
    let snake = snake.trim_end_matches('_');
    if snake.starts_with(|first: char| first.is_ascii_lowercase()) { snake.to_owned() } else { format!("op_{snake}") }
}

/// `get_all` is `GetAll`.
pub(crate) fn camel(name: &str) -> String {
    let mut camel = String::new();
    for part in name.split('_') {
        let mut chars = part.chars();
        camel.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        camel.extend(chars);
    }
    camel
}

/// The hidden items that `#[gateway_op]` puts beside a function, and that a list finds by the operation's name.
///
/// Their names are what rustc prints when one is not there or not used, so they read as the complaint.
pub(crate) struct Hidden {
    /// The static that describes the operation.
    pub(crate) info: Ident,
    /// Read by the list; unused otherwise, which is the warning for a forgotten operation.
    pub(crate) listed: Ident,
    /// The typed function.
    pub(crate) wrapper: Ident,
    /// The macro that makes the typed function again under another name.
    pub(crate) stamp: Ident,
}

impl Hidden {
    pub(crate) fn of(operation: &str, span: Span) -> Self {
        Self {
            info: format_ident!("{operation}__needs_the_gateway_op_attribute", span = span),
            listed: format_ident!("{operation}__is_not_listed_in_any_gateway_interface", span = span),
            wrapper: format_ident!("{operation}__wrapper", span = span),
            stamp: format_ident!("{operation}__stamp", span = span),
        }
    }
}

/// A number for a name: the 64-bit FNV-1a hash. Two names that share one would only go unnoticed in each other's list.
pub(crate) fn id(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// An identifier's text without `r#`.
pub(crate) fn text(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The accepted word that is nearest to another one.
pub(crate) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let distance = |known: &&str| strsim::damerau_levenshtein(word, known);
    known.iter().copied().min_by_key(distance).filter(|known| distance(known) <= (word.len() / 3).clamp(1, 4))
}

#[cfg(test)]
mod tests {
    use super::{camel, closest, snake};

    #[test]
    fn cases() {
        assert_eq!(camel("get_all_2"), "GetAll2");
        for (from, to) in
            [("Cache Ops", "cache_ops"), ("get-it", "get_it"), ("HTTPClient", "httpclient"), ("2x", "op_2x")]
        {
            assert_eq!(snake(from), to);
        }
        assert_eq!(closest("iface", &["interface", "name", "hot", "crate"]), None);
        assert_eq!(closest("interfaec", &["interface", "name"]), Some("interface"));
    }
}
