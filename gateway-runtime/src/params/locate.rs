//! From a position in a JSON text to the path of the value there.
//!
//! `serde_json` says where an error is by line and column. Walking the text to that place costs nothing until there is
//! an error, and nothing per type, unlike a deserializer that records its path.

use crate::error::shorten;

/// The path, such as `items[2].name`, of the innermost value that reaches to the position; empty for the whole text.
pub(crate) fn path_at(text: &str, line: usize, column: usize) -> String {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut walk = Walk { bytes: text.as_bytes(), at: 0, end: start + column, path: Vec::new() };
    walk.value();
    walk.path.into_iter().fold(String::new(), |path, step| match step {
        Step::Index(index) => format!("{path}[{index}]"),
        Step::Name(name) if path.is_empty() => shorten(&name),
        Step::Name(name) => format!("{path}.{}", shorten(&name)),
    })
}

enum Step {
    Index(usize),
    Name(String),
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The position of the error: the last byte that was read.
    end: usize,
    path: Vec<Step>,
}

impl Walk<'_> {
    /// Follows open brackets iteratively; a closed value is taken off the path again.
    fn value(&mut self) {
        // For each open bracket: whether it is an array.
        let mut open: Vec<bool> = Vec::new();
        while self.at < self.end.min(self.bytes.len()) {
            let byte = self.bytes[self.at];
            self.at += 1;
            match byte {
                // An error on the bracket itself is the whole value's.
                b'[' if self.at < self.end => {
                    open.push(true);
                    self.path.push(Step::Index(0));
                }
                b'{' if self.at < self.end => {
                    open.push(false);
                    self.path.push(Step::Name(String::new()));
                }
                b']' | b'}' => {
                    self.path.pop();
                    open.pop();
                }
                b',' => match (open.last(), self.path.last_mut()) {
                    (Some(true), Some(Step::Index(index))) if self.at < self.end => *index += 1,
                    (Some(false), Some(Step::Name(name))) if self.at < self.end => name.clear(),
                    _ => {}
                },
                b'"' => {
                    let start = self.at - 1;
                    self.string();
                    let is_name = self.follows_name(start);
                    if let (Some(Step::Name(name)), true) = (self.path.last_mut(), is_name) {
                        *name = serde_json::from_slice(&self.bytes[start..self.at]).unwrap_or_default();
                    }
                }
                _ => {}
            }
        }
        // An object whose member has no name yet: the error is the object's own.
        if let Some(Step::Name(name)) = self.path.last()
            && name.is_empty()
        {
            self.path.pop();
        }
    }

    /// Whether the string that began at `start` stands where a member's name does.
    fn follows_name(&self, start: usize) -> bool {
        let before = self.bytes[..start].iter().rfind(|byte| !byte.is_ascii_whitespace());
        matches!(before, Some(b'{' | b','))
    }

    fn string(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                return;
            }
        }
        self.at = self.at.min(self.bytes.len());
    }
}
