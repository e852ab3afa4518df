//! Which directive an event holds.

use std::borrow::Cow;

use super::Source;
use super::scan::{Scanner, Stop};

/// The namespace and the name in a directive's header. What is missing, or no text, is empty.
///
/// `directive` has been read as JSON: this walk ends with the header, which Alexa writes first.
pub(crate) fn directive_names(directive: &str) -> [Cow<'_, str>; 2] {
    let mut names = [Cow::Borrowed(""), Cow::Borrowed("")];
    // How the walk ends says no more than the names do.
    let _ = Scanner::new(directive.as_bytes()).members(|scan, member| {
        if member != b"header" {
            return Ok(());
        }
        scan.members_if_object(|scan, member| {
            let place = match member {
                b"namespace" => 0,
                b"name" => 1,
                _ => return Ok(()),
            };
            names[place] = scan.text()?.map(text).unwrap_or_default();
            Ok(())
        })?;
        Err(Stop::Found(Source::AlexaSmartHome))
    });
    names
}

fn text(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).unwrap_or_default().into(),
        Cow::Owned(bytes) => String::from_utf8(bytes).unwrap_or_default().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::directive_names;

    #[test]
    fn the_names_are_those_of_the_header() {
        for (directive, names) in [
            (r#"{"header": {"namespace": "Alexa", "name": "ReportState"}}"#, ["Alexa", "ReportState"]),
            (r#"{"payload": {"name": "x"}, "header": {"name": "n", "more": {"name": 1}}}"#, ["", "n"]),
            (r#"{"header": {"namespace": 5, "name": "\u006e"}, "name": "x"}"#, ["", "n"]),
            (r#"{"header": {"namespace": {"name": "x"}, "name": ["x"]}}"#, ["", ""]),
            (r#"{"header": "name"}"#, ["", ""]),
            ("{}", ["", ""]),
            ("[1]", ["", ""]),
            ("null", ["", ""]),
        ] {
            assert_eq!(directive_names(directive), names, "{directive}");
        }
    }
}
