//! What generated code checks while the user's crate is compiled.
//!
//! A panic in a `const` is a compile error at the span that the macro chose; `#[track_caller]` keeps the functions in
//! between out of it. `format!` is not const, so the text is put together in a fixed buffer.

mod triggers;

pub use triggers::{distinct_triggers, trigger_slots};

use crate::interface::Interface;
use crate::operation::OperationInfo;

/// Text that is put together at compile time.
struct Message {
    bytes: [u8; 512],
    length: usize,
}

impl Message {
    const fn new() -> Self {
        Self { bytes: [0; 512], length: 0 }
    }

    const fn push(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        let mut index = 0;
        while index < text.len() && self.length < self.bytes.len() {
            self.bytes[self.length] = text[index];
            self.length += 1;
            index += 1;
        }
        self
    }

    #[track_caller]
    const fn panic(&self) -> ! {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => panic!("{}", text),
            Err(_) => panic!("a name is not what the gateway expects"),
        }
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// An operation stands in the list of the interface that its annotation names.
///
/// # Panics
/// At compile time, if not.
#[track_caller]
pub const fn belongs(operation: &OperationInfo, listed: &str, id: u64) {
    // After an error in the annotation there is nothing to compare.
    if operation.interface_id != id && operation.interface_id != 0 {
        let annotated = operation.interface;
        Message::new()
            .push("operation `")
            .push(operation.name)
            .push("` is annotated `interface = \"")
            .push(annotated)
            .push("\"` but listed in interface `")
            .push(listed)
            .push("`\nhelp: write `interface = \"")
            .push(listed)
            .push("\"`, or move it to the other list")
            .panic();
    }
}

/// An interface is listed under its own name, or renamed on purpose.
///
/// # Panics
/// At compile time, if not.
#[track_caller]
pub const fn named(path: &str, own: &str, expected: &str) {
    if !same(own, expected) {
        Message::new()
            .push("module `")
            .push(path)
            .push("` holds the interface `")
            .push(own)
            .push("`\nhelp: write `")
            .push(path)
            .push(" as ")
            .push(own)
            .push("`")
            .panic();
    }
}

/// An interface of a gateway, under its name there.
#[derive(Clone, Copy)]
pub struct Listed {
    pub name: &'static str,
    pub wrappers: &'static [&'static str],
    /// See [`Interface::WRAPPER_IDS`].
    pub wrapper_ids: &'static [u64],
    pub operations: &'static [&'static OperationInfo],
}

impl Listed {
    pub const fn of<I: Interface>(name: &'static str) -> Self {
        Self { name, wrappers: I::WRAPPERS, wrapper_ids: I::WRAPPER_IDS, operations: I::OPERATIONS }
    }
}

/// How many slots [`distinct`] needs: enough for every wrapper of the interfaces to find a free one soon.
pub const fn slots(interfaces: &[Listed]) -> usize {
    let (mut sum, mut index) = (1, 0);
    while index < interfaces.len() {
        sum += 2 * interfaces[index].wrapper_ids.len();
        index += 1;
    }
    sum
}

/// No two interfaces of a gateway have a wrapper of one name.
///
/// # Panics
/// At compile time, if two have.
#[track_caller]
pub const fn distinct<const SLOTS: usize>(interfaces: &[Listed]) {
    let mut seen = Ids::<SLOTS>::new();
    let mut index = 0;
    while index < interfaces.len() {
        let ids = interfaces[index].wrapper_ids;
        let mut wrapper = 0;
        while wrapper < ids.len() {
            if !seen.add(ids[wrapper]) {
                // Names it, unless two different names have one number.
                compare_all(interfaces);
                return;
            }
            wrapper += 1;
        }
        index += 1;
    }
}

/// A hash table of the numbers that the macros make of names. The compiler runs this, a thousand times slower than the
/// machine would: so nothing here compares texts, or sorts.
struct Ids<const SLOTS: usize>([u64; SLOTS]);

impl<const SLOTS: usize> Ids<SLOTS> {
    const fn new() -> Self {
        Self([0; SLOTS])
    }

    /// Whether it was not there yet. Half of the slots at least have to stay free.
    const fn add(&mut self, id: u64) -> bool {
        // Zero is a free slot.
        let id = id | 1;
        #[expect(clippy::cast_possible_truncation, reason = "any slot will do to begin at")]
        let mut slot = id as usize % SLOTS;
        while self.0[slot] != 0 {
            if self.0[slot] == id {
                return false;
            }
            slot = (slot + 1) % SLOTS;
        }
        self.0[slot] = id;
        true
    }
}

#[track_caller]
const fn compare_all(interfaces: &[Listed]) {
    let mut a = 0;
    while a < interfaces.len() {
        let mut b = a + 1;
        while b < interfaces.len() {
            meet(interfaces[a], interfaces[b]);
            b += 1;
        }
        a += 1;
    }
}

#[track_caller]
const fn meet(a: Listed, b: Listed) {
    let mut i = 0;
    while i < a.wrappers.len() {
        let mut j = 0;
        while j < b.wrappers.len() {
            if same(a.wrappers[i], b.wrappers[j]) {
                Message::new()
                    .push("the interfaces `")
                    .push(a.name)
                    .push("` and `")
                    .push(b.name)
                    .push("` both have a wrapper `")
                    .push(a.wrappers[i])
                    .push("`\nhelp: list the operation `as` another name in one of them")
                    .panic();
            }
            j += 1;
        }
        i += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Listed, distinct, slots};

    const fn listed(name: &'static str, wrappers: &'static [&'static str], wrapper_ids: &'static [u64]) -> Listed {
        Listed { name, wrappers, wrapper_ids, operations: &[] }
    }

    const A: Listed = listed("a", &["one", "two"], &[4, 9]);

    #[test]
    fn names_of_one_number_are_told_apart() {
        distinct::<{ slots(&[A, A]) }>(&[A, listed("b", &["three"], &[9])]);
    }

    #[test]
    #[should_panic(expected = "the interfaces `a` and `b` both have a wrapper `two`")]
    fn names_that_are_the_same_are_found() {
        distinct::<{ slots(&[A, A]) }>(&[A, listed("b", &["three", "two"], &[7, 9])]);
    }
}
