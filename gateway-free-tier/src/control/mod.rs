//! What slows the functions down and lets them in again, and what asks AWS how much was used (feature `aws`).
//!
//! The decisions are those of [`Concurrency`](crate::protocol::Concurrency) and [`Record`](crate::protocol::Record); here
//! they are carried out. Nothing runs by itself: an environment calls the [`Controller`] where its protocol says so; and a
//! function of its own, which is never stopped, once an hour. Of many that do so at once, one changes the record, and no harm comes of orders that are given twice.
//!
//! | when | call |
//! |---|---|
//! | a grant came | [`Controller::granted`] |
//! | nothing is left | [`Controller::exhausted`] |
//! | [`Environment::is_cut_off`](crate::protocol::Environment::is_cut_off) | [`Controller::cut_off`] |
//! | once an hour | [`Controller::hourly`] |

mod aws;
mod controller;
mod error;
mod measure;
mod plane;

pub use aws::{AwsControl, AwsControlError};
pub use controller::{Controller, Function, Plan, Settled};
pub use error::ControlError;
pub use plane::{ControlPlane, Metric, Reservations};
