//! How many bytes the cache may hold.

use std::num::NonZero;

use crate::config::Config;

const MIB: u64 = 1024 * 1024;

crate::settings! {
    /// What can be set of the cache.
    struct CacheSettings in "cache" {
        /// The most bytes that are held, keys and bookkeeping included; never more than an eighth of the function's memory.
        #[env("GATEWAY_CACHE_BYTES")]
        #[tiers(minimum = mebibytes(1), maximum = mebibytes(32))]
        #[memory(1)]
        bytes: NonZero<u64> = mebibytes(8),
    }
}

fn mebibytes(number: u64) -> NonZero<u64> {
    NonZero::new(number * MIB).expect("there is at least one")
}

/// The budget that the configuration asks for, as far as the function's memory allows.
///
/// `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` is that in MB, set by Lambda:
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>.
pub(super) fn of(config: &Config) -> u64 {
    let (settings, bad) = config.section_or_defaults::<CacheSettings>();
    for bad in bad {
        tracing::warn!("{bad}; its default is used");
    }
    let wanted = settings.bytes.get();
    // Lambda counts a megabyte as 1,048,576 bytes.
    match config.variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").and_then(|text| text.trim().parse::<u64>().ok()) {
        Some(megabytes) => wanted.min(megabytes.saturating_mul(MIB) / 8),
        None => wanted,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MIB, of};
    use crate::config::Config;

    const DEFAULT: u64 = 8 * MIB;

    fn budget(asked: Option<&str>, memory: Option<&str>) -> u64 {
        let variables = [("GATEWAY_CACHE_BYTES", asked), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory)];
        of(&Config::from_variables(variables.into_iter().filter_map(|(name, value)| Some((name, value?)))))
    }

    #[test]
    fn eight_mebibytes_unless_asked() {
        assert_eq!(budget(None, None), 8 * MIB);
        assert_eq!(budget(None, Some("128")), 8 * MIB);
        assert_eq!(budget(Some("1000"), Some("128")), 1000);
    }

    #[test]
    fn never_more_than_an_eighth_of_the_memory() {
        assert_eq!(budget(Some("999999999999"), Some("128")), 16 * MIB);
        assert_eq!(budget(Some("999999999999"), Some("1024")), 128 * MIB);
        assert_eq!(budget(None, Some("32")), 4 * MIB);
    }

    #[test]
    fn a_setting_that_is_no_size_is_the_default() {
        for text in ["", "0", "-1", "8 MiB", "1e6"] {
            assert_eq!(budget(Some(text), None), DEFAULT, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn bounded_for_every_text(asked in ".*", megabytes in 1_u64..20_000) {
            let bytes = budget(Some(&asked), Some(&megabytes.to_string()));
            prop_assert!(bytes > 0 && bytes <= megabytes * MIB / 8);
        }
    }
}
