//! What the free-tier protection adds to an invocation that asks nobody, beside one number that is taken from and put
//! back to.

use std::hint::black_box;
use std::pin::pin;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Poll, Waker};
use std::time::{Duration, UNIX_EPOCH};

use benches::harness::{self, Case};
use gateway_free_tier::guard::{FreeTier, GuardSettings};
use gateway_free_tier::journal::Journal;
use gateway_free_tier::protocol::{
    Admission, Amount, Environment, Outage, Pocket, Purse, Record, Request, ServiceTime, Settings, Word,
};
use gateway_runtime::{Context, Guard as _};

/// What `Lambda-Runtime-Deadline-Ms` says: three seconds after 2026-01-02 02:00 UTC.
const DEADLINE: &str = "1767319203000";
const DEADLINE_MS: u64 = 1_767_319_203_000;
const TIMEOUT_MS: u64 = 3_000;
/// Of a month's budget, so that there is always enough.
const ENOUGH: u64 = 100_000;
const WORST: Amount = Amount { requests: 1, mb_ms: TIMEOUT_MS * 128, log_bytes: 4_000, cw_calls: 0 };
const BILLED: Amount = Amount { requests: 1, mb_ms: 7 * 128, log_bytes: 300, cw_calls: 0 };

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
            largest_lease: 256,
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

/// The guard as a host has it, with its lease in a journal, and a store in memory that is asked once in 192 times.
fn guard() -> FreeTier {
    let variable = |name: &str| match name {
        "GATEWAY_FREE_TIER_MODE" => Some("advisory".to_owned()),
        "GATEWAY_FREE_TIER_STORE" => Some("memory".to_owned()),
        "GATEWAY_FREE_TIER_TIMEOUT" => Some("3".to_owned()),
        "AWS_LAMBDA_FUNCTION_NAME" => Some("bench".to_owned()),
        "AWS_LAMBDA_LOG_STREAM_NAME" => Some("2026/01/02/[$LATEST]5f3a".to_owned()),
        _ => None,
    };
    let settings = GuardSettings::from_variables(variable).expect("they are right");
    FreeTier::new(settings).expect("memory needs nothing")
}

/// What a host does for an invocation that does nothing.
#[inline(never)]
fn guarded(free_tier: &FreeTier) {
    let mut task = std::task::Context::from_waker(Waker::noop());
    let admitted = pin!(free_tier.guard(async { black_box(7) })).poll(&mut task);
    assert!(matches!(admitted, Poll::Ready(Ok(7))), "nobody waits for memory");
    assert!(pin!(free_tier.settle(Duration::ZERO)).poll(&mut task).is_ready(), "nor here");
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
        name: "free tier/guard",
        run: |n| {
            let cx =
                Context::builder().request_id("id").deadline(UNIX_EPOCH + Duration::from_millis(DEADLINE_MS)).build();
            let mut free_tier = guard();
            for index in 0..n {
                if index % ENOUGH == ENOUGH - 1 {
                    free_tier = guard();
                }
                cx.enter(|| guarded(&free_tier));
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
