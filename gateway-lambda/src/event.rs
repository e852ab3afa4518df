//! The event of an invocation.

use std::fmt;

use bytes::Bytes;

/// What Lambda sent, byte for byte, parsed by nobody yet.
///
/// It derefs to nothing and prints only its size: an event may hold secrets, so none may reach a log by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Event(Bytes);

impl Event {
    /// The bytes: JSON, unless the sender was wrong.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl<T: Into<Bytes>> From<T> for Event {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event({} bytes)", self.0.len())
    }
}
