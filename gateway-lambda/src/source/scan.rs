//! A scanner over the members of objects, in bytes, that validates no more than it needs to find its way.
//!
//! It reads each byte at most once, on no stack but its caller's, and allocates only for a name or a text that was
//! written with escapes, which AWS never does.

use std::borrow::Cow;

use super::Source;

/// Why a walk ended before the end.
pub(super) enum Stop {
    Found(Source),
    /// It is not JSON, or nested too deeply.
    Broken,
}

/// As deep as `serde_json` builds values: what is nested deeper could not be read by an operation.
const MAX_DEPTH: usize = 127;

#[derive(Clone, Copy)]
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Walks over the object that stands here. `visit` is given each name, and may take the value; it is skipped else.
    #[inline]
    pub(super) fn members(&mut self, mut visit: impl FnMut(&mut Self, &[u8]) -> Result<(), Stop>) -> Result<(), Stop> {
        self.expect(b'{')?;
        if self.peek_token() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.skip_space();
            let name = self.string()?;
            self.expect(b':')?;
            self.skip_space();
            let value = self.at;
            visit(self, &name)?;
            if self.at == value {
                self.skip_value()?;
            }
            match self.peek_token() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(Stop::Broken),
            }
        }
    }

    /// As [`members`](Self::members), and whether it was an object; anything else stays where it is.
    #[inline]
    pub(super) fn members_if_object(
        &mut self,
        visit: impl FnMut(&mut Self, &[u8]) -> Result<(), Stop>,
    ) -> Result<bool, Stop> {
        let is_object = self.peek_token() == Some(b'{');
        if is_object {
            self.members(visit)?;
        }
        Ok(is_object)
    }

    /// Goes to the first element, if an array stands here.
    pub(super) fn enter_array(&mut self) -> bool {
        let is_array = self.peek_token() == Some(b'[');
        self.at += usize::from(is_array);
        is_array
    }

    /// Takes the text that stands here; `None` if something else does.
    #[inline]
    pub(super) fn text(&mut self) -> Result<Option<Cow<'a, [u8]>>, Stop> {
        if self.peek_token() == Some(b'"') { self.string().map(Some) } else { Ok(None) }
    }

    #[inline]
    fn peek_token(&mut self) -> Option<u8> {
        self.skip_space();
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), Stop> {
        if self.peek_token() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(Stop::Broken)
        }
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    #[inline]
    fn string(&mut self) -> Result<Cow<'a, [u8]>, Stop> {
        let start = self.at;
        if self.skip_string()? {
            return unescaped(&self.bytes[start..self.at]).map(Cow::Owned);
        }
        Ok(Cow::Borrowed(&self.bytes[start + 1..self.at - 1]))
    }

    /// Says whether there was an escape.
    #[inline]
    fn skip_string(&mut self) -> Result<bool, Stop> {
        if self.bytes.get(self.at) != Some(&b'"') {
            return Err(Stop::Broken);
        }
        self.at += 1;
        let mut escaped = false;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let Some(length) = quote_or_escape(rest) else { return Err(Stop::Broken) };
            self.at += length + 1;
            if rest[length] == b'"' {
                return Ok(escaped);
            }
            escaped = true;
            self.at += 1;
        }
    }

    fn skip_value(&mut self) -> Result<(), Stop> {
        match self.bytes.get(self.at) {
            Some(b'"') => self.skip_string().map(drop),
            Some(b'{' | b'[') => self.skip_nested(),
            _ => self.skip_scalar(),
        }
    }

    fn skip_scalar(&mut self) -> Result<(), Stop> {
        let start = self.at;
        while let Some(b'0'..=b'9' | b'a'..=b'z' | b'+' | b'-' | b'.' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
        }
        if self.at == start { Err(Stop::Broken) } else { Ok(()) }
    }

    /// Iterative, so that depth costs no stack. Whether brackets match is left to whoever decodes.
    fn skip_nested(&mut self) -> Result<(), Stop> {
        let mut depth = 0_usize;
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.skip_string()?;
                    continue;
                }
                Some(b'{' | b'[') if depth == MAX_DEPTH => return Err(Stop::Broken),
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => depth -= 1,
                Some(_) => {}
                None => return Err(Stop::Broken),
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }
}

/// How far it is to the end of a text, or to an escape.
///
/// Most texts of an event are shorter than what it costs to call [`memchr::memchr2`]: it is asked about the others.
#[inline]
fn quote_or_escape(bytes: &[u8]) -> Option<usize> {
    const SHORT: usize = 32;
    let is_end = |byte: &u8| matches!(byte, b'"' | b'\\');
    let (words, _) = bytes[..bytes.len().min(SHORT)].as_chunks::<8>();
    let mut at = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let found = zeros(word ^ repeated(b'"')) | zeros(word ^ repeated(b'\\'));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    match bytes.len() {
        SHORT.. => memchr::memchr2(b'"', b'\\', &bytes[at..]).map(|length| at + length),
        _ => bytes[at..].iter().position(is_end).map(|length| at + length),
    }
}

const fn repeated(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The highest bit of each byte that is zero, up to the first such byte; what follows it may be wrong.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(repeated(1)) & !word & repeated(0x80)
}

#[cold]
fn unescaped(quoted: &[u8]) -> Result<Vec<u8>, Stop> {
    serde_json::from_slice::<String>(quoted).map(String::into_bytes).map_err(|_| Stop::Broken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::quote_or_escape;

    proptest! {
        #[test]
        fn the_end_of_a_text_is_its_first_quote_or_escape(bytes in prop::collection::vec(prop_oneof![9 => any::<u8>(), 1 => Just(b'"'), 1 => Just(b'\\')], 0..80)) {
            let expected = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\'));
            prop_assert_eq!(quote_or_escape(&bytes), expected);
        }
    }
}
