//! No two operations of a gateway answer the same trigger.

use super::{EMPTY_HASH, Message, add_to_hash, shell_sort};
use crate::operation::OperationInfo;
use crate::trigger::Trigger;

/// How many triggers the interfaces have: the length that [`distinct_triggers`] needs.
pub const fn count_triggers(interfaces: &[&[&OperationInfo]]) -> usize {
    let (mut sum, mut interface) = (0, 0);
    while interface < interfaces.len() {
        let mut operation = 0;
        while operation < interfaces[interface].len() {
            sum += interfaces[interface][operation].outside.triggers.len();
            operation += 1;
        }
        interface += 1;
    }
    sum
}

/// No two operations of a gateway have one trigger; routes that differ only in the names of their parameters are one.
///
/// # Panics
/// At compile time, if two have.
#[track_caller]
pub const fn distinct_triggers<const COUNT: usize>(interfaces: &[&[&OperationInfo]]) {
    let mut hashes = [0_u64; COUNT];
    let (mut next, mut interface) = (0, 0);
    while interface < interfaces.len() {
        let mut operation = 0;
        while operation < interfaces[interface].len() {
            let triggers = interfaces[interface][operation].outside.triggers;
            let mut trigger = 0;
            while trigger < triggers.len() {
                // Operations that may be named directly do not meet: each stands for a number of its own.
                hashes[next] = match hash(&triggers[trigger]) {
                    Some(hash) => hash,
                    None => next as u64,
                };
                next += 1;
                trigger += 1;
            }
            operation += 1;
        }
        interface += 1;
    }
    shell_sort(&mut hashes);
    let mut index = 1;
    while index < COUNT {
        if hashes[index] == hashes[index - 1] {
            refuse(interfaces, hashes[index]);
        }
        index += 1;
    }
}

/// Names the first two triggers of one hash.
#[track_caller]
const fn refuse(interfaces: &[&[&OperationInfo]], wanted: u64) -> ! {
    let (mut first, mut interface) = (None, 0);
    while interface < interfaces.len() {
        let mut operation = 0;
        while operation < interfaces[interface].len() {
            let info = interfaces[interface][operation];
            let mut trigger = 0;
            while trigger < info.outside.triggers.len() {
                let found = &info.outside.triggers[trigger];
                if matches!(hash(found), Some(hash) if hash == wanted) {
                    let Some((operation, other)) = first else {
                        first = Some((info, found));
                        trigger += 1;
                        continue;
                    };
                    let message = named(written(Message::new(), other).push(" leads to "), operation);
                    let message = named(written(message.push(", and "), found).push(" to "), info);
                    message.push("\nhelp: change one of the two").panic();
                }
                trigger += 1;
            }
            operation += 1;
        }
        interface += 1;
    }
    panic!("two triggers are the same")
}

const fn named(message: Message, operation: &OperationInfo) -> Message {
    message.push("`").push(operation.interface).push(".").push(operation.name).push("`")
}

const fn written(message: Message, trigger: &Trigger) -> Message {
    match trigger {
        Trigger::Http { method, path } => message.push("`").push(method).push(" ").push(path).push("`"),
        Trigger::Event(source) => message.push("`event = \"").push(source).push("\"`"),
        Trigger::Alexa(namespace) => message.push("`alexa = \"").push(namespace).push("\"`"),
        Trigger::Direct => message.push("`direct`"),
    }
}

/// `None` for what many operations may have.
const fn hash(trigger: &Trigger) -> Option<u64> {
    match trigger {
        Trigger::Http { method, path } => Some(add_path(add(EMPTY_HASH, method), path)),
        Trigger::Event(source) => Some(add(add(EMPTY_HASH, "event "), source)),
        Trigger::Alexa(namespace) => Some(add(add(EMPTY_HASH, "alexa "), namespace)),
        Trigger::Direct => None,
    }
}

const fn add(mut hash: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        hash = add_to_hash(hash, bytes[index]);
        index += 1;
    }
    hash
}

/// Without the names in braces, but for whether they take the rest, as in `{rest...}`.
const fn add_path(mut hash: u64, path: &str) -> u64 {
    let bytes = path.as_bytes();
    let (mut index, mut in_braces) = (0, false);
    while index < bytes.len() {
        let byte = bytes[index];
        in_braces = byte != b'}' && (in_braces || byte == b'{');
        if byte == b'}' && bytes[index - 1] == b'.' {
            hash = add_to_hash(hash, b'.');
        }
        if !in_braces || byte == b'{' {
            hash = add_to_hash(hash, byte);
        }
        index += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::hash;
    use crate::trigger::Trigger;

    #[test]
    fn routes_are_one_if_only_the_names_of_their_parameters_differ() {
        let http = |method, path| hash(&Trigger::Http { method, path }).unwrap();
        assert_eq!(http("GET", "/orders/{id}"), http("GET", "/orders/{order}"));
        assert_eq!(http("GET", "/orders/{id}"), http("GET", "/orders/{order.id}"));
        assert_ne!(http("GET", "/orders/{id}"), http("PUT", "/orders/{id}"));
        assert_ne!(http("GET", "/orders/{id}"), http("GET", "/orders/{id...}"));
        assert_ne!(http("GET", "/orders/{id}"), http("GET", "/orders/{id}/lines"));
        assert_ne!(http("GET", "/orders/id"), http("GET", "/orders/{id}"));
        assert_ne!(hash(&Trigger::Event("skill")), hash(&Trigger::Alexa("skill")));
        assert_eq!(hash(&Trigger::Direct), None);
    }
}
