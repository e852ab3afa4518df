//! A user's module under every lint of this workspace: clippy reads here what the macros have made.

use std::time::Duration;

use gateway_runtime::{Catalogue, Context, GatewayError, gateway_core, gateway_interface, gateway_op};

/// What is kept.
#[derive(Debug)]
#[gateway_core]
pub struct Shelf {
    size: usize,
}

impl Shelf {
    fn build() -> Self {
        Self { size: 1 }
    }
}

/// What is kept for longer.
#[derive(Debug)]
#[gateway_core(fallible)]
pub struct Archive {
    size: usize,
}

impl Archive {
    fn build(shelf: &Shelf) -> Result<Self, std::num::TryFromIntError> {
        Ok(Self { size: usize::from(u8::try_from(shelf.size)?) })
    }
}

/// Reads.
#[gateway_op(interface = "strict", hot)]
pub fn get(#[inject] shelf: &Shelf, key: &str) -> Option<usize> {
    Some(shelf.size + key.len())
}

/// Writes.
///
/// # Errors
/// The start-up of the archive.
#[gateway_op(interface = "strict")]
pub async fn set(
    #[inject] archive: &Archive,
    #[inject] cx: &Context,
    #[inject] catalogue: &Catalogue,
    key: &str,
    value: &[u8],
    #[op(rename = "ttlSeconds", default = Duration::from_secs(5))] ttl: Duration,
    #[op(default = "a")] group: &str,
) -> Result<u64, GatewayError> {
    std::future::ready(()).await;
    let text = key.len() + value.len() + group.len();
    let known = catalogue.interfaces().len() + cx.tenant_id().map_or(0, str::len);
    Ok(ttl.as_secs() + (text + archive.size + known) as u64)
}

/// Counts.
#[must_use]
#[gateway_op(interface = "strict", name = "count")]
pub fn count_all(groups: Vec<String>, label: Option<&str>) -> usize {
    groups.into_iter().map(|group| group.len()).sum::<usize>() + label.map_or(0, str::len)
}

/// Computes.
pub fn memoize<T>(compute: impl FnOnce() -> T) -> T {
    compute()
}

gateway_interface! {
    pub strict {
        get,
        set,
        /// The old name.
        #[deprecated(note = "use strict_set")]
        set as strict_put,
        count,
        fn memoize,
    }
}
