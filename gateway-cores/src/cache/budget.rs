//! How many bytes the cache may hold.

const MIB: u64 = 1024 * 1024;

/// The budget unless a setting asks for another: 8 MiB.
pub(super) const DEFAULT: u64 = 8 * MIB;

/// Reads the budget from the process's environment.
///
/// `GATEWAY_CACHE_BYTES` is a whole number of bytes. `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` is the function's memory in
/// MB, set by Lambda: <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>.
pub(super) fn from_environment() -> u64 {
    let variable = |name| std::env::var(name).ok();
    budget(variable("GATEWAY_CACHE_BYTES").as_deref(), variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").as_deref())
}

fn budget(asked: Option<&str>, memory_megabytes: Option<&str>) -> u64 {
    let wanted = match asked.map(|text| text.trim().parse()) {
        None => DEFAULT,
        Some(Ok(bytes)) if bytes > 0 => bytes,
        Some(_) => {
            tracing::warn!(
                default = DEFAULT,
                "GATEWAY_CACHE_BYTES is not a positive whole number of bytes, the default is used"
            );
            DEFAULT
        }
    };
    // Lambda counts a megabyte as 1,048,576 bytes.
    match memory_megabytes.and_then(|text| text.trim().parse::<u64>().ok()) {
        Some(megabytes) => wanted.min(megabytes.saturating_mul(MIB) / 8),
        None => wanted,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DEFAULT, MIB, budget};

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
