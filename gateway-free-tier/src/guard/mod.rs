//! The guard: the protocol before and after every invocation of a host.
//!
//! [`FreeTier`] holds the environment's side of the protocol, and the store. Give it to a host, and every invocation is
//! admitted by a lease before it begins and settled after it ended.

mod environment;
mod known;
mod pocket;
mod settings;
mod shared;
mod status;
#[cfg(feature = "aws")]
mod steering;

use std::error::Error;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use gateway_runtime::{Context, Guard, Priority, Refused, Saving, gateway_core};

pub use self::known::{Known, KnownPool};
pub use self::settings::{GuardSettings, SettingError};
pub(crate) use self::status::savings;
pub use self::status::{Condition, EpochStatus, Projection, Quantities, SavingStatus, Status};

use self::environment::Seat;
use self::shared::Shared;
use crate::journal::JournalError;
use crate::protocol::{Amount, Refusal, Reservation, ServiceTime};
#[cfg(feature = "aws")]
use crate::store::DynamoDbStore;
use crate::store::{Mode, NotGuaranteed, StoreError};

/// What an invocation is billed beyond what is measured here, in milliseconds: Lambda rounds up, and the answer is sent.
const PAD_MS: u64 = 2;
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
}

/// What this environment has seen since it began.
#[derive(Debug, Default)]
struct Counts {
    admitted: AtomicU64,
    refused: AtomicU64,
    /// Billed, in MB-ms, as measured here.
    mb_ms: AtomicU64,
    /// How long the store was spoken to after answers, in milliseconds: the next invocation is charged with it.
    after_ms: AtomicU64,
}

impl Counts {
    fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Ordering::Relaxed);
    }
}

/// The budget cannot be protected as it is set.
#[derive(Debug)]
#[non_exhaustive]
pub enum FreeTierError {
    /// A variable of the environment is not what it should be.
    Setting(SettingError),
    /// The store is not shared by all who spend.
    NotGuaranteed(NotGuaranteed),
    /// The function is deployed in a way for which there is no free allowance.
    NotFree(&'static str),
    /// The store cannot be used.
    Store(StoreError),
    /// The lease cannot be kept in a file.
    Journal(JournalError),
    /// Requests to AWS cannot be signed, or the table's address is none.
    #[cfg(feature = "aws")]
    Aws(gateway_http::aws::AwsSettingsError),
}

impl fmt::Display for FreeTierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(error) => error.fmt(f),
            Self::NotGuaranteed(error) => error.fmt(f),
            Self::NotFree(why) => write!(
                f,
                "the budget cannot be guaranteed: {why}, for which there is no free allowance. Set \
                 GATEWAY_FREE_TIER_MODE=advisory to count without a guarantee"
            ),
            Self::Store(error) => error.fmt(f),
            Self::Journal(error) => error.fmt(f),
            #[cfg(feature = "aws")]
            Self::Aws(error) => error.fmt(f),
        }
    }
}

impl Error for FreeTierError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Setting(error) => error.source(),
            Self::Store(error) => error.source(),
            Self::Journal(error) => error.source(),
            #[cfg(feature = "aws")]
            Self::Aws(error) => error.source(),
            Self::NotGuaranteed(_) | Self::NotFree(_) => None,
        }
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
        Ok(Self { settings, seat, counts: Counts::default() })
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
        let billed = self.settings.billed(milliseconds(took) + PAD_MS);
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
            Err(refusal) => {
                Counts::add(&self.counts.refused, 1);
                if self.is_enforced() {
                    return Err(Refused { why: why(refusal), until: Some(month_end(now)) });
                }
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
        let timeout = self.settings.timeout_ms();
        let remaining = cx.remaining_time().map_or(0, milliseconds);
        let longest = if remaining > timeout + SLACK_MS { remaining } else { timeout };
        let start = if cx.cold_start() { self.settings.init_ms } else { 0 };
        self.settings.billed(longest + start)
    }

    fn billed(&self, cx: &Context, since: Instant) -> Amount {
        let start = if cx.cold_start() { self.settings.init_ms } else { 0 };
        let after = self.counts.after_ms.swap(0, Ordering::Relaxed);
        self.settings.billed(milliseconds(since.elapsed()) + PAD_MS + start + after)
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
        let (now, worst, since) = (self.now(seat, cx), self.worst(cx), Instant::now());
        let reservation = self.reserve(seat, now, &worst).await?;
        let output = work.await;
        let billed = self.billed(cx, since);
        Counts::add(&self.counts.mb_ms, billed.mb_ms);
        if let Some(reservation) = reservation {
            seat.settle(now, reservation, &billed, &worst);
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

    async fn settle(&self) {
        if let Some(seat) = self.seat.as_ref().filter(|seat| seat.has_unwritten()) {
            let since = Instant::now();
            seat.write().await;
            // It is billed until the next event is asked for.
            Counts::add(&self.counts.after_ms, milliseconds(since.elapsed()) + 1);
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
        Refusal::Exhausted => "the month's budget is used up",
        Refusal::Unreachable => "the store of the budget cannot be reached, and nothing is left of what was leased",
        Refusal::TooLarge => "one invocation may cost more than can be leased: its timeout or its memory is too large",
    }
}

fn month_end(now: ServiceTime) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(now.epoch().month().ends_at().0)
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use gateway_runtime::{Context, Guard as _};

    use super::{FreeTier, GuardSettings, Instant, Ordering};

    #[tokio::test]
    async fn what_the_store_is_told_after_an_answer_is_charged_to_the_next() {
        let variables = [("GATEWAY_FREE_TIER_MODE", "guarantee"), ("GATEWAY_FREE_TIER_STORE", "memory")];
        let look =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let free_tier = FreeTier::new(GuardSettings::from_variables(look).unwrap()).unwrap();
        let seat = free_tier.seat.as_ref().unwrap();
        for _ in 0..10_000 {
            free_tier.guard(async {}).await.unwrap();
            if seat.has_unwritten() {
                break;
            }
        }
        assert!(seat.has_unwritten(), "a lease that lasts is filled again before it is empty");
        free_tier.settle().await;
        assert!(!seat.has_unwritten());
        let (told, cx) = (free_tier.counts.after_ms.load(Ordering::Relaxed), Context::builder().build());
        assert!(told >= 1, "it took its time");
        free_tier.counts.after_ms.store(500, Ordering::Relaxed);
        assert!(free_tier.billed(&cx, Instant::now()).mb_ms >= 502 * 128);
        assert!(free_tier.billed(&cx, Instant::now()).mb_ms < 100 * 128, "once");
    }
}
