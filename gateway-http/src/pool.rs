//! Connections that wait for their next request.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::connection::Connection;
use crate::url::Origin;

/// How long a connection may wait: less than the 75 s and 65 s after which common servers close theirs.
const IDLE_LIMIT: Duration = Duration::from_mins(1);

/// How many connections wait at most, whomever they are to. The one that waits longest goes first.
const CAPACITY: usize = 32;

struct Idle {
    origin: Origin,
    connection: Connection,
    /// By the wall clock: the monotonic one stands still while the environment is frozen, and the peer's does not.
    since: SystemTime,
}

/// The idle connections of a client, the latest last. A few: to go through them is cheaper than to hash.
#[derive(Default)]
pub(crate) struct Pool(Mutex<Vec<Idle>>);

impl Pool {
    /// The connection to an origin that was used last. All that have waited too long are closed.
    pub(crate) fn take(&self, origin: &Origin, now: SystemTime) -> Option<Connection> {
        let mut idle = self.lock();
        // A clock that was set back says nothing of how long a connection has waited.
        idle.retain(|idle| now.duration_since(idle.since).is_ok_and(|waited| waited < IDLE_LIMIT));
        let place = idle.iter().rposition(|idle| idle.origin == *origin)?;
        Some(idle.remove(place).connection)
    }

    pub(crate) fn put(&self, origin: Origin, connection: Connection, now: SystemTime) {
        let mut idle = self.lock();
        if idle.len() == CAPACITY {
            idle.remove(0);
        }
        idle.push(Idle { origin, connection, since: now });
    }

    pub(crate) fn len(&self) -> usize {
        self.lock().len()
    }

    /// Nothing panics while it holds the lock, so a poisoned one is intact.
    fn lock(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
