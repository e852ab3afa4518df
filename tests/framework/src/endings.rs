//! The interface `endings`: operations that succeed, fail, panic or never end.

use std::error::Error;
use std::fmt;
use std::panic::Location;

use gateway_runtime::{Catalogue, Context, gateway_interface, gateway_op};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

gateway_interface! {
    pub endings {
        fail, fail_later, fail_by_alias,
        panic, panic_hot, panic_later, panic_after_a_wait, panic_in_the_default, panic_in_the_input, panic_in_the_output,
        endless, request, request_later, operations, caller_hot, unwritable, counted_once,
    }
}

/// What went wrong.
#[derive(Debug, PartialEq)]
pub struct Broken(pub u8);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "broken {} times", self.0)
    }
}

impl Error for Broken {}

/// A `Result` that no macro can tell by its name.
pub type Outcome = Result<u8, Broken>;

/// A type that panics where it is read and where it is written.
#[derive(JsonSchema)]
#[schemars(with = "u8")]
pub struct Explosive;

impl Serialize for Explosive {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("while it was written")
    }
}

impl<'de> Deserialize<'de> for Explosive {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u8::deserialize(deserializer)? {
            0 => Ok(Self),
            _ => panic!("while it was read"),
        }
    }
}

/// A map that is not JSON: its keys are no text.
#[derive(Serialize, JsonSchema)]
#[schemars(with = "u8")]
pub struct Unwritable(std::collections::BTreeMap<(u8, u8), u8>);

/// Fails if it is told to.
///
/// # Errors
/// If `times` is not 0.
#[gateway_op(interface = "endings")]
pub fn fail(times: u8) -> Result<u8, Broken> {
    if times == 0 { Ok(0) } else { Err(Broken(times)) }
}

/// Fails later.
///
/// # Errors
/// If `times` is not 0.
#[gateway_op(interface = "endings")]
pub async fn fail_later(times: u8) -> Result<u8, Broken> {
    std::future::ready(()).await;
    fail(times)
}

/// Fails, and is hot.
///
/// # Errors
/// If `times` is not 0.
#[gateway_op(interface = "endings", hot)]
pub fn fail_by_alias(times: u8) -> Outcome {
    fail(times)
}

/// Panics.
///
/// # Panics
/// Always.
#[gateway_op(interface = "endings")]
pub fn panic() {
    panic!("at once")
}

/// Panics.
///
/// # Panics
/// Always.
#[gateway_op(interface = "endings", hot)]
pub fn panic_hot() -> u8 {
    panic!("{}", String::from("with a made text"))
}

/// Panics when it is polled.
///
/// # Panics
/// Always.
#[gateway_op(interface = "endings")]
pub async fn panic_later() -> u8 {
    std::future::ready(()).await;
    panic!("later")
}

/// Panics when it is polled again.
///
/// # Panics
/// Always.
#[gateway_op(interface = "endings")]
pub async fn panic_after_a_wait() -> u8 {
    let mut waited = false;
    std::future::poll_fn(|task| {
        if std::mem::replace(&mut waited, true) {
            return std::task::Poll::Ready(());
        }
        task.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
    std::panic::panic_any(7_u8)
}

/// Panics before it is called.
#[gateway_op(interface = "endings")]
pub fn panic_in_the_default(#[op(default = panic!("in the default"))] n: u8) -> u8 {
    n
}

/// Panics while its parameter is read.
#[gateway_op(interface = "endings")]
pub fn panic_in_the_input(explosive: Explosive) {
    let Explosive = explosive;
}

/// Panics while its result is written.
#[gateway_op(interface = "endings")]
pub fn panic_in_the_output() -> Explosive {
    Explosive
}

/// Never ends.
#[gateway_op(interface = "endings")]
pub async fn endless() {
    std::future::pending::<()>().await;
}

/// The id of the request.
#[gateway_op(interface = "endings")]
pub fn request(#[inject] cx: &Context) -> Option<String> {
    cx.request_id().map(str::to_owned)
}

/// The id of the request, before and after a wait.
#[gateway_op(interface = "endings")]
pub async fn request_later(#[inject] cx: &Context) -> (Option<String>, Option<String>) {
    let injected = cx.request_id().map(str::to_owned);
    std::future::ready(()).await;
    (injected, Context::current().request_id().map(str::to_owned))
}

/// How many operations the gateway has.
#[gateway_op(interface = "endings", hot)]
pub fn operations(#[inject] catalogue: &Catalogue) -> usize {
    catalogue.interfaces().iter().map(|interface| interface.operations.len()).sum()
}

/// The line that called it.
#[track_caller]
#[gateway_op(interface = "endings", hot)]
pub fn caller_hot() -> (String, u32) {
    let caller = Location::caller();
    (caller.file().to_owned(), caller.line())
}

/// Its result cannot be JSON.
#[gateway_op(interface = "endings")]
pub fn unwritable() -> Unwritable {
    Unwritable([((1, 2), 3)].into())
}

/// Ends at once, well or not; only one test calls it.
///
/// # Panics
/// As asked.
#[gateway_op(interface = "endings")]
pub async fn counted_once(panics: bool) {
    assert!(!panics, "as asked");
}
