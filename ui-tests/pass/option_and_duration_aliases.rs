// Aliases of `Option` and `Duration` are what they stand for.
use std::time::Duration;

use gateway_runtime::{Params, gateway_interface, gateway_op};

type Maybe<T> = Option<T>;
type Seconds = Duration;
type Until = Option<Seconds>;

#[gateway_op(interface = "times")]
pub fn wait(time: Seconds, limit: Maybe<u32>, until: Until, pause: Maybe<std::time::Duration>) -> String {
    format!("{time:?} {limit:?} {until:?} {pause:?}")
}

gateway_interface! { pub times { wait } }

fn main() {
    let answer = |json| TimesOperation::Wait.execute(Params::json(json)).now().ok().unwrap().unwrap().into_string();
    assert_eq!(answer(r#"{"time":"5m"}"#), r#""300s None None None""#);
    let json = r#"{"time":1.5,"limit":2,"until":"300ms","pause":null}"#;
    assert_eq!(answer(json), r#""1.5s Some(2) Some(300ms) None""#);
}
