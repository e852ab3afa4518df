//! `app ops`: a table of what can be called.

use gateway_runtime::{Gateway as _, OperationDescription};

use crate::gateway::Gateway;

/// A line per operation, a paragraph per interface.
pub(super) fn table() -> String {
    let heading = ["OPERATION", "PARAMETERS (? optional)", "WHAT IT DOES"].map(str::to_owned);
    let mut rows: Vec<Vec<[String; 3]>> = vec![vec![heading]];
    for interface in Gateway::catalogue().describe().interfaces {
        rows.push(interface.operations.iter().map(|operation| row(interface.name, operation)).collect());
    }
    let width = |column: usize| {
        let cells = rows.iter().flatten().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let (first, second) = (width(0), width(1));
    let paragraphs: Vec<String> = rows
        .iter()
        .filter(|rows| !rows.is_empty())
        .map(|rows| {
            let lines = rows.iter().map(|[name, params, summary]| {
                let line = format!("{name:first$}  {params:second$}  {summary}");
                line.trim_end().to_owned()
            });
            lines.collect::<Vec<_>>().join("\n")
        })
        .collect();
    paragraphs.join("\n\n")
}

fn row(interface: &str, operation: &OperationDescription) -> [String; 3] {
    let params: Vec<_> = operation
        .params
        .iter()
        .map(|param| format!("{}{}", param.name, if param.required { "" } else { "?" }))
        .collect();
    [format!("{interface} {}", operation.name), params.join(" "), first_sentence(operation.docs)]
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
    use super::first_sentence;

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
