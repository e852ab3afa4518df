//! What stands before the invocations of a host: a budget, or anything else that may say no.

use std::fmt;
use std::time::{Duration, SystemTime};

/// How much an operation is worth where not all of them can be served.
///
/// `priority = ".."` in the annotation says it. Where it does not, a directive or a request of Alexa is critical, since
/// somebody waits for a light; a schedule is background work; and the rest is normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// `background`: it can as well be done another day. Refused first.
    Background,
    /// `normal`
    Normal,
    /// `critical`: refused last, when nothing is left.
    Critical,
}

impl Priority {
    /// The name in an annotation.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::Normal => "normal",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Lets the invocations of a host begin, or not, and learns what they cost.
///
/// A host asks twice. Before it looks at an event it calls [`guard`](Self::guard), which has to count every invocation, also
/// one that nothing answers. And where it knows which operation is meant, it asks whether that is
/// [shed](Self::sheds).
pub trait Guard: Send + Sync + 'static {
    /// Does `work`, unless it may not begin: then `work` is dropped, and nothing of it has happened.
    ///
    /// The invocation's [`Context`](crate::Context) is the current one. A future that is dropped has been as expensive as it could be.
    fn guard<F: Future<Output: Send> + Send>(&self, work: F)
    -> impl Future<Output = Result<F::Output, Refused>> + Send;

    /// What is left to do when the answer is on its way: nobody waits for it but the next event. `followed` is how long it
    /// took what the program had to do after the answer, which is billed too.
    fn settle(&self, followed: Duration) -> impl Future<Output = ()> + Send {
        let _ = followed;
        async {}
    }

    /// Whether an operation of this priority is to be left out of an invocation that has begun, and why.
    fn sheds(&self, priority: Priority) -> Option<Refused>;
}

/// An invocation that may not begin, or an operation that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// For the log: what is used up, in a sentence without a full stop.
    pub why: &'static str,
    /// From when on it may be worth another try, if that is known.
    pub until: Option<SystemTime>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)
    }
}

impl std::error::Error for Refused {}

/// No guard: every invocation begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unguarded;

impl Guard for Unguarded {
    async fn guard<F: Future<Output: Send> + Send>(&self, work: F) -> Result<F::Output, Refused> {
        Ok(work.await)
    }

    fn sheds(&self, _priority: Priority) -> Option<Refused> {
        None
    }
}

impl<T: Guard> Guard for &'static T {
    fn guard<F: Future<Output: Send> + Send>(
        &self,
        work: F,
    ) -> impl Future<Output = Result<F::Output, Refused>> + Send {
        (**self).guard(work)
    }

    fn settle(&self, followed: Duration) -> impl Future<Output = ()> + Send {
        (**self).settle(followed)
    }

    fn sheds(&self, priority: Priority) -> Option<Refused> {
        (**self).sheds(priority)
    }
}
