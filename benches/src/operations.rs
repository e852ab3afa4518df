//! 150 operations of ten interfaces, in the proportions of a real service: a third take one borrowed
//! text, a fifth take nothing, the rest mix borrowed and owned parameters, and some may fail. All are
//! hot but those of `debug`.
//!
//! To the baselines they are plain functions: an annotation leaves a function as it is.

use std::fmt;

use gateway_runtime::gateway_core;

pub mod cache;
pub mod config;
pub mod debug;
pub mod http_client;
pub mod initialization;
pub mod logging;
pub mod metrics;
pub mod security;
mod shape;
pub mod singleton;
pub mod utility;

/// The state behind `cache::lookup`.
#[gateway_core]
pub struct Store {
    seed: u32,
}

impl Store {
    /// An empty store. The seed is read from the environment, so that no optimiser can know it.
    pub fn build() -> Self {
        let seed = std::env::var_os("BENCHES_SEED").map_or(7, |seed| seed.len());
        Self { seed: u32::try_from(seed).unwrap_or(u32::MAX) }
    }

    /// What is stored under `key`.
    pub fn find(&self, key: &str) -> Option<u32> {
        shape::measure(key, self.seed)
    }
}

/// Why `http_client` did not send: the URL is not absolute.
#[derive(Debug)]
pub struct Refused {
    url: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not an absolute URL", self.url)
    }
}

impl std::error::Error for Refused {}
