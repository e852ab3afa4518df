//! AWS Lambda services, written as annotated functions.
//!
//! An **operation** is a function with `#[gateway_op]`; an **interface** is a list of operations; a **gateway** is a list
//! of interfaces. From these the macros make typed wrappers, enums, calls by name with JSON, and a description of it all.
//!
//! ```
//! mod orders {
//!     use std::sync::Mutex;
//!
//!     use gateway_runtime::{gateway_core, gateway_interface, gateway_op};
//!
//!     /// All orders, by number.
//!     #[gateway_core]
//!     pub struct Orders(Mutex<Vec<String>>);
//!
//!     impl Orders {
//!         fn build() -> Self {
//!             Self(Mutex::default())
//!         }
//!     }
//!
//!     /// Takes an order, and gives its number.
//!     #[gateway_op(interface = "orders")]
//!     pub fn place(#[inject] orders: &Orders, item: &str) -> usize {
//!         let mut orders = orders.0.lock().unwrap();
//!         orders.push(item.to_owned());
//!         orders.len() - 1
//!     }
//!
//!     /// Looks an order up.
//!     #[gateway_op(interface = "orders", hot)]
//!     pub fn find(#[inject] orders: &Orders, number: usize) -> Option<String> {
//!         orders.0.lock().unwrap().get(number).cloned()
//!     }
//!
//!     gateway_interface! { pub orders { place, find } }
//! }
//!
//! gateway_runtime::gateway! { pub Gateway { orders } }
//!
//! use gateway::*;
//!
//! fn main() {
//!     // Typed.
//!     let number = orders_place("tea");
//!     assert_eq!(orders_find(number), Some("tea".to_owned()));
//!
//!     // By name, with JSON.
//!     let answer = try_execute_now(GatewayInterface::Orders, "find", r#"{"number": 0}"#).unwrap();
//!     assert_eq!(answer.as_str(), r#""tea""#);
//!
//!     // A mistake is told.
//!     let error = try_execute_now(GatewayInterface::Orders, "find", r#"{"nunber": "0"}"#).unwrap_err();
//!     assert_eq!(
//!         error.to_string(),
//!         "operation `orders.find`: `nunber`: expected `number`, found an unknown parameter; \
//!          `number` is missing: expected a valid `usize`",
//!     );
//! }
//! ```
//!
//! This crate knows neither AWS nor the network nor an async runtime; a host such as `gateway-lambda` brings those.
//!
//! # Features
//! - `registry` (default): an index of every linked operation, for [`linked_operations`] and
//!   [`Catalogue::verify_registry`]. What is callable never depends on it.
//! - `schema` (default): JSON Schema in [`Catalogue::describe`]. Parameter and result types then implement
//!   `schemars::JsonSchema`.
//! - `test-util`: `with_cores`, which replaces cores for the time of a closure. For tests only.

mod catalogue;
#[doc(hidden)]
pub mod const_check;
mod context;
mod core;
mod describe;
mod engine;
mod error;
mod execution;
mod gateway;
mod guard;
mod interface;
mod json;
mod names;
mod operation;
#[doc(hidden)]
pub mod output;
mod params;
mod registry;
mod savings;
#[cfg(feature = "schema")]
mod schema;
mod secret;
mod suggest;
mod trigger;
mod variables;

#[doc(hidden)]
pub mod __private;

pub use crate::catalogue::{Catalogue, InterfaceInfo};
pub use crate::context::{Context, ContextBuilder};
pub use crate::core::{BuildRecord, BuildTrigger, Carries, Core, CoreInfo, Inject, builds};
#[cfg(feature = "test-util")]
pub use crate::core::{CoreSet, with_cores};
pub use crate::describe::{Description, InterfaceDescription, OperationDescription, ParameterDescription};
pub use crate::engine::{Latency, Statistics};
pub use crate::error::{ErrorKind, GatewayError};
pub use crate::execution::Execution;
pub use crate::gateway::Gateway;
pub use crate::guard::{Guard, Priority, Refused, Unguarded};
pub use crate::interface::Interface;
pub use crate::json::Json;
pub use crate::names::UnknownName;
pub use crate::operation::{Location, OperationInfo, ParameterInfo};
#[doc(hidden)]
pub use crate::params::duration_from_text;
pub use crate::params::{Params, Problem};
pub use crate::registry::{Unlisted, linked_operations};
pub use crate::savings::Saving;
pub use crate::secret::Secret;
#[doc(hidden)]
pub use crate::suggest::closest;
pub use crate::trigger::{Place, Trigger};
pub use crate::variables::{variable, variables};

/// Makes an operation of a function.
///
/// The function stays exactly as written and is tested by calling it. Beside it come hidden items that
/// [`gateway_interface!`] finds by the operation's name.
///
/// # Options
/// - `interface = ".."`, required: the interface that lists it.
/// - `hot`: the bare call on every path, without statistics, spans and policies.
/// - `name = ".."`: its name in JSON and in the list, where the function has another.
/// - `crate = path`: the runtime, where it is not `::gateway_runtime`.
///
/// # Triggers
/// What may call the operation from outside of the program. Without one nothing can, however it is linked or listed. The
/// host says what they mean; here is what `gateway-lambda` makes of them.
/// - `http = "GET /orders/{id}"`: requests. `{id}` is the parameter `id`, and a last `{rest...}` all that follows; the other
///   parameters come from the query and from the members of a JSON body.
/// - `event = "sqs"`: each record of the events of a source, or the event, if it has no records.
/// - `alexa = "Alexa.PowerController"`: directives of a namespace; `"Alexa.*"` of any, `"skill"` requests to a custom skill.
/// - `direct`: invocations that name the operation, `{"interface": .., "operation": .., "params": {..}}`.
/// - `#[op(body)]` on a parameter gives it the whole body, record or directive; `#[op(header = "if-match")]` a header.
///
/// - `priority = "critical"`, `"normal"` or `"background"`: what is refused last, and what first, as a budget runs out: see
///   [`Priority`].
///
/// Two operations of a gateway with one trigger are a compile error.
///
/// # Parameters
/// - `#[inject] cache: &Cache`: a [core](macro@gateway_core); also `&Context` (not for `hot`) and `&Catalogue`.
/// - any owned type with `serde::Deserialize`; `&str`; `&[u8]`, base64 in JSON; `Option` of these, `None` when absent.
/// - `Duration`: seconds as a number, or text such as `"5m"`. This holds for a parameter itself, not for what is inside one.
/// - `#[op(default = EXPR)]`: for one that is absent or `null` in JSON; a typed call passes every argument.
///   `#[op(rename = "..")]`: its name in JSON.
///
/// The types of parameters and results also implement `schemars::JsonSchema`, unless
/// the feature `schema` is off.
///
/// # Result
/// Any type with `serde::Serialize`, or a `Result` of one whose error becomes a `Box<dyn Error + Send + Sync>`; an alias of
/// `Result` is one too. The operation may be an `async fn`, whose future has to be `Send`.
///
/// ```
/// mod text {
///     use gateway_runtime::{gateway_interface, gateway_op};
///
///     /// Repeats a text.
///     #[gateway_op(interface = "text")]
///     pub fn repeat(text: &str, #[op(default = 2)] times: usize) -> String {
///         text.repeat(times)
///     }
///
///     gateway_interface! { pub text { repeat } }
/// }
///
/// # fn main() {
/// assert_eq!(text::repeat("ab", 3), "ababab");
/// assert_eq!(text::text_repeat("ab", 3), "ababab");
/// let answer = text::TextOperation::Repeat.execute(r#"{"text": "ab"}"#).now().unwrap().unwrap();
/// assert_eq!(answer.as_str(), r#""abab""#);
/// # }
/// ```
pub use gateway_macros::gateway_op;

/// Makes a core of a struct: one instance in the process, built when it is first needed.
///
/// The struct needs a function `build`, which takes references to other cores, if any, and returns `Self`. With
/// `#[gateway_core(fallible)]` it returns `Result<Self, E>`; an operation that injects such a core returns
/// `Result<_, E>` with `E: From<GatewayError>`. Cores are shared by all calls, so they are `Send + Sync`.
///
/// ```
/// use gateway_runtime::{Core, gateway_core};
///
/// #[gateway_core]
/// struct Settings {
///     greeting: &'static str,
/// }
///
/// impl Settings {
///     fn build() -> Self {
///         Self { greeting: "hello" }
///     }
/// }
///
/// #[gateway_core]
/// struct Greeter(String);
///
/// impl Greeter {
///     fn build(settings: &Settings) -> Self {
///         Self(format!("{}, world", settings.greeting))
///     }
/// }
///
/// let Ok(greeter) = Greeter::get();
/// assert_eq!(greeter.0, "hello, world");
/// let built: Vec<_> = gateway_runtime::builds().iter().map(|build| build.core).collect();
/// assert_eq!(built, ["Settings", "Greeter"]);
/// ```
pub use gateway_macros::gateway_core;

/// Makes an interface of a list of operations.
///
/// It stands in a module, one list in each, and makes there `CacheOperation`, an enum of the operations, and the typed
/// wrappers. An entry is the name of an operation, or a path to it:
///
/// - `get`: the wrapper is `{interface}_{operation}`, here `cache_get`.
/// - `get as lookup`: the wrapper is `lookup`. One operation may have several entries.
/// - `#[deprecated(note = "..")] get as old_get`: a name that warns. The types of the operation's signature have to be in
///   scope where the list stands.
/// - `#[cfg(..)] flush`: the condition that the operation has itself.
/// - `fn memoize`: a plain function without the attribute, which takes a closure or a generic: a wrapper and nothing else.
/// - `use other_crate::flush`: an operation of another crate that names this interface.
///
/// A forgotten operation is a `dead_code` warning at its name, and ``cannot find function `cache_get` `` where it is called:
/// then look whether `get` is in the list of `cache`.
///
/// ```
/// mod text {
///     use gateway_runtime::{gateway_interface, gateway_op};
///
///     /// Counts the letters.
///     #[gateway_op(interface = "text", hot)]
///     pub fn length(text: &str) -> usize {
///         text.chars().count()
///     }
///
///     gateway_interface! {
///         pub text {
///             length,
///             #[deprecated(note = "use text_length")]
///             length as text_len,
///         }
///     }
/// }
///
/// # fn main() {
/// assert_eq!(text::text_length("abc"), 3);
/// assert_eq!("length".parse(), Ok(text::TextOperation::Length));
/// # }
/// ```
pub use gateway_macros::gateway_interface;

/// Makes the gateway of a program of a list of interfaces.
///
/// It stands in the root of the program. Interfaces are listed by the path of their module, from any crate, as in a
/// `use`: `gateway_cores::{cache, logging}`, `alexa`, `other::cache as disk_cache`. For `pub Gateway` it makes the module
/// `gateway`, where one `use crate::gateway::*` brings
///
/// - every wrapper of every interface, and their enums;
/// - `GatewayInterface`, the enum of the interfaces;
/// - `execute_operation`, `execute_json`, `try_execute_now`, `describe`, `verify_registry`;
/// - `Gateway`, a type that implements [`trait@Gateway`], for hosts.
///
/// See the [crate] for an example.
pub use gateway_macros::gateway;

/// The README's example is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
