//! The event of an invocation.

use std::fmt;

use bytes::Bytes;

use crate::serving::Serving;

/// What Lambda sent, byte for byte, parsed by nobody yet.
///
/// It derefs to nothing and prints only its size: an event may hold secrets, so none may reach a log by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Event(Bytes);

impl Event {
    /// The event that the current invocation answers, for an operation that passes it on as it came. `None` where a
    /// [`Dispatcher`](crate::Dispatcher) has led none to the operation: in a typed call, in a call from the console.
    ///
    /// ```
    /// use gateway_lambda::Event;
    ///
    /// assert_eq!(Event::current(), None);
    /// ```
    pub fn current() -> Option<Self> {
        Serving::event()
    }

    /// The bytes themselves, shared.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }

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
