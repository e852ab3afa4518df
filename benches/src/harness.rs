//! Runs one case a given number of times, or times it.
//!
//! A case is run by callgrind twice, with two different counts: the difference of the two instruction
//! counts over the difference of the counts is the cost of one call, without the cost of the process.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// One way of making one call.
pub struct Case {
    /// `{figure}/{way}`, as in `docs/benchmarks.md`.
    pub name: &'static str,
    /// Makes the call this many times.
    pub run: fn(u64),
}

/// Calls `call` `iterations` times; its result is kept from the optimiser and dropped.
#[inline]
pub fn repeat<T>(iterations: u64, mut call: impl FnMut() -> T) {
    for _ in 0..iterations {
        black_box(call());
    }
}

/// Nanoseconds of one call: the best of many short batches, which is what the machine can do when
/// nobody else wants it.
pub fn nanoseconds(case: &Case) -> f64 {
    const BATCH: Duration = Duration::from_millis(2);
    const BATCHES: u32 = 100;

    let mut iterations = 64_u32;
    while time(case, iterations) < BATCH {
        iterations *= 2;
    }
    let first = time(case, iterations);
    let best = (1..BATCHES).fold(first, |best, _| best.min(time(case, iterations)));
    best.as_secs_f64() * 1e9 / f64::from(iterations)
}

fn time(case: &Case, iterations: u32) -> Duration {
    let start = Instant::now();
    (case.run)(u64::from(iterations));
    start.elapsed()
}

/// The command line of a bench target: `count CASE ITERATIONS`, `time [CASE..]`, `list`; without any
/// of them (`cargo bench`) every case is timed.
///
/// # Errors
/// A text for the person who typed it: an unknown case or command, a count that is not a number.
pub fn main(cases: &[Case], arguments: &[String]) -> Result<(), String> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["count", name, iterations] => {
            let iterations = iterations.parse().map_err(|_| format!("`{iterations}` is not a number of iterations"))?;
            (find(cases, name)?.run)(iterations);
        }
        ["list"] => cases.iter().for_each(|case| println!("{}", case.name)),
        ["time", names @ ..] if !names.is_empty() => {
            for name in names {
                print(find(cases, name)?);
            }
        }
        [] | ["--bench" | "time"] => cases.iter().for_each(print),
        other => {
            return Err(format!("unknown arguments {other:?}; use `count CASE ITERATIONS`, `time [CASE..]` or `list`"));
        }
    }
    Ok(())
}

fn find<'a>(cases: &'a [Case], name: &str) -> Result<&'a Case, String> {
    cases.iter().find(|case| case.name == name).ok_or_else(|| format!("no case is named `{name}`; `list` prints them"))
}

fn print(case: &Case) {
    println!("{} {:.2}", case.name, nanoseconds(case));
}
