//! The lease protocol, pure: the same code runs in production, in the model checker and in the simulated month.
//!
//! There are two sides. The *pool* is one [`Record`] a month, which holds what is left of the budget; every store
//! applies the same functions to it. An [`Environment`] spends from a lease and says when to ask the pool for more.
//!
//! Four rules make the budget hold:
//!
//! 1. An invocation is admitted only if its worst case fits into the lease; what it did not need is put back after it.
//! 2. A lease belongs to an [`Epoch`] of service time, and outside of that epoch nothing of it is spent.
//! 3. What was granted and never returned goes back to the pool once its epoch is over, *as AWS measured it*: nobody
//!    guesses what a lost environment had spent.
//! 4. Near midnight of the month's last day, both months are charged.
//!
//! Time is always a [`ServiceTime`], which comes from the invocation's deadline. The clock of the virtual machine may lag
//! after a thaw by hours, and a lease that such a clock calls valid may have been given back long ago.

mod amount;
mod chunk;
mod concurrency;
mod debt;
mod environment;
mod exchange;
mod pocket;
mod record;
mod settings;
mod silence;
mod time;
mod word;

pub use amount::{Amount, Balance};
pub use concurrency::{Concurrency, KILL_TIME_MS};
pub use environment::{Admission, Environment, Refusal, Request, Reservation, Return};
pub use exchange::{Ask, Denied, Grant};
pub(crate) use pocket::Words;
pub use pocket::{Pocket, Purse};
pub use record::{Record, State};
pub use settings::{Outage, Settings};
pub use time::{Charged, Epoch, Month, ServiceTime};
pub use word::Word;
