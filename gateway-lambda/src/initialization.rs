//! How the environment started: what was built, when, and what should have been built before the first request.
//!
//! Cores are built when they are first needed. Lambda gives the time before the first event a whole processor, whatever
//! the function's memory, so what each first request waits for is better built there: [`report`] says which cores those
//! are, and [`preload`] builds them.
//!
//! ```
//! mod shop {
//!     use gateway_runtime::{gateway_core, gateway_interface, gateway_op};
//!
//!     /// What is sold.
//!     #[gateway_core]
//!     pub struct Stock(Vec<&'static str>);
//!
//!     impl Stock {
//!         fn build() -> Self {
//!             Self(vec!["tea"])
//!         }
//!     }
//!
//!     /// Whether something is sold.
//!     #[gateway_op(interface = "shop")]
//!     pub fn sells(#[inject] stock: &Stock, name: &str) -> bool {
//!         stock.0.contains(&name)
//!     }
//!
//!     gateway_interface! { pub shop { sells } }
//! }
//!
//! gateway_runtime::gateway! { pub Gateway { shop, gateway_lambda::initialization } }
//!
//! use gateway::*;
//!
//! fn main() {
//!     let preload = r#"{"interface": "initialization", "operation": "preload", "params": {"cores": ["Stock"]}}"#;
//!     <Gateway as gateway_runtime::Gateway>::execute_json(preload.as_bytes()).now().unwrap().unwrap();
//!     assert_eq!(initialization_report().built[0].core, "Stock");
//! }
//! ```

mod operations;
mod progress;
mod report;

pub use operations::{cold_start, initialize, preload, report, stages, status};
pub use progress::{InitializationStatus, Stage, StageTiming};
pub(crate) use progress::{begin, concurrency, invocations, keeps_connections, ready, served, starts_cold, warming};
pub use report::{BuiltBy, CoreBuild, Report};

gateway_runtime::gateway_interface! { pub initialization {
    operations::initialize,
    operations::status,
    operations::stages,
    operations::preload,
    operations::report,
    operations::cold_start,
} }
