//! A control plane that does what it is told, and remembers it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use dynamo_db_tests::{Server, create_table, store};
use gateway_free_tier::control::{ControlPlane, Controller, Function, Metric, Plan};
use gateway_free_tier::protocol::{Amount, Ask, Concurrency, Epoch, Grant, KILL_TIME_MS, Record, ServiceTime};
use gateway_free_tier::store::{DynamoDbStore, QuotaStore};

/// 2026-01-02 00:00 UTC.
pub(crate) const NOW: ServiceTime = ServiceTime(1_767_312_000_000);
/// Nobody has a hundred requests a second here: a hundred environments, which may be refused 50 times each until they stop.
pub(crate) const MOST: u32 = 100;
pub(crate) const MEMORY_MB: u64 = 128;
pub(crate) const LOG_GROUP: &str = "/aws/lambda/orders";

#[derive(Clone, Default)]
pub(crate) struct Fake(Arc<State>);

#[derive(Default)]
struct State {
    reserved: Mutex<BTreeMap<String, Option<u32>>>,
    orders: Mutex<Vec<(String, Option<u32>)>>,
    sums: Mutex<BTreeMap<String, BTreeMap<Epoch, u64>>>,
    measurements: AtomicU32,
    is_away: AtomicBool,
    is_blind: AtomicBool,
    is_small: AtomicBool,
}

#[derive(Debug)]
pub(crate) enum No {
    Away,
    TooSmall,
}

impl Fake {
    /// Some function with what it has reserved.
    pub(crate) fn with(self, function: &str, reserved: Option<u32>) -> Self {
        self.0.reserved.lock().unwrap().insert(function.to_owned(), reserved);
        self
    }

    pub(crate) fn reserved_now(&self, function: &str) -> Option<u32> {
        self.0.reserved.lock().unwrap()[function]
    }

    /// What was ordered since the last call.
    pub(crate) fn orders(&self) -> Vec<(String, Option<u32>)> {
        std::mem::take(&mut self.0.orders.lock().unwrap())
    }

    pub(crate) fn count(&self, metric: Metric<'_>, epoch: Epoch, sum: u64) {
        self.0.sums.lock().unwrap().entry(format!("{metric:?}")).or_default().insert(epoch, sum);
    }

    pub(crate) fn measurements(&self) -> u32 {
        self.0.measurements.load(Ordering::Relaxed)
    }

    pub(crate) fn is_away(&self, is_away: bool) {
        self.0.is_away.store(is_away, Ordering::Relaxed);
    }

    /// Nothing is measured.
    pub(crate) fn is_blind(&self, is_blind: bool) {
        self.0.is_blind.store(is_blind, Ordering::Relaxed);
    }

    /// Of an account with ten, Lambda lets none be reserved, but for none at all.
    pub(crate) fn small(self) -> Self {
        self.0.is_small.store(true, Ordering::Relaxed);
        self
    }

    fn check(&self) -> Result<(), No> {
        if self.0.is_away.load(Ordering::Relaxed) { Err(No::Away) } else { Ok(()) }
    }
}

impl ControlPlane for Fake {
    type Error = No;

    async fn reserved(&self, function: &str) -> Result<Option<u32>, No> {
        self.check()?;
        Ok(self.reserved_now(function))
    }

    async fn reserve(&self, function: &str, concurrency: Option<u32>) -> Result<(), No> {
        self.check()?;
        if concurrency.is_some_and(|some| some > 0) && self.0.is_small.load(Ordering::Relaxed) {
            return Err(No::TooSmall);
        }
        self.0.orders.lock().unwrap().push((function.to_owned(), concurrency));
        self.0.reserved.lock().unwrap().insert(function.to_owned(), concurrency);
        Ok(())
    }

    fn is_not_to_be_had(error: &No) -> bool {
        matches!(error, No::TooSmall)
    }

    async fn sums(&self, metric: Metric<'_>, first: Epoch, last: Epoch) -> Result<BTreeMap<Epoch, u64>, No> {
        self.check()?;
        if self.0.is_blind.load(Ordering::Relaxed) {
            return Err(No::Away);
        }
        self.0.measurements.fetch_add(1, Ordering::Relaxed);
        let sums = self.0.sums.lock().unwrap();
        let Some(sums) = sums.get(&format!("{metric:?}")) else { return Ok(BTreeMap::new()) };
        Ok(sums.range(first..=last).map(|(epoch, sum)| (*epoch, *sum)).collect())
    }
}

pub(crate) fn server() -> &'static str {
    static SERVER: OnceLock<Server> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let server = Server::start();
        let url = server.url().to_owned();
        let create = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(create_table(&url));
        };
        // The test has a runtime of its own.
        std::thread::spawn(create).join().unwrap();
        server
    });
    server.url()
}

/// A store that no other test has.
pub(crate) fn fresh_store() -> DynamoDbStore {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    store(server(), &format!("control{}", NUMBER.fetch_add(1, Ordering::Relaxed)))
}

pub(crate) fn requests(requests: u64) -> Amount {
    Amount { requests, ..Amount::ZERO }
}

/// Little of anything but requests would be told as exhausted too.
pub(crate) fn budget() -> Amount {
    Amount { requests: 1_000_000, ..Amount::ALWAYS_FREE }
}

pub(crate) fn plan(functions: &[&str]) -> Plan {
    let functions =
        functions.iter().map(|name| Function { name: (*name).to_owned(), memory_mb: MEMORY_MB, reserved: Some(7) });
    Plan {
        functions: functions.collect(),
        concurrency: Concurrency {
            most: MOST,
            kill_time_ms: KILL_TIME_MS,
            worst: Amount { requests: 1, mb_ms: 3_000 * MEMORY_MB, ..Amount::ZERO },
        },
        budget: budget(),
        others: Amount::ZERO,
        log_groups: vec![LOG_GROUP.to_owned()],
        refusal: requests(1),
        foreign_memory_mb: 512,
    }
}

pub(crate) type Tested = Controller<DynamoDbStore, Fake>;

/// A controller of a month that is open.
pub(crate) async fn controller(fake: &Fake, functions: &[&str]) -> Tested {
    let controller = Controller::new(fresh_store(), fake.clone(), plan(functions));
    controller.store().open(NOW.epoch().month(), &Record::open(&budget())).await.unwrap();
    controller
}

/// Takes requests until so many are left.
pub(crate) async fn leave(controller: &Tested, left: i64) -> Grant {
    let record = controller.store().record(NOW.epoch().month()).await.unwrap().unwrap();
    let amount = requests((record.avail().requests - left).unsigned_abs());
    let ask = Ask { amount, ..Ask::default() };
    controller.store().grant(NOW.epoch(), &ask).await.unwrap().unwrap()
}
