//! From a handle to its series, without a look at its name.

use super::definition::Metric;

/// A hash table that is filled once. The key is the address of a row, which lies in a static.
pub(super) struct Index {
    /// Address and place; address 0 is nobody's. Twice as long as it needs to be at least, and a power of two.
    slots: Box<[(usize, usize)]>,
}

impl Index {
    pub(super) fn new(places: &[(Metric, usize)]) -> Self {
        let length = (2 * places.len()).next_power_of_two().max(2);
        let mut index = Self { slots: vec![(0, 0); length].into() };
        for (metric, place) in places {
            let free = index.probe(*metric).find(|at| index.slots[*at].0 == 0);
            let free = free.expect("half of the slots stay free");
            index.slots[free] = (address(*metric), *place);
        }
        index
    }

    /// The places where the metric may be, one after the other.
    #[inline]
    fn probe(&self, metric: Metric) -> impl Iterator<Item = usize> + use<> {
        let mask = self.slots.len() - 1;
        // Rows are some ten words long: the lowest bits tell nothing.
        let start = (address(metric) >> 4).wrapping_mul(0x9e37_79b9) >> 7;
        (0..=mask).map(move |step| (start + step) & mask)
    }

    #[inline]
    pub(super) fn get(&self, metric: Metric) -> Option<usize> {
        let wanted = address(metric);
        for at in self.probe(metric) {
            match self.slots[at] {
                (found, place) if found == wanted => return Some(place),
                (0, _) => return None,
                _ => {}
            }
        }
        None
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
