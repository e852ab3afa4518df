//! A lease in a file is the lease in memory, and nobody else's.

use std::path::PathBuf;

use gateway_free_tier::journal::{Journal, JournalError};
use gateway_free_tier::protocol::{Amount, Epoch, Pocket, Purse, Word};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Take(u32, Amount, Amount),
    Put(u32, Amount),
    Hold(u32, Amount),
    Reopen,
}

fn amount() -> impl Strategy<Value = Amount> {
    let volume = || prop_oneof![8 => 0..40_u64, 1 => Just(Word::MAX_VOLUME), 1 => any::<u64>()];
    let count = || prop_oneof![8 => 0..4_u64, 1 => Just(Word::MAX_COUNT), 1 => any::<u64>()];
    (count(), volume(), volume(), count()).prop_map(|(requests, mb_ms, log_bytes, cw_calls)| Amount {
        requests,
        mb_ms,
        log_bytes,
        cw_calls,
    })
}

fn step() -> impl Strategy<Value = Step> {
    let epoch = || 40..45_u32;
    prop_oneof![
        6 => (epoch(), amount(), prop_oneof![3 => Just(Amount::ZERO), 1 => amount()])
            .prop_map(|(epoch, amount, floor)| Step::Take(epoch, amount, floor)),
        2 => (epoch(), amount()).prop_map(|(epoch, amount)| Step::Put(epoch, amount)),
        3 => (epoch(), amount()).prop_map(|(epoch, amount)| Step::Hold(epoch, amount)),
        1 => Just(Step::Reopen),
    ]
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("gateway-free-tier-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn journal(&self) -> PathBuf {
        self.0.join("lease")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Whatever remains is in the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

proptest! {
    #[test]
    fn a_journal_is_a_purse(steps in prop::collection::vec(step(), 1..60)) {
        let folder = Folder::new("purse");
        let path = folder.journal();
        let mut purse = Purse::default();
        let mut journal = Some(Journal::open(&path, "stream").unwrap());
        for step in steps {
            let file = journal.as_mut().unwrap();
            match step {
                Step::Take(epoch, amount, floor) => {
                    let taken = file.take(Epoch(epoch), &amount, &floor);
                    prop_assert_eq!(taken, purse.take(Epoch(epoch), &amount, &floor));
                }
                Step::Put(epoch, amount) => {
                    file.put(Epoch(epoch), &amount);
                    purse.put(Epoch(epoch), &amount);
                }
                Step::Hold(epoch, amount) => {
                    file.hold(Epoch(epoch), &amount);
                    purse.hold(Epoch(epoch), &amount);
                }
                Step::Reopen => {
                    drop(journal.take());
                    journal = Some(Journal::open(&path, "stream").unwrap());
                }
            }
            for epoch in (40..45).map(Epoch) {
                prop_assert_eq!(journal.as_ref().unwrap().left(epoch), purse.left(epoch));
            }
        }
        drop(journal);
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn foreign_bytes_are_no_lease(mut bytes in prop::collection::vec(any::<u8>(), 0..5_000), epoch in any::<u32>()) {
        let folder = Folder::new("foreign");
        bytes.truncate(4_096);
        std::fs::write(folder.journal(), &bytes).unwrap();
        let journal = Journal::open(&folder.journal(), "stream").unwrap();
        prop_assert!(journal.left(Epoch(epoch)).is_zero());
    }
}

#[test]
fn a_lease_is_its_log_streams_own() {
    let folder = Folder::new("stream");
    let open = |stream: &str| Journal::open(&folder.journal(), stream);
    let requests = |requests| Amount { requests, ..Amount::ZERO };

    let mut journal = open("2026/01/02/[$LATEST]a").unwrap();
    journal.hold(Epoch(40), &requests(9));
    assert!(matches!(open("2026/01/02/[$LATEST]a"), Err(JournalError::InUse)), "two processes would spend it");
    drop(journal);

    assert!(open("2026/01/02/[$LATEST]b").unwrap().left(Epoch(40)).is_zero());
    assert!(open("2026/01/02/[$LATEST]a").unwrap().left(Epoch(40)).is_zero(), "it was forgotten");
    assert!(matches!(open(&"x".repeat(513)), Err(JournalError::NameTooLong)));
}

#[test]
fn a_tag_that_was_written_for_another_epoch_is_no_lease() {
    let folder = Folder::new("checksum");
    let path = folder.journal();
    let mut journal = Journal::open(&path, "stream").unwrap();
    journal.hold(Epoch(40), &Amount { requests: 9, ..Amount::ZERO });
    drop(journal);
    let mut bytes = std::fs::read(&path).unwrap();
    let tag = bytes.windows(4).rposition(|window| window == 40_u32.to_ne_bytes()).unwrap();
    bytes[tag] += 2;
    std::fs::write(&path, &bytes).unwrap();
    let journal = Journal::open(&path, "stream").unwrap();
    assert!(journal.left(Epoch(40)).is_zero() && journal.left(Epoch(42)).is_zero());
}
