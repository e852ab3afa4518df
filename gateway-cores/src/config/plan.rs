//! Making the memory suffice.

/// How much one setting takes, and the least that it works with, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub(super) bytes: u64,
    pub(super) least: u64,
}

/// What each may keep so that all of them fit into `budget`: everybody gives the same part of what he can give.
///
/// Nobody gets more than he has or less than the least, also if it does not fit then.
pub(super) fn shrink(shares: &[Share], budget: u64) -> Vec<u64> {
    let total = |bytes: fn(&Share) -> u64| shares.iter().map(|share| u128::from(bytes(share))).sum::<u128>();
    let least = total(|share| share.least.min(share.bytes));
    let spare = total(|share| share.bytes) - least;
    let room = u128::from(budget).saturating_sub(least).min(spare);
    let kept = |share: &Share| {
        let least = share.least.min(share.bytes);
        let part = u128::from(share.bytes - least) * room / spare.max(1);
        least + u64::try_from(part).expect("a part of a u64 is one")
    };
    shares.iter().map(kept).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_fits_whenever_it_can_and_nobody_gets_more(
            shares in prop::collection::vec((any::<u64>(), any::<u64>()), 0..6),
            shift in 0..64,
            budget: u64,
        ) {
            let shares: Vec<_> =
                shares.into_iter().map(|(bytes, least)| Share { bytes: bytes >> shift, least: least >> shift }).collect();
            let kept = shrink(&shares, budget);
            let sum = |bytes: &mut dyn Iterator<Item = u64>| bytes.map(u128::from).sum::<u128>();
            let least = sum(&mut shares.iter().map(|share| share.least.min(share.bytes)));
            let before = sum(&mut shares.iter().map(|share| share.bytes));
            let after = sum(&mut kept.iter().copied());
            for (share, kept) in shares.iter().zip(&kept) {
                prop_assert!(*kept <= share.bytes && *kept >= share.least.min(share.bytes));
            }
            prop_assert!(after <= u128::from(budget).max(least));
            // Whole bytes are lost to rounding, one for each.
            prop_assert!(after + shares.len() as u128 >= before.min(u128::from(budget)));
        }
    }
}
