//! No two operations of a gateway answer the same trigger.

use super::{Ids, Message, same};
use crate::operation::OperationInfo;
use crate::trigger::Trigger;

/// How many slots [`distinct_triggers`] needs.
pub const fn trigger_slots(interfaces: &[&[&OperationInfo]]) -> usize {
    let (mut sum, mut interface) = (1, 0);
    while interface < interfaces.len() {
        let mut operation = 0;
        while operation < interfaces[interface].len() {
            sum += 2 * interfaces[interface][operation].outside.keys.len();
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
pub const fn distinct_triggers<const SLOTS: usize>(interfaces: &[&[&OperationInfo]]) {
    let mut ids = Ids::<SLOTS>::new();
    let mut interface = 0;
    while interface < interfaces.len() {
        let mut operation = 0;
        while operation < interfaces[interface].len() {
            let info = interfaces[interface][operation];
            let mut place = 0;
            while place < info.outside.keys.len() {
                let (id, key) = info.outside.keys[place];
                if !ids.add(id) {
                    compare_all(interfaces, key, info, &info.outside.triggers[place]);
                }
                place += 1;
            }
            operation += 1;
        }
        interface += 1;
    }
}

/// Names the first trigger with the key of `again`, unless that is `again` itself: then two keys have one number.
#[track_caller]
const fn compare_all(interfaces: &[&[&OperationInfo]], wanted: &str, last: &OperationInfo, again: &Trigger) {
    let mut interface = 0;
    while interface < interfaces.len() {
        let mut operation = 0;
        while operation < interfaces[interface].len() {
            let info = interfaces[interface][operation];
            let mut place = 0;
            while place < info.outside.keys.len() {
                if same(info.outside.keys[place].1, wanted) {
                    if same(info.interface, last.interface) && same(info.name, last.name) {
                        return;
                    }
                    let message = written(Message::new(), &info.outside.triggers[place]).push(" leads to ");
                    let message = written(named(message, info).push(", and "), again).push(" to ");
                    named(message, last).push("\nhelp: change one of the two").panic();
                }
                place += 1;
            }
            operation += 1;
        }
        interface += 1;
    }
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
