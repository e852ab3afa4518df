//! Every order in which threads can meet at a lease, and every instant at which a process can die.

use std::cell::Cell as StdCell;

use loom::sync::Arc;
use loom::sync::atomic::{AtomicU64, Ordering};
use loom::thread;

use super::slots::{CELLS, Cell, Slots, Tags};
use crate::protocol::{Amount, Epoch};

const NOW: Epoch = Epoch(8);

impl Cell for AtomicU64 {
    fn load(&self) -> u64 {
        self.load(Ordering::Acquire)
    }

    fn store(&self, value: u64) {
        self.store(value, Ordering::Release);
    }

    fn compare_exchange(&self, current: u64, new: u64) -> Result<u64, u64> {
        self.compare_exchange(current, new, Ordering::AcqRel, Ordering::Acquire)
    }
}

fn amount(requests: u64) -> Amount {
    Amount { requests, mb_ms: requests * 100, log_bytes: requests * 10, cw_calls: 0 }
}

fn take<C: Cell>(cells: &[C], epoch: Epoch, requests: u64) -> bool {
    slots(cells).take(epoch, &amount(requests), &Amount::ZERO)
}

fn slots<C: Cell>(cells: &[C]) -> Slots<'_, C> {
    static TAGS: std::sync::LazyLock<Tags> = std::sync::LazyLock::new(|| Tags::of(""));
    Slots::new(cells, &TAGS)
}

fn cells() -> Arc<[AtomicU64; CELLS]> {
    Arc::new(std::array::from_fn(|_| AtomicU64::new(0)))
}

#[test]
fn what_one_thread_takes_no_other_takes() {
    loom::model(|| {
        let cells = cells();
        slots(&*cells).hold(NOW, &amount(1));
        let other = thread::spawn({
            let cells = Arc::clone(&cells);
            move || take(&*cells, NOW, 1)
        });
        let taken = take(&*cells, NOW, 1);
        let both = (taken, other.join().unwrap());
        assert!(matches!(both, (true, false) | (false, true)), "{both:?}");
        assert_eq!(slots(&*cells).left(NOW), Amount::ZERO);
    });
}

#[test]
fn a_refill_loses_neither_what_is_taken_nor_what_is_put_back() {
    loom::model(|| {
        let cells = cells();
        slots(&*cells).hold(NOW, &amount(3));
        assert!(take(&*cells, NOW, 1));
        let other = thread::spawn({
            let cells = Arc::clone(&cells);
            move || {
                slots(&*cells).put(NOW, &amount(1));
                take(&*cells, NOW, 2)
            }
        });
        slots(&*cells).hold(NOW, &amount(4));
        assert!(other.join().unwrap());
        assert_eq!(slots(&*cells).left(NOW), amount(5));
    });
}

/// A slot serves another epoch: nobody sees the rest of the old lease under the new tag.
#[test]
fn a_new_lease_is_never_more_than_was_granted() {
    loom::model(|| {
        let cells = cells();
        slots(&*cells).hold(NOW, &amount(9));
        let later = Epoch(NOW.0 + 2);
        let other = thread::spawn({
            let cells = Arc::clone(&cells);
            move || slots(&*cells).left(later)
        });
        slots(&*cells).hold(later, &amount(2));
        assert!(amount(2).covers(&other.join().unwrap()));
        assert_eq!(slots(&*cells).left(NOW), Amount::ZERO);
    });
}

/// Kept to see that it is found: with a counter for each, the first is taken by one thread and the second by the other.
#[test]
#[should_panic(expected = "nobody got what was enough for one")]
fn two_counters_are_not_one_word() {
    fn take(counter: &AtomicU64) -> bool {
        counter.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(1)).is_ok()
    }
    loom::model(|| {
        let counters = Arc::new([AtomicU64::new(1), AtomicU64::new(1)]);
        let other = thread::spawn({
            let counters = Arc::clone(&counters);
            move || take(&counters[0]) && take(&counters[1])
        });
        let taken = take(&counters[1]) && take(&counters[0]);
        assert!(taken || other.join().unwrap(), "nobody got what was enough for one");
    });
}

/// A cell of a process that dies after some writes.
struct Mortal<'a> {
    value: StdCell<u64>,
    life: &'a StdCell<u32>,
}

impl Mortal<'_> {
    fn write(&self, value: u64) {
        if let Some(rest) = self.life.get().checked_sub(1) {
            self.life.set(rest);
            self.value.set(value);
        }
    }
}

impl Cell for Mortal<'_> {
    fn load(&self) -> u64 {
        self.value.get()
    }

    fn store(&self, value: u64) {
        self.write(value);
    }

    fn compare_exchange(&self, current: u64, new: u64) -> Result<u64, u64> {
        assert_eq!(current, self.value.get(), "a single thread");
        self.write(new);
        Ok(current)
    }
}

#[test]
fn whoever_comes_after_a_death_finds_no_more_than_is_left() {
    let later = Epoch(NOW.0 + 2);
    for lifetime in 0..40 {
        let life = StdCell::new(lifetime);
        let cells: [Mortal<'_>; CELLS] = std::array::from_fn(|_| Mortal { value: StdCell::new(0), life: &life });
        let mut left = [0, 0];
        let steps: [(usize, &dyn Fn(), i64); 7] = [
            (0, &|| slots(&cells).hold(NOW, &amount(5)), 5),
            (0, &|| assert!(take(&cells, NOW, 2) || life.get() == 0), -2),
            (0, &|| slots(&cells).put(NOW, &amount(1)), 1),
            (0, &|| assert!(take(&cells, NOW, 3) || life.get() == 0), -3),
            (1, &|| slots(&cells).hold(later, &amount(7)), 7),
            (1, &|| assert!(take(&cells, later, 4) || life.get() == 0), -4),
            (1, &|| slots(&cells).hold(later, &amount(1)), 1),
        ];
        for (epoch, step, change) in steps {
            if life.get() == 0 {
                break;
            }
            step();
            // A step that the process did not survive may have had its effect. One that takes must not have begun its
            // work: it takes first.
            if life.get() > 0 || change > 0 {
                left[epoch] += change;
            }
        }
        for (epoch, most) in [NOW, later].into_iter().zip(left) {
            let found = slots(&cells).left(epoch);
            assert!(found.requests <= u64::try_from(most).unwrap(), "after {lifetime} writes: {found:?} of {most}");
            assert_eq!(found.mb_ms, found.requests * 100, "after {lifetime} writes: they are one word");
        }
    }
}
