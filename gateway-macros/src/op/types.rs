//! What can be told of a type by its tokens. Everything else is told by traits, so that aliases work.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, Lifetime, PathArguments, Type, TypeParamBound};

/// What stands behind a `&`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lent {
    Text,
    Bytes,
}

/// A parameter's type, as JSON sees it.
pub(crate) enum Shape<'a> {
    /// `&str`, `&[u8]`
    Lent(Lent),
    /// `Option<&str>`, `Option<&[u8]>`
    OptionalLent(Lent),
    /// `&T` of anything else, `&'static str`
    Reference(&'a Type),
    Mutable,
    Closure,
    ImplTrait,
    Owned,
}

/// Macros wrap a type that they pass on in an invisible group.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        ty => ty,
    }
}

pub(crate) fn shape(ty: &Type) -> Shape<'_> {
    match bare(ty) {
        Type::Reference(reference) if reference.mutability.is_some() => Shape::Mutable,
        Type::Reference(reference) => match (lent(&reference.elem), &reference.lifetime) {
            (Some(lent), lifetime) if !is_static(lifetime.as_ref()) => Shape::Lent(lent),
            (None, _) if is_closure(&reference.elem) => Shape::Closure,
            _ => Shape::Reference(bare(&reference.elem)),
        },
        Type::Path(_) if is_closure(ty) => Shape::Closure,
        Type::Path(_) => match option_of(ty).map(bare) {
            Some(Type::Reference(reference)) if reference.mutability.is_some() => Shape::Mutable,
            Some(Type::Reference(reference)) => match (lent(&reference.elem), &reference.lifetime) {
                (Some(lent), lifetime) if !is_static(lifetime.as_ref()) => Shape::OptionalLent(lent),
                _ => Shape::Reference(bare(&reference.elem)),
            },
            Some(inner) if is_closure(inner) => Shape::Closure,
            _ => Shape::Owned,
        },
        ty if is_closure(ty) => Shape::Closure,
        Type::ImplTrait(_) => Shape::ImplTrait,
        _ => Shape::Owned,
    }
}

fn is_static(lifetime: Option<&Lifetime>) -> bool {
    lifetime.is_some_and(|lifetime| lifetime.ident == "static")
}

fn lent(ty: &Type) -> Option<Lent> {
    match bare(ty) {
        Type::Path(path) if path.path.is_ident("str") => Some(Lent::Text),
        Type::Slice(slice) => match bare(&slice.elem) {
            Type::Path(path) if path.path.is_ident("u8") => Some(Lent::Bytes),
            _ => None,
        },
        _ => None,
    }
}

/// `T` of an `Option<T>` that is written as such.
fn option_of(ty: &Type) -> Option<&Type> {
    only_argument(ty, &["Option"])
}

fn only_argument<'a>(ty: &'a Type, names: &[&str]) -> Option<&'a Type> {
    let Type::Path(path) = bare(ty) else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    names.iter().any(|name| last.ident == name).then(|| types.next())?
}

/// A function pointer, `dyn Fn`, `impl Fn`, or a box of one.
fn is_closure(ty: &Type) -> bool {
    match bare(ty) {
        Type::FnPtr(_) => true,
        Type::TraitObject(object) => object.bounds.iter().any(is_fn_trait),
        Type::ImplTrait(implementation) => implementation.bounds.iter().any(is_fn_trait),
        ty => only_argument(ty, &["Box", "Arc", "Rc"]).is_some_and(is_closure),
    }
}

/// `Fn`, `FnMut`, `FnOnce` and their async forms.
pub(crate) fn is_fn_trait(bound: &TypeParamBound) -> bool {
    const TRAITS: [&str; 6] = ["Fn", "FnMut", "FnOnce", "AsyncFn", "AsyncFnMut", "AsyncFnOnce"];
    matches!(bound, TypeParamBound::Trait(bound)
        if bound.path.segments.last().is_some_and(|last| TRAITS.iter().any(|name| last.ident == name)))
}

/// The first place where a return type borrows: a `&` or a lifetime that is not `'static`.
pub(crate) fn borrow(ty: &Type) -> Option<TokenStream> {
    fn is_tick(token: Option<&TokenTree>) -> bool {
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == '\'')
    }
    fn search(tokens: TokenStream) -> Option<TokenStream> {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => {
                    if let Some(found) = search(group.stream()) {
                        return Some(found);
                    }
                }
                // A `'` and its name are two tokens; `&'static` is `&`, `'`, `static`.
                TokenTree::Punct(punct) if punct.as_char() == '&' && !is_tick(tokens.peek()) => {
                    return Some(TokenTree::Punct(punct).into_token_stream());
                }
                TokenTree::Punct(punct) if punct.as_char() == '\'' => match tokens.next() {
                    Some(TokenTree::Ident(name)) if name != "static" => {
                        return Some([TokenTree::Punct(punct), TokenTree::Ident(name)].into_iter().collect());
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        None
    }
    // Higher-ranked and function-pointer types name lifetimes of their own, but those do not serialise anyway.
    search(ty.to_token_stream())
}

/// The first place of a word such as `impl` or `Self`.
pub(crate) fn word(tokens: impl ToTokens, word: &str) -> Option<TokenTree> {
    fn search(tokens: TokenStream, word: &str) -> Option<TokenTree> {
        tokens.into_iter().find_map(|token| match token {
            TokenTree::Group(group) => search(group.stream(), word),
            TokenTree::Ident(ref ident) if ident == word => Some(token),
            _ => None,
        })
    }
    search(tokens.to_token_stream(), word)
}

/// A type, or an expression, as a person writes it: tokens with the spaces that rustfmt would leave.
pub(crate) fn pretty(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    write(tokens.to_token_stream(), &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    // Whether a value stands before: then an operator is binary.
    let mut after_value = false;
    let mut within_operator = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => (" { ", " }"),
                    Delimiter::None => ("", ""),
                };
                if text.ends_with("'static") || text.ends_with("mut") || text.ends_with("dyn") {
                    text.push(' ');
                }
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
                after_value = true;
            }
            TokenTree::Punct(punct) => {
                let (sign, joint) = (punct.as_char(), punct.spacing() == Spacing::Joint);
                let spaced = match sign {
                    ',' | ';' => {
                        text.push(sign);
                        if tokens.peek().is_some() {
                            text.push(' ');
                        }
                        after_value = false;
                        continue;
                    }
                    '+' | '-' | '*' | '/' | '%' | '=' | '&' | '|' | '^' => after_value || within_operator,
                    '>' => within_operator,
                    _ => false,
                };
                if spaced && !within_operator {
                    text.push(' ');
                }
                if sign == '\'' && after_value {
                    text.push(' ');
                }
                text.push(sign);
                within_operator = spaced && joint;
                if spaced && !joint {
                    text.push(' ');
                }
                after_value = sign == '>' && !spaced;
            }
            token => {
                if after_value && text.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '}')) {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
                after_value = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::pretty;

    #[test]
    fn spaces_go_where_rustfmt_puts_them_and_literals_stay() {
        assert_eq!(pretty(quote!(Option<&'static [u8]>)), "Option<&'static [u8]>");
        assert_eq!(pretty(quote!(f("a , b :: < c", 1))), "f(\"a , b :: < c\", 1)");
        for text in [
            "BTreeMap<String, Vec<u8>>",
            "<T as Iterator>::Item",
            "[u8; 4]",
            "(u8,)",
            "&'a mut dyn Fn(u8) -> u8",
            "Box<dyn Error + Send + 'static>",
            "*const u8",
            "Duration::from_secs(3)",
            "-1 + a * b",
            "panic!(\"x\")",
            "if a == b { 1 } else { 2 }",
            "0..=9",
        ] {
            let tokens: proc_macro2::TokenStream = text.parse().unwrap();
            assert_eq!(pretty(tokens), text);
        }
    }
}
