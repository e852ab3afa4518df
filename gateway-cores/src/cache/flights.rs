//! The computations in progress, so that a `clear` also reaches the results that are not stored yet.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::entry::Key;

/// The flights that may still store what they compute.
#[derive(Default)]
pub(super) struct Flights(Mutex<Open>);

#[derive(Default)]
struct Open {
    next: u64,
    /// By number and not by key: a key that is set and removed meanwhile may have two flights.
    keys: HashMap<u64, Key>,
}

impl Flights {
    /// A flight sets out: it may store its result until a `clear` names its key.
    pub(super) fn depart(&self, key: &Key) -> Permit<'_> {
        let mut open = self.lock();
        let number = open.next;
        open.next += 1;
        open.keys.insert(number, key.clone());
        Permit { flights: self, number }
    }

    /// Takes the permit from the flights whose key is doomed.
    pub(super) fn revoke(&self, doomed: impl Fn(&Key) -> bool) {
        self.lock().keys.retain(|_, key| !doomed(key));
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one flight holds while it computes.
pub(super) struct Permit<'a> {
    flights: &'a Flights,
    number: u64,
}

impl Permit<'_> {
    /// Stores the result, unless the permit was revoked. A revocation waits until it is stored, and who revokes
    /// before removing what is stored misses nothing.
    pub(super) fn store(self, store: impl FnOnce()) {
        let open = self.flights.lock();
        if open.keys.contains_key(&self.number) {
            store();
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.flights.lock().keys.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revocation_comes_before_or_after_storing_but_never_between() {
        let flights = Flights::default();
        let key = |name: &str| Key { tenant: None, name: name.into() };
        let (kept, revoked) = (flights.depart(&key("a")), flights.depart(&key("b")));
        flights.revoke(|key| &*key.name == "b");
        let mut stored = false;
        kept.store(|| stored = flights.0.try_lock().is_err());
        assert!(stored);
        revoked.store(|| panic!("it was revoked"));
        assert!(flights.lock().keys.is_empty());
    }
}
