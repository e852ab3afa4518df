//! What holds for every number, every date and every order of events.

mod amounts;
mod concurrency;
mod dates;
mod environments;
mod pockets;
mod world;
