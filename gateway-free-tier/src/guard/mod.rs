//! The guard: the protocol before and after every invocation of a host.
//!
//! [`FreeTier`] holds the environment's side of the protocol, and the store. Give it to a host, and every invocation is
//! admitted by a lease before it begins and settled after it ended.

mod conditions;
mod environment;
mod error;
mod known;
mod pocket;
mod settings;
mod shared;
mod status;
#[cfg(feature = "aws")]
mod steering;

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use gateway_runtime::{Context, Guard, Priority, Refused, Saving, gateway_core};

pub use self::error::FreeTierError;
#[cfg(feature = "aws")]
pub use self::error::HourlyError;
pub use self::known::{Known, KnownPool};
pub use self::settings::{GuardSettings, SettingError};
pub(crate) use self::status::savings;
pub use self::status::{Condition, EpochStatus, Projection, Quantities, SavingStatus, Status};

use self::environment::Seat;
use self::settings::LONGEST_TIMEOUT_MS;
use self::shared::Shared;
#[cfg(feature = "aws")]
use crate::control::Settled;
use crate::protocol::{Amount, Refusal, Reservation, ServiceTime};
#[cfg(feature = "aws")]
use crate::store::DynamoDbStore;
use crate::store::{Mode, StoreError};

/// What an invocation is billed beyond what is measured here, in milliseconds: Lambda rounds up, and the event is read.
const PAD_MS: u64 = 2;
/// How long the store is not asked again at most that does not answer, in milliseconds.
const AWAY_MS: u64 = 60_000;
/// A deadline that is later than the timeout allows by more than this, in milliseconds, is believed rather than the timeout.
const SLACK_MS: u64 = 5_000;

/// The budget of this deployment, as one execution environment spends it.
///
/// It is made of the environment's variables: see [`GuardSettings`]. As a core it is built once, and can be injected; as a
/// [`Guard`] it stands before every invocation of a host:
///
/// ```ignore
/// let Ok(free_tier) = FreeTier::get() else { .. };
/// Host::<gateway::Gateway>::new().guard(free_tier).run()
/// ```
#[gateway_core(fallible)]
pub struct FreeTier {
    settings: GuardSettings,
    /// None where nothing is protected.
    seat: Option<Seat>,
    counts: Counts,
    built: Instant,
    /// How long an invocation may take, in milliseconds: as soon as the first one has told.
    longest_ms: OnceLock<u64>,
}

/// What this environment has seen since it began.
#[derive(Debug, Default)]
struct Counts {
    admitted: AtomicU64,
    refused: AtomicU64,
    /// Billed, in MB-ms, as measured here.
    mb_ms: AtomicU64,
    /// How long it took what followed answers, in microseconds: the next invocation is charged with it.
    after_us: AtomicU64,
}

impl Counts {
    fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Ordering::Relaxed);
    }
}

impl FreeTier {
    fn build() -> Result<Self, FreeTierError> {
        Self::new(GuardSettings::from_env().map_err(FreeTierError::Setting)?)
    }

    /// The budget with these settings.
    ///
    /// # Errors
    /// A budget that was to be guaranteed cannot be, or its store cannot be used.
    pub fn new(settings: GuardSettings) -> Result<Self, FreeTierError> {
        let seat = match settings.mode {
            None => None,
            Some(mode) => {
                let shared = Shared::open(&settings)?;
                if mode == Mode::Guarantee {
                    settings.check_guarantee(&shared)?;
                }
                Some(Seat::new(&settings, shared)?)
            }
        };
        Ok(Self { settings, seat, counts: Counts::default(), built: Instant::now(), longest_ms: OnceLock::new() })
    }

    /// What it goes by.
    pub fn settings(&self) -> &GuardSettings {
        &self.settings
    }

    /// Whether anything is counted.
    pub fn is_on(&self) -> bool {
        self.seat.is_some()
    }

    /// The table that the budget is in, if it is in one.
    #[cfg(feature = "aws")]
    pub fn table(&self) -> Option<&DynamoDbStore> {
        self.seat.as_ref().and_then(Seat::table)
    }

    /// Gives back what this environment has leased and not spent: for an environment that ends, at SIGTERM.
    pub async fn give_back(&self) {
        if let Some(seat) = &self.seat {
            seat.close(seat.latest()).await;
        }
    }

    /// Settles what AWS has counted meanwhile, and lets the functions in again as far as there is budget: once an hour, in a
    /// function of its own, since one that is stopped runs no code. Its timeout is to be that of the others.
    ///
    /// # Errors
    /// Some of it was not done; the next hour goes on with it.
    #[cfg(feature = "aws")]
    pub async fn hourly(&self) -> Result<Settled, HourlyError> {
        let seat = self.seat.as_ref();
        let Some((seat, steering)) = seat.and_then(|seat| Some((seat, seat.steering()?))) else {
            return Err(HourlyError::NothingToSettle);
        };
        let now = self.now(seat, &Context::current());
        steering.hourly(now).await.map_err(HourlyError::Control)
    }

    /// What is used, leased and left of the budget, as the store says now, and what that rests on.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn status(&self) -> Result<Status, StoreError> {
        match &self.seat {
            Some(seat) => Ok(Status::of(self, seat.latest(), seat.record().await?, seat.left())),
            None => Ok(Status::unprotected(self)),
        }
    }

    /// Records an invocation that no host has guarded, and that took this long: for a loop of one's own.
    ///
    /// # Errors
    /// The budget does not have it.
    pub async fn record(&self, took: Duration) -> Result<(), Refused> {
        let Some(seat) = &self.seat else { return Ok(()) };
        let cx = Context::current();
        let now = self.now(seat, &cx);
        let billed = self.settings.billed(milliseconds(took).saturating_add(PAD_MS));
        let reservation = self.reserve(seat, now, &billed).await?;
        Counts::add(&self.counts.mb_ms, billed.mb_ms);
        if let Some(reservation) = reservation {
            seat.settle(now, reservation, &billed, &billed);
            seat.write().await;
        }
        Ok(())
    }

    /// Nothing where the budget does not have it and that is not enforced.
    async fn reserve(&self, seat: &Seat, now: ServiceTime, worst: &Amount) -> Result<Option<Reservation>, Refused> {
        match seat.admit(now, worst).await {
            Ok(reservation) => {
                Counts::add(&self.counts.admitted, 1);
                Ok(Some(reservation))
            }
            Err(refusal) if self.is_enforced() => {
                Counts::add(&self.counts.refused, 1);
                Err(Refused { why: why(refusal), until: until(now, refusal) })
            }
            Err(_) => {
                Counts::add(&self.counts.admitted, 1);
                Ok(None)
            }
        }
    }

    /// When an invocation started, by the clock of the service where that is known.
    fn now(&self, seat: &Seat, cx: &Context) -> ServiceTime {
        let deadline = cx.deadline().and_then(|deadline| deadline.duration_since(UNIX_EPOCH).ok());
        match deadline {
            Some(deadline) => {
                seat.later(ServiceTime::from_deadline(milliseconds(deadline), self.settings.timeout_ms()))
            }
            // Nothing that bills an invocation leaves its deadline out: this is a call by hand.
            None => seat.latest(),
        }
    }

    /// The most that an invocation can cost.
    fn worst(&self, cx: &Context) -> Amount {
        let longest = self.longest_ms.get_or_init(|| {
            let timeout = self.settings.timeout_ms();
            // By a clock that lags, it would be any number.
            let remaining = cx.remaining_time().map_or(0, milliseconds).min(LONGEST_TIMEOUT_MS);
            if remaining > timeout + SLACK_MS { remaining } else { timeout }
        });
        self.settings.billed(*longest)
    }

    /// What an invocation is billed that began so long after this was built, and has its answer now.
    fn billed(&self, since_us: u64) -> Amount {
        // Mostly nothing follows, and to look is less than to take.
        let after_us = match self.counts.after_us.load(Ordering::Relaxed) {
            0 => 0,
            _ => self.counts.after_us.swap(0, Ordering::Relaxed),
        };
        self.settings.billed((self.age_us() - since_us + after_us) / 1_000 + PAD_MS)
    }

    fn age_us(&self) -> u64 {
        u64::try_from(self.built.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    fn is_enforced(&self) -> bool {
        self.settings.mode == Some(Mode::Guarantee)
    }

    async fn admitted<F: Future<Output: Send> + Send>(
        &self,
        seat: &Seat,
        cx: &Context,
        work: F,
    ) -> Result<F::Output, Refused> {
        let (now, worst, since_us) = (self.now(seat, cx), self.worst(cx), self.age_us());
        if cx.cold_start() {
            seat.starts(now, &self.settings.billed_start(since_us / 1_000));
        }
        let refusal = self.settings.protocol().refusal;
        let reservation = match self.reserve(seat, now, &worst).await {
            Ok(reservation) => reservation,
            Err(refused) => {
                // A store that is away is waited for, and so is AWS; all of that is billed.
                let more = self.billed(since_us).minus(&refusal);
                if !more.is_zero() {
                    seat.owes(now, &more);
                }
                return Err(refused);
            }
        };
        let output = work.await;
        let billed = self.billed(since_us);
        Counts::add(&self.counts.mb_ms, billed.mb_ms);
        match reservation {
            Some(reservation) => seat.settle(now, reservation, &billed, &worst),
            // It was counted as refused, and was served.
            None => seat.owes(now, &billed.minus(&refusal)),
        }
        Ok(output)
    }
}

impl Guard for FreeTier {
    async fn guard<F: Future<Output: Send> + Send>(&self, work: F) -> Result<F::Output, Refused> {
        match &self.seat {
            Some(seat) => self.admitted(seat, &Context::current(), work).await,
            None => Ok(work.await),
        }
    }

    async fn settle(&self, followed: Duration) {
        let Some(seat) = &self.seat else { return };
        let mut after = followed;
        if seat.has_unwritten() {
            let since = Instant::now();
            seat.write().await;
            after += since.elapsed();
        }
        if !after.is_zero() {
            Counts::add(&self.counts.after_us, u64::try_from(after.as_micros()).unwrap_or(u64::MAX));
        }
    }

    fn sheds(&self, priority: Priority) -> Option<Refused> {
        let saving = match priority {
            Priority::Background => Saving::BackgroundWork,
            Priority::Normal => Saving::NormalWork,
            Priority::Critical => return None,
        };
        let seat = self.seat.as_ref().filter(|_| self.is_enforced() && saving.is_on())?;
        let until = Some(month_end(seat.latest()));
        Some(Refused { why: "little is left of the month's budget, and it is kept for what matters more", until })
    }
}

impl fmt::Debug for FreeTier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FreeTier")
            .field("settings", &self.settings)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

fn why(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Exhausted { .. } => "the month's budget is used up",
        Refusal::Unreachable => "the store of the budget cannot be reached, and nothing is left of what was leased",
        Refusal::TooLarge => "one invocation may cost more than can be leased: its timeout or its memory is too large",
    }
}

/// When to come again.
fn until(now: ServiceTime, refusal: Refusal) -> Option<SystemTime> {
    match refusal {
        Refusal::Exhausted { .. } => Some(month_end(now)),
        Refusal::Unreachable => Some(UNIX_EPOCH + Duration::from_millis(now.plus_ms(AWAY_MS).0)),
        Refusal::TooLarge => None,
    }
}

fn month_end(now: ServiceTime) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(now.epoch().month().ends_at().0)
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
