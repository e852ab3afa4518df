//! Processes of one host that spend one budget, and are killed while they do.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use gateway_free_tier::journal::Journal;
use gateway_free_tier::protocol::{Admission, Amount, Environment, Outage, Refusal, ServiceTime, Settings};
use gateway_free_tier::store::{FileStore, QuotaStore};

/// 2026-01-02 00:00 UTC.
const NOW: ServiceTime = ServiceTime(1_767_312_000_000);
const BUDGET: u64 = 30_000;
const WORKERS: usize = 4;
const KILLS: u64 = 60;
/// The most that is leased at once.
const CHUNK: u64 = 256;
const FOLDER: &str = "TEST_FOLDER";
const NUMBER: &str = "TEST_NUMBER";

fn worst() -> Amount {
    Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO }
}

/// One request, as somebody outside would see that it was served.
fn work(served: &mut fs::File) {
    served.write_all(b".").unwrap();
    thread::sleep(Duration::from_micros(50));
}

#[tokio::test]
#[ignore = "no test: what the other one starts, and kills"]
async fn worker() {
    // Whoever runs all ignored tests does not mean this one.
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let number = std::env::var(NUMBER).unwrap();
    let store = FileStore::new(folder.join("store")).unwrap();
    let journal = Journal::open(&folder.join(format!("{number}.journal")), &number).unwrap();
    let mut served =
        OpenOptions::new().create(true).append(true).open(folder.join(format!("{number}.served"))).unwrap();
    let settings = Settings {
        concurrency: u32::try_from(WORKERS).unwrap(),
        refusal: Amount::ZERO,
        guard_ms: 0,
        outage: Outage::Closed,
    };
    let mut environment = Environment::new(settings, journal);
    loop {
        match environment.admit(NOW, &worst()) {
            Admission::Admitted(reservation) => {
                work(&mut served);
                if let Some(back) = environment.settle(reservation, &worst()) {
                    store.give_back(back.epoch, &back.amount).await.unwrap();
                }
            }
            Admission::Ask(request) => match store.grant(request.epoch, &request.ask).await.unwrap() {
                Ok(grant) => environment.granted(NOW, &request, &grant),
                Err(denied) => environment.denied(NOW, &request, denied),
            },
            Admission::Refused(why) => {
                assert_eq!(why, Refusal::Exhausted);
                break;
            }
        }
    }
    for back in environment.close(NOW) {
        assert!(store.give_back(back.epoch, &back.amount).await.unwrap());
    }
}

struct Worker {
    number: usize,
    process: Child,
}

impl Worker {
    fn start(folder: &Path, number: usize) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["worker", "--exact", "--ignored"]).env(FOLDER, folder).env(NUMBER, number.to_string());
        let process = command.stdout(Stdio::null()).spawn().unwrap();
        Self { number, process }
    }

    fn served(&self, folder: &Path) -> u64 {
        fs::metadata(folder.join(format!("{}.served", self.number))).map_or(0, |file| file.len())
    }

    /// Waits until it has served some more, and kills it. Returns false if it came to its end before.
    fn kill_within(&mut self, folder: &Path, requests: u64) -> bool {
        let until = self.served(folder) + requests;
        while self.served(folder) < until {
            if self.process.try_wait().unwrap().is_some() {
                return false;
            }
            thread::yield_now();
        }
        self.process.kill().unwrap();
        self.process.wait().unwrap().code().is_none()
    }
}

#[tokio::test]
async fn nothing_is_spent_twice_and_little_is_lost() {
    let folder = std::env::temp_dir().join(format!("gateway-free-tier-killed-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let store = FileStore::new(folder.join("store")).unwrap();
    let month = NOW.epoch().month();
    store.open(month, &worst().times(BUDGET)).await.unwrap();

    let mut workers: Vec<Worker> = (0..WORKERS).map(|number| Worker::start(&folder, number)).collect();
    let mut killed: u64 = 0;
    for kill in 0..KILLS {
        let worker = &mut workers[usize::try_from(kill).unwrap() % WORKERS];
        // Different counts, so that each kill meets the worker somewhere else.
        if worker.kill_within(&folder, 1 + (kill * 37) % 150) {
            killed += 1;
            *worker = Worker::start(&folder, worker.number);
        }
    }
    for worker in &mut workers {
        assert!(worker.process.wait().unwrap().success(), "worker {} failed", worker.number);
    }

    let served: u64 = workers.iter().map(|worker| worker.served(&folder)).sum();
    let left = store.record(month).await.unwrap().unwrap().avail().positive().requests;
    println!(
        "{killed} killed: {served} of {BUDGET} served, {left} left, {} lost",
        BUDGET.saturating_sub(served + left)
    );
    assert!(killed >= KILLS / 2, "{killed} were killed while they worked");
    assert!(served + left <= BUDGET, "{served} served and {left} left of {BUDGET}");
    // The request that a killed worker was about to serve; and a chunk, if it died between the store and its journal.
    let lost = BUDGET - served - left;
    assert!(lost <= killed + 2 * CHUNK, "{lost} lost by {killed} kills");
    fs::remove_dir_all(&folder).unwrap();
}
