//! Processes that spend one budget, and are killed while they do.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use gateway_free_tier::journal::Journal;
use gateway_free_tier::protocol::{Admission, Amount, Environment, Outage, Refusal, ServiceTime, Settings};
use gateway_free_tier::store::QuotaStore;

/// 2026-01-02 00:00 UTC.
pub const NOW: ServiceTime = ServiceTime(1_767_312_000_000);

const FOLDER: &str = "TEST_FOLDER";
const NUMBER: &str = "TEST_NUMBER";
const STORE: &str = "TEST_STORE";

pub fn worst() -> Amount {
    Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO }
}

/// What a worker was started with.
pub struct Orders {
    pub folder: PathBuf,
    /// Where the store is.
    pub store: String,
    number: String,
}

impl Orders {
    /// `None` if this process is no worker: whoever runs all ignored tests does not mean that one.
    pub fn read() -> Option<Self> {
        let folder = std::env::var_os(FOLDER)?.into();
        Some(Self { folder, store: std::env::var(STORE).ok()?, number: std::env::var(NUMBER).ok()? })
    }

    /// Serves requests until nothing is left, and returns the rest of the lease.
    pub async fn follow(&self, store: &impl QuotaStore, budget: u64, workers: usize) {
        let file = |ending| self.folder.join(format!("{}.{ending}", self.number));
        let journal = Journal::open(&file("journal"), &self.number).unwrap();
        let mut served = OpenOptions::new().create(true).append(true).open(file("served")).unwrap();
        let settings = Settings {
            concurrency: u32::try_from(workers).unwrap(),
            refusal: Amount::ZERO,
            guard_ms: 0,
            largest_lease: Settings::largest_lease(&worst().times(budget)),
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
                    assert_eq!(why, Refusal::Exhausted { month: NOW.epoch().month() });
                    break;
                }
            }
        }
        for back in environment.close(NOW) {
            assert!(store.give_back(back.epoch, &back.amount).await.unwrap());
        }
    }
}

/// One request, as somebody outside would see that it was served.
fn work(served: &mut fs::File) {
    served.write_all(b".").unwrap();
    thread::sleep(Duration::from_micros(50));
}

struct Worker {
    number: usize,
    process: Child,
}

impl Worker {
    /// Starts the ignored test `worker` of this program.
    fn start(folder: &Path, store: &str, number: usize) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["worker", "--exact", "--ignored"]);
        command.env(FOLDER, folder).env(STORE, store).env(NUMBER, number.to_string());
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
            // Without a pause this would take a processor from the server and the workers, and an answer would wait longer.
            thread::sleep(Duration::from_micros(20));
        }
        self.process.kill().unwrap();
        self.process.wait().unwrap().code().is_none()
    }
}

/// Lets so many workers serve until the budget is used up, and kills one after the other. Returns how many were killed while
/// they worked, and how much was served.
pub fn kill(folder: &Path, store: &str, workers: usize, kills: u64, between: u64) -> (u64, u64) {
    let mut workers: Vec<Worker> = (0..workers).map(|number| Worker::start(folder, store, number)).collect();
    let count = workers.len();
    let mut killed = 0;
    for kill in 0..kills {
        let worker = &mut workers[usize::try_from(kill).unwrap() % count];
        // Different counts, so that each kill meets the worker somewhere else.
        if worker.kill_within(folder, 1 + (kill * 37) % between) {
            killed += 1;
            *worker = Worker::start(folder, store, worker.number);
        }
    }
    for worker in &mut workers {
        assert!(worker.process.wait().unwrap().success(), "worker {} failed", worker.number);
    }
    (killed, workers.iter().map(|worker| worker.served(folder)).sum())
}
