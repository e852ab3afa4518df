//! `app ops`: a table of what can be called.

use gateway_runtime::{Gateway as _, OperationDescription};

use crate::gateway::Gateway;

/// Narrower than this, a column is not worth it.
const NARROW: usize = 24;

/// A paragraph per interface: an operation, what it takes, what calls it from outside, what it does. The last is wrapped
/// where the terminal has so many columns.
pub(super) fn table(terminal: Option<usize>) -> String {
    let heading = ["OPERATION", "PARAMETERS (? optional)", "CALLED BY", "WHAT IT DOES"].map(str::to_owned);
    let mut paragraphs = vec![vec![heading]];
    for interface in Gateway::catalogue().describe().interfaces {
        paragraphs.push(interface.operations.iter().map(|operation| row(interface.name, operation)).collect());
    }
    paragraphs.retain(|rows| !rows.is_empty());
    layout(&paragraphs, terminal)
}

fn layout(paragraphs: &[Vec<[String; 4]>], terminal: Option<usize>) -> String {
    let width = |column: usize| {
        let cells = paragraphs.iter().flatten().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let (first, second, third) = (width(0), width(1), width(2));
    let before = first + second + third + 6;
    let left = terminal.map(|columns| columns.saturating_sub(before)).filter(|left| *left >= NARROW);
    let lines = |[name, params, triggers, summary]: &[String; 4]| {
        if let (Some(columns), None) = (terminal, left) {
            let facts = [name, params, triggers].into_iter().filter(|fact| !fact.is_empty());
            let facts = facts.map(String::as_str).collect::<Vec<_>>().join("  ");
            let indented = wrap(summary, columns.saturating_sub(4).max(NARROW)).join("\n    ");
            return format!("{facts}\n    {indented}").trim_end().to_owned();
        }
        let summary = left.map_or_else(|| vec![summary.clone()], |left| wrap(summary, left));
        let summary = summary.join(&format!("\n{:before$}", ""));
        let line = format!("{name:first$}  {params:second$}  {triggers:third$}  {summary}");
        line.trim_end().to_owned()
    };
    let paragraphs = paragraphs.iter().map(|rows| rows.iter().map(lines).collect::<Vec<_>>().join("\n"));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// Lines of at most so many columns, where no word is longer.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn row(interface: &str, operation: &OperationDescription) -> [String; 4] {
    let params: Vec<_> = operation
        .params
        .iter()
        .map(|param| format!("{}{}", param.name, if param.required { "" } else { "?" }))
        .collect();
    let triggers: Vec<_> = operation.triggers.iter().map(|trigger| shown(trigger)).collect();
    let name = format!("{interface} {}", operation.name);
    [name, params.join(" "), triggers.join(", "), first_sentence(operation.docs)]
}

/// A trigger as it is written, less what everybody knows: `http = "GET /orders"` is `GET /orders`.
fn shown(trigger: &str) -> String {
    let value = trigger.split_once(" = ").map_or(trigger, |(_, value)| value);
    value.trim_matches('"').to_owned()
}

fn first_sentence(docs: &str) -> String {
    let lines = docs.trim().lines().map(str::trim).take_while(|line| !line.is_empty());
    let mut paragraph = lines.collect::<Vec<_>>().join(" ");
    let mut in_code = false;
    let end = paragraph.match_indices(['`', '.']).find(|(at, mark)| {
        in_code ^= *mark == "`";
        !in_code && paragraph[*at..].starts_with(". ")
    });
    if let Some((end, _)) = end {
        paragraph.truncate(end + 1);
    }
    paragraph
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, layout, shown};

    fn table(terminal: Option<usize>) -> String {
        let row = |cells: [&str; 4]| cells.map(str::to_owned);
        let notes = row(["notes read", "name", "GET /notes/{name}", "Reads a note of this name, or none."]);
        layout(&[vec![row(["OPERATION", "TAKES", "CALLED BY", "WHAT IT DOES"])], vec![notes]], terminal)
    }

    #[test]
    fn what_an_operation_does_is_wrapped_to_the_terminal() {
        assert_eq!(
            table(None),
            "OPERATION   TAKES  CALLED BY          WHAT IT DOES\n\n\
             notes read  name   GET /notes/{name}  Reads a note of this name, or none."
        );
        assert_eq!(
            table(Some(64)),
            "OPERATION   TAKES  CALLED BY          WHAT IT DOES\n\n\
             notes read  name   GET /notes/{name}  Reads a note of this name,\n\
             \x20                                     or none."
        );
        assert_eq!(
            table(Some(40)),
            "OPERATION  TAKES  CALLED BY\n    WHAT IT DOES\n\n\
             notes read  name  GET /notes/{name}\n    Reads a note of this name, or none."
        );
        for terminal in 1..100 {
            let longest = table(Some(terminal)).lines().map(|line| line.chars().count()).max();
            assert!(longest <= Some(terminal.max(36)), "{terminal}");
        }
    }

    #[test]
    fn a_trigger_is_shown_without_what_everybody_knows() {
        assert_eq!(shown("http = \"GET /notes/{name}\""), "GET /notes/{name}");
        assert_eq!(shown("alexa = \"Alexa.*\""), "Alexa.*");
        assert_eq!(shown("direct"), "direct");
    }

    #[test]
    fn a_sentence_may_span_lines_and_ends_with_its_paragraph() {
        assert_eq!(first_sentence(" Reads a\n note. Then\n more."), "Reads a note.");
        assert_eq!(first_sentence(" Reads\n\n More."), "Reads");
        assert_eq!(first_sentence(""), "");
    }

    #[test]
    fn a_full_stop_inside_code_ends_nothing() {
        assert_eq!(first_sentence("Up to 255 of `A-Z : . /`. `*` is more."), "Up to 255 of `A-Z : . /`.");
    }
}
