//! What generated code checks while the user's crate is compiled.
//!
//! A panic in a `const` is a compile error at the span that the macro chose; `#[track_caller]` keeps the functions in
//! between out of it. `format!` is not const, so the text is put together in a fixed buffer.

mod routes;

pub use routes::{count_triggers, distinct_triggers};

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

/// How many wrappers the interfaces have: the length that [`distinct`] needs.
pub const fn count(interfaces: &[(&str, &[&str])]) -> usize {
    let (mut sum, mut index) = (0, 0);
    while index < interfaces.len() {
        sum += interfaces[index].1.len();
        index += 1;
    }
    sum
}

/// No two interfaces of a gateway have a wrapper of one name.
///
/// Sorts hashes of the names, as comparing each with each takes the compiler too long for a thousand of them.
///
/// # Panics
/// At compile time, if two have.
#[track_caller]
pub const fn distinct<const COUNT: usize>(interfaces: &[(&str, &[&str])]) {
    let mut hashes = [0_u64; COUNT];
    let (mut next, mut index) = (0, 0);
    while index < interfaces.len() {
        let mut wrapper = 0;
        while wrapper < interfaces[index].1.len() {
            hashes[next] = hash(interfaces[index].1[wrapper]);
            next += 1;
            wrapper += 1;
        }
        index += 1;
    }
    shell_sort(&mut hashes);
    let mut index = 1;
    while index < COUNT {
        if hashes[index] == hashes[index - 1] {
            // Names it, unless two different names have one hash.
            compare_all(interfaces);
            return;
        }
        index += 1;
    }
}

/// FNV-1a, 64 bits.
const fn hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let (mut hash, mut index) = (EMPTY_HASH, 0);
    while index < bytes.len() {
        hash = add_to_hash(hash, bytes[index]);
        index += 1;
    }
    hash
}

const EMPTY_HASH: u64 = 0xcbf2_9ce4_8422_2325;

const fn add_to_hash(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

const fn shell_sort(values: &mut [u64]) {
    let mut gap = 1;
    while gap < values.len() / 3 {
        gap = gap * 3 + 1;
    }
    while gap > 0 {
        let mut index = gap;
        while index < values.len() {
            let value = values[index];
            let mut place = index;
            while place >= gap && values[place - gap] > value {
                values[place] = values[place - gap];
                place -= gap;
            }
            values[place] = value;
            index += 1;
        }
        gap /= 3;
    }
}

#[track_caller]
const fn compare_all(interfaces: &[(&str, &[&str])]) {
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
const fn meet(a: (&str, &[&str]), b: (&str, &[&str])) {
    let mut i = 0;
    while i < a.1.len() {
        let mut j = 0;
        while j < b.1.len() {
            if same(a.1[i], b.1[j]) {
                Message::new()
                    .push("the interfaces `")
                    .push(a.0)
                    .push("` and `")
                    .push(b.0)
                    .push("` both have a wrapper `")
                    .push(a.1[i])
                    .push("`\nhelp: list the operation `as` another name in one of them")
                    .panic();
            }
            j += 1;
        }
        i += 1;
    }
}
