//! Splits a JSON object into the raw text of its members, without building anything.
//!
//! Grammar: RFC 8259. Scalars and nested values are only delimited here; `serde_json` validates each piece when the
//! piece is read, so nothing that is not JSON passes through a call.

use std::borrow::Cow;

/// A member's name: borrowed unless it was written with escapes.
pub(crate) type Key<'a> = Cow<'a, str>;

/// The text of one value, delimited but not validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raw<'a> {
    text: &'a str,
    /// A string without escapes: what stands between the quotes is its value.
    plain: bool,
}

impl<'a> Raw<'a> {
    /// The JSON.
    #[inline]
    pub fn text(self) -> &'a str {
        self.text
    }

    /// The value of a string that can be lent as it stands.
    #[inline]
    pub(crate) fn plain(self) -> Option<&'a str> {
        if self.plain { self.text.get(1..self.text.len() - 1) } else { None }
    }
}

/// Why a text is not an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) expected: &'static str,
    /// In bytes, from the start of the text.
    pub(crate) offset: usize,
}

impl SyntaxError {
    pub(crate) fn describe(self) -> String {
        format!("expected {} at offset {}", self.expected, self.offset)
    }
}

/// A text that begins with an object.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    text: &'a str,
    /// The object is the last member of another one, whose end is the text's end. So a request is walked over once: its
    /// parameters are split where they stand.
    last_member: bool,
}

impl<'a> Object<'a> {
    /// A text that is one object.
    pub(crate) fn whole(text: &'a str) -> Self {
        Self { text, last_member: false }
    }

    /// A text from an object, the last member of another one, to the end of that.
    pub(crate) fn last_member(text: &'a str) -> Self {
        Self { text, last_member: true }
    }

    pub(crate) fn is_null(self) -> bool {
        self.text == "null"
    }
}

/// A pull parser over the members of one object.
pub(crate) struct Members<'a> {
    text: &'a str,
    at: usize,
    state: State,
    last_member: bool,
}

#[derive(PartialEq)]
enum State {
    Start,
    First,
    Next,
    End,
}

impl<'a> Members<'a> {
    #[inline]
    pub(crate) fn of(object: Object<'a>) -> Self {
        let Object { text, last_member } = object;
        Self { text, at: 0, state: State::Start, last_member }
    }

    /// The next member, or `None` after the closing brace and the end of the text.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<(Key<'a>, Raw<'a>)>, SyntaxError> {
        match self.next_key()? {
            Some(key) => Ok(Some((key, self.value()?))),
            None => Ok(None),
        }
    }

    /// The next member's name; its [`value`](Self::value) has to be taken before the next one.
    #[inline]
    pub(crate) fn next_key(&mut self) -> Result<Option<Key<'a>>, SyntaxError> {
        if self.state == State::End {
            return Ok(None);
        }
        if self.state == State::Start {
            self.skip_space();
            self.expect(b'{', "an object")?;
            self.state = State::First;
        }
        self.skip_space();
        match self.peek() {
            Some(b'}') => {
                self.at += 1;
                self.finish()?;
                return Ok(None);
            }
            Some(b',') if self.state == State::Next => {
                self.at += 1;
                self.skip_space();
            }
            Some(_) if self.state == State::First => {}
            _ => return self.fail("`,` or `}`"),
        }
        self.state = State::Next;
        let key = self.key()?;
        self.skip_space();
        self.expect(b':', "`:`")?;
        self.skip_space();
        Ok(Some(key))
    }

    /// The value behind the name.
    #[inline]
    pub(crate) fn value(&mut self) -> Result<Raw<'a>, SyntaxError> {
        let start = self.at;
        let plain = self.skip_value()?;
        Ok(Raw { text: &self.text[start..self.at], plain })
    }

    /// The value behind the name, if it is an object, taken for the last member: not looked at, and the parser is done.
    #[inline]
    pub(crate) fn last_object(&mut self) -> Option<Object<'a>> {
        if self.peek() != Some(b'{') {
            return None;
        }
        self.state = State::End;
        Some(Object::last_member(&self.text[self.at..]))
    }

    fn finish(&mut self) -> Result<(), SyntaxError> {
        self.skip_space();
        if self.last_member {
            self.expect(b'}', "the end of the request")?;
            self.skip_space();
        }
        self.state = State::End;
        if self.at == self.text.len() { Ok(()) } else { self.fail("the end of the text") }
    }

    #[inline]
    fn key(&mut self) -> Result<Key<'a>, SyntaxError> {
        if self.peek() != Some(b'"') {
            return self.fail("a name in quotes");
        }
        let start = self.at;
        if self.skip_string()? {
            let Ok(key) = serde_json::from_str(&self.text[start..self.at]) else {
                self.at = start;
                return self.fail("a name with valid escapes");
            };
            return Ok(Cow::Owned(key));
        }
        Ok(Cow::Borrowed(&self.text[start + 1..self.at - 1]))
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    #[inline]
    fn expect(&mut self, byte: u8, expected: &'static str) -> Result<(), SyntaxError> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            self.fail(expected)
        }
    }

    #[cold]
    fn fail<T>(&self, expected: &'static str) -> Result<T, SyntaxError> {
        Err(SyntaxError { expected, offset: self.at })
    }

    /// Stands on the opening quote, goes behind the closing one; says whether there was an escape.
    #[inline]
    fn skip_string(&mut self) -> Result<bool, SyntaxError> {
        match string_end(self.text.as_bytes(), self.at + 1) {
            Ok((end, escaped)) => {
                self.at = end;
                Ok(escaped)
            }
            Err(offset) => {
                self.at = offset;
                self.fail("a character of a string")
            }
        }
    }

    /// Goes behind a value; says whether it is a string without escapes.
    #[inline]
    fn skip_value(&mut self) -> Result<bool, SyntaxError> {
        match self.peek() {
            Some(b'"') => self.skip_string().map(|escaped| !escaped),
            Some(b'{' | b'[') => self.skip_nested().map(|()| false),
            _ => self.skip_scalar().map(|()| false),
        }
    }

    #[inline]
    fn skip_scalar(&mut self) -> Result<(), SyntaxError> {
        let rest = &self.text.as_bytes()[self.at..];
        let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r');
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        self.at += length;
        if length == 0 { self.fail("a value") } else { Ok(()) }
    }

    /// Iterative, so that depth costs no stack. Mismatched brackets are left to `serde_json`.
    fn skip_nested(&mut self) -> Result<(), SyntaxError> {
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        loop {
            let rest = &bytes[self.at..];
            let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']')) else {
                self.at = bytes.len();
                return self.fail("a closing bracket");
            };
            self.at += length;
            match bytes[self.at] {
                b'"' => {
                    self.skip_string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                _ => depth -= 1,
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }
}

/// From behind an opening quote: the place behind the closing one, and whether there was an escape on the way; or the
/// place of what is no character of a string.
#[inline]
fn string_end(bytes: &[u8], mut at: usize) -> Result<(usize, bool), usize> {
    let mut escaped = false;
    loop {
        // Eight bytes at a time, until one of them is special.
        while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let special = special_bytes(u64::from_le_bytes(*chunk));
            if special != 0 {
                at += special.trailing_zeros() as usize / 8;
                break;
            }
            at += 8;
        }
        match bytes.get(at) {
            Some(b'"') => return Ok((at + 1, escaped)),
            Some(b'\\') => {
                escaped = true;
                at += 2;
            }
            Some(0x20..) => at += 1,
            _ => return Err(at.min(bytes.len())),
        }
    }
}

/// The high bit of each byte that is a quote, a backslash or a control character. A byte above the first such one may
/// be marked wrongly, as a subtraction borrows upwards; so only the lowest mark is looked at.
#[inline]
fn special_bytes(chunk: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let below = |chunk: u64, limit: u8| chunk.wrapping_sub(ONES * u64::from(limit)) & !chunk;
    let control = below(chunk, 0x20);
    let quote = below(chunk ^ (ONES * u64::from(b'"')), 1);
    let backslash = below(chunk ^ (ONES * u64::from(b'\\')), 1);
    (control | quote | backslash) & HIGH
}

#[cfg(test)]
mod tests;
