//! What a controller needs of the world.

use std::collections::BTreeMap;
use std::future::Future;

use crate::protocol::Epoch;
use crate::store::StoreError;

/// What can be ordered and asked of AWS.
pub trait ControlPlane {
    /// Why it did not answer.
    type Error;

    /// The reserved concurrency of a function; `None` if it has none of its own.
    ///
    /// # Errors
    /// There is no answer.
    fn reserved(&self, function: &str) -> impl Future<Output = Result<Option<u32>, Self::Error>> + Send;

    /// Reserves concurrency for a function: it is then the most that it gets. `None` takes the reservation away, which is not
    /// the same as any number.
    ///
    /// # Errors
    /// There is no answer, and it may have been done; or it is [not to be had](Self::is_not_to_be_had).
    fn reserve(&self, function: &str, concurrency: Option<u32>)
    -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Whether the account has too little concurrency to reserve that much of it for one function: of the ten of a new account
    /// none can be reserved but none at all
    /// ([reserved concurrency](https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html)).
    fn is_not_to_be_had(error: &Self::Error) -> bool;

    /// The sums of a metric in each epoch from `first` to `last`; an epoch in which nothing was counted is left out. Parts are
    /// rounded up.
    ///
    /// # Errors
    /// There is no answer.
    fn sums(
        &self,
        metric: Metric<'_>,
        first: Epoch,
        last: Epoch,
    ) -> impl Future<Output = Result<BTreeMap<Epoch, u64>, Self::Error>> + Send;
}

/// What AWS counts, at no charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric<'a> {
    /// Invocations that were billed, of a function, or of the account in all regions that are watched.
    Invocations(Option<&'a str>),
    /// Milliseconds that they took.
    Milliseconds(Option<&'a str>),
    /// Bytes of logs, of a log group, or of the account.
    LogBytes(Option<&'a str>),
}

/// Where it is kept what the functions had reserved before anything was ordered.
///
/// A function without a reservation has to be given none in the end, and not a number.
pub trait Reservations {
    /// Keeps what a function has reserved, unless something is kept already.
    ///
    /// Nothing is kept of a function that is stopped at present: what it had was kept when it was stopped, or is not known.
    ///
    /// # Errors
    /// [`StoreError`]
    fn keep(&self, function: &str, reserved: Option<u32>) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// What is kept of a function: nothing, or what it had reserved.
    ///
    /// # Errors
    /// [`StoreError`]
    fn kept(&self, function: &str) -> impl Future<Output = Result<Option<Option<u32>>, StoreError>> + Send;

    /// Forgets what is kept of a function, since it has it again.
    ///
    /// # Errors
    /// [`StoreError`]
    fn forget(&self, function: &str) -> impl Future<Output = Result<(), StoreError>> + Send;
}
