//! What the free-tier protection adds to an invocation that asks nobody, beside one number that is taken from and put
//! back to.

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use benches::harness::{self, Case};
use gateway_free_tier::journal::Journal;
use gateway_free_tier::protocol::{
    Admission, Amount, Environment, Epoch, Outage, Pocket, Purse, Record, Request, ServiceTime, Settings, Word,
};

/// What `Lambda-Runtime-Deadline-Ms` says: three seconds after 2026-01-02 02:00 UTC.
const DEADLINE: &str = "1767319203000";
const TIMEOUT_MS: u64 = 3_000;
const WORST: Amount = Amount { requests: 1, mb_ms: TIMEOUT_MS * 128, log_bytes: 4_000, cw_calls: 0 };
const BILLED: Amount = Amount { requests: 1, mb_ms: 7 * 128, log_bytes: 300, cw_calls: 0 };
const EPOCH: Epoch = Epoch(81_820);

/// The environment of a function that has been busy for a while, and the month it leases from.
struct Function<P> {
    environment: Environment<P>,
    month: Record,
}

impl<P: Pocket> Function<P> {
    fn new(pocket: P) -> Self {
        let settings = Settings {
            concurrency: 10,
            refusal: Amount { requests: 1, mb_ms: 2 * 128, ..Amount::ZERO },
            guard_ms: 8_000,
            outage: Outage::Closed,
        };
        let mut function = Self {
            environment: Environment::new(settings, pocket),
            // A budget that no number of iterations uses up.
            month: Record::open(&Amount::ALWAYS_FREE.times(1_000_000)),
        };
        (0..400).for_each(|_| function.invoke());
        function
    }

    /// What the host does for an invocation: read the deadline, admit, look whether to ask for more, settle. The pool is
    /// in memory here, and asked once in 192 times.
    #[inline(never)]
    fn invoke(&mut self) {
        let deadline = black_box(DEADLINE).parse().expect("it is a number");
        let now = ServiceTime::from_deadline(deadline, TIMEOUT_MS);
        let reservation = loop {
            match self.environment.admit(now, black_box(&WORST)) {
                Admission::Admitted(reservation) => break reservation,
                Admission::Ask(request) => self.ask(now, &request),
                Admission::Refused(why) => panic!("{why:?}"),
            }
        };
        if let Some(request) = self.environment.refill(now, &WORST) {
            self.ask(now, &request);
        }
        let back = self.environment.settle(reservation, black_box(&BILLED));
        debug_assert!(back.is_none(), "nobody would miss it");
    }

    #[cold]
    fn ask(&mut self, now: ServiceTime, request: &Request) {
        match self.month.grant(request.epoch, &request.ask) {
            Ok(grant) => self.environment.granted(now, request, &grant),
            Err(denied) => self.environment.denied(now, request, denied),
        }
    }
}

fn journal() -> Journal {
    let path = std::env::temp_dir().join(format!("bench-journal-{}", std::process::id()));
    let journal = Journal::open(&path, "2026/01/02/[$LATEST]5f3a").expect("the folder for temporary files is writable");
    // What is mapped stays mapped.
    std::fs::remove_file(path).expect("it is ours");
    journal
}

/// Takes the worst case from one word, and puts back what it was not.
#[inline(never)]
fn one_word(lease: &AtomicU64, worst: Word, rest: Word) {
    let take = |bits| Some(Word::from_bits(bits).take(worst)?.to_bits());
    let taken = lease.fetch_update(Ordering::AcqRel, Ordering::Acquire, take);
    black_box(taken).expect("there is enough");
    let put = |bits| Some(Word::from_bits(bits).put(rest).to_bits());
    black_box(lease.fetch_update(Ordering::AcqRel, Ordering::Acquire, put)).expect("it always fits");
}

const CASES: &[Case] = &[
    Case {
        name: "free tier/one word",
        run: |n| {
            let all = Word::new(256, 256 * WORST.mb_ms).to_bits();
            let lease = AtomicU64::new(all);
            for index in 0..n {
                if index % 128 == 0 {
                    lease.store(all, Ordering::Release);
                }
                let (worst, billed) = (black_box(&WORST), black_box(&BILLED));
                one_word(&lease, Word::new(1, worst.mb_ms), Word::new(0, worst.mb_ms - billed.mb_ms));
            }
        },
    },
    Case {
        name: "free tier/in memory",
        run: |n| {
            let mut function = Function::new(Purse::default());
            (0..n).for_each(|_| function.invoke());
        },
    },
    Case {
        name: "free tier/journal",
        run: |n| {
            let mut function = Function::new(journal());
            (0..n).for_each(|_| function.invoke());
        },
    },
    Case {
        name: "free tier/shared journal",
        run: |n| {
            let journal = Arc::new(journal());
            let mut function = Function::new(Arc::clone(&journal));
            (0..n).for_each(|_| function.invoke());
            assert!(!journal.left(EPOCH).is_zero());
        },
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match harness::main(CASES, &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
