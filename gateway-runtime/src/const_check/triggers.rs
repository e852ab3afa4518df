//! No two operations of a gateway answer the same trigger.

use super::{Ids, Listed, Message, same};
use crate::trigger::Trigger;

/// How many slots [`distinct_triggers`] needs.
pub const fn trigger_slots(interfaces: &[Listed]) -> usize {
    let (mut sum, mut interface) = (1, 0);
    while interface < interfaces.len() {
        let mut operation = 0;
        while operation < interfaces[interface].operations.len() {
            sum += 2 * interfaces[interface].operations[operation].outside.keys.len();
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
pub const fn distinct_triggers<const SLOTS: usize>(interfaces: &[Listed]) {
    let mut ids = Ids::<SLOTS>::new();
    let mut interface = 0;
    while interface < interfaces.len() {
        let mut operation = 0;
        while operation < interfaces[interface].operations.len() {
            let info = interfaces[interface].operations[operation];
            let mut place = 0;
            while place < info.outside.keys.len() {
                let (id, key) = info.outside.keys[place];
                if !ids.add(id) {
                    compare_all(interfaces, key, (interface, operation, place));
                }
                place += 1;
            }
            operation += 1;
        }
        interface += 1;
    }
}

/// Names the first trigger with the key of the last, unless that is the last itself: then two keys have one number.
#[track_caller]
const fn compare_all(interfaces: &[Listed], wanted: &str, last: (usize, usize, usize)) {
    let mut interface = 0;
    while interface <= last.0 {
        let mut operation = 0;
        while operation < interfaces[interface].operations.len() {
            let keys = interfaces[interface].operations[operation].outside.keys;
            let mut place = 0;
            while place < keys.len() {
                if interface == last.0 && operation == last.1 && place == last.2 {
                    return;
                }
                if same(keys[place].1, wanted) {
                    let first = leads(Message::new(), interfaces, (interface, operation, place), " leads to ");
                    let both = leads(first.push(", and "), interfaces, last, " to ");
                    both.push("\nhelp: change one of the two").panic();
                }
                place += 1;
            }
            operation += 1;
        }
        interface += 1;
    }
}

const fn leads(message: Message, interfaces: &[Listed], at: (usize, usize, usize), to: &str) -> Message {
    let interface = &interfaces[at.0];
    let operation = interface.operations[at.1];
    let message = written(message, &operation.outside.triggers[at.2]).push(to);
    message.push("`").push(interface.name).push(".").push(operation.name).push("`")
}

const fn written(message: Message, trigger: &Trigger) -> Message {
    match trigger {
        Trigger::Http { method, path } => message.push("`").push(method).push(" ").push(path).push("`"),
        Trigger::Event(source) => message.push("`event = \"").push(source).push("\"`"),
        Trigger::Alexa(namespace) => message.push("`alexa = \"").push(namespace).push("\"`"),
        Trigger::Direct => message.push("`direct`"),
    }
}
