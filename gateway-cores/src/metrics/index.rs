//! From a handle to its series, without a look at its name.

use super::definition::Metric;

/// A hash table that is filled once. The key is the address of a row, which lies in a static.
pub(super) struct Index {
    /// Address and place; address 0 is nobody's. A power of two, and four times as long as it needs to be at least.
    slots: Box<[(usize, usize)]>,
    shift: u32,
}

impl Index {
    pub(super) fn new(places: &[(Metric, usize)]) -> Self {
        let length = (4 * places.len()).next_power_of_two().max(2);
        let mut index = Self { slots: vec![(0, 0); length].into(), shift: u64::BITS - length.ilog2() };
        for (metric, place) in places {
            let mut at = index.start(*metric);
            while index.slots[at].0 != 0 {
                at = (at + 1) & (length - 1);
            }
            index.slots[at] = (address(*metric), *place);
        }
        index
    }

    /// Where a metric lies, if nobody else does. The high bits of the product spread rows that lie one behind the other.
    #[inline]
    fn start(&self, metric: Metric) -> usize {
        let hash = (address(metric) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift;
        usize::try_from(hash).unwrap_or(0)
    }

    #[inline]
    pub(super) fn get(&self, metric: Metric) -> Option<usize> {
        let wanted = address(metric);
        let mut at = self.start(metric);
        loop {
            let (found, place) = *self.slots.get(at)?;
            if found == wanted {
                return Some(place);
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

#[inline]
fn address(metric: Metric) -> usize {
    std::ptr::from_ref(metric.0).addr()
}

#[cfg(test)]
mod tests {
    use super::super::standard::GatewayMetrics;
    use super::super::table;
    use super::*;

    #[test]
    fn each_is_found_at_its_place_and_nothing_else_is() {
        let places: Vec<_> = table::all().iter().copied().zip(10..).collect();
        let index = Index::new(&places);
        for (metric, place) in &places {
            assert_eq!(index.get(*metric), Some(*place));
        }
        let without: Vec<_> =
            places.iter().filter(|(metric, _)| *metric != GatewayMetrics::INIT_TIME).copied().collect();
        assert_eq!(Index::new(&without).get(GatewayMetrics::INIT_TIME), None);
        assert_eq!(Index::new(&[]).get(GatewayMetrics::INIT_TIME), None);
    }
}
