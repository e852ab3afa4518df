//! The client against a peer of its own, over real sockets.

mod answers;
#[cfg(feature = "aws")]
mod aws;
mod driven;
mod in_time;
mod once;
mod redirects;
mod secrets;
mod secure;
