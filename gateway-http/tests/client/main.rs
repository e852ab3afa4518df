//! The client against a peer of its own, over real sockets.

mod answers;
mod in_time;
mod once;
#[path = "../peer/mod.rs"]
mod peer;
mod redirects;
mod secrets;
mod secure;
