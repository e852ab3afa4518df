//! Sizes for people.

use gateway_runtime::gateway_op;

/// Writes a number of bytes for people, in powers of 1024 (IEC 80000-13) with one decimal: `1.5 KiB`.
///
/// ```
/// use gateway_cores::utility::format_bytes;
///
/// assert_eq!(format_bytes(512), "512 B");
/// assert_eq!(format_bytes(1536), "1.5 KiB");
/// assert_eq!(format_bytes(8 * 1024 * 1024), "8.0 MiB");
/// ```
#[gateway_op(interface = "utility")]
pub fn format_bytes(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    // In whole tenths, rounded half up: a floating-point number cannot hold every u64.
    let tenths = |unit: usize| {
        let size = 1_u128 << (10 * (unit + 1));
        (u128::from(bytes) * 10 + size / 2) / size
    };
    // The first unit in which the rounded number stays below 1024, so that 1023.99 KiB is 1.0 MiB; 2^64 bytes are 16 EiB.
    let unit = (0..UNITS.len()).find(|&unit| tenths(unit) < 10_240).unwrap_or(UNITS.len() - 1);
    let tenths = tenths(unit);
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::format_bytes;

    /// The number of bytes that a text stands for, in tenths of its unit, and that unit.
    fn read(text: &str) -> (u128, u128) {
        let (number, unit) = text.split_once(' ').unwrap();
        let exponent = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"].iter().position(|known| *known == unit).unwrap();
        let tenths = match number.split_once('.') {
            Some((whole, tenth)) => whole.parse::<u128>().unwrap() * 10 + tenth.parse::<u128>().unwrap(),
            None => number.parse::<u128>().unwrap() * 10,
        };
        (tenths, 1 << (10 * exponent))
    }

    #[test]
    fn units_change_where_the_rounded_number_would_reach_1024() {
        for (bytes, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.0 KiB"),
            (1024 * 1024 - 52, "1023.9 KiB"),
            (1024 * 1024 - 51, "1.0 MiB"),
            (1 << 30, "1.0 GiB"),
            (1 << 40, "1.0 TiB"),
            (1 << 50, "1.0 PiB"),
            (1 << 60, "1.0 EiB"),
            (u64::MAX, "16.0 EiB"),
        ] {
            assert_eq!(format_bytes(bytes), text);
        }
    }

    proptest! {
        #[test]
        fn the_text_is_right_to_half_a_tenth(shift in 0..64, bits: u64) {
            let bytes = bits >> shift;
            let (tenths, unit) = read(&format_bytes(bytes));
            prop_assert!((tenths * unit).abs_diff(u128::from(bytes) * 10) * 2 <= unit);
            prop_assert!(tenths < 10_240);
        }

        #[test]
        fn more_bytes_never_read_as_fewer(a: u64, b: u64, shift in 0..64) {
            let (less, more) = (a.min(b) >> shift, a.max(b) >> shift);
            let size = |bytes| { let (tenths, unit) = read(&format_bytes(bytes)); tenths * unit };
            prop_assert!(size(less) <= size(more));
        }
    }
}
