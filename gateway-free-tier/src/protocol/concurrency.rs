//! How many environments to let run: refusing inside of a function is billed, so what protects a budget is that
//! invocations do not start.

use super::{Amount, Balance, State};

/// From the order to stop until no invocation starts any more, in milliseconds, as assumed.
pub const KILL_TIME_MS: u64 = 5_000;

/// The most requests that one environment is sent each second
/// ([Lambda quotas](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)).
const REQUESTS_PER_SECOND: u64 = 10;

/// What the reserved concurrency of a deployment should be.
///
/// Each function returns the concurrency that is wanted; ordering it is somebody else's work.
///
/// ```
/// use gateway_free_tier::protocol::{Amount, Balance, Concurrency};
///
/// // 30 seconds at 1 GB.
/// let worst = Amount { requests: 1, mb_ms: 30_000 * 1_024, ..Amount::ZERO };
/// let concurrency = Concurrency { most: 100, kill_time_ms: 5_000, worst };
/// let requests = |requests| Balance::from(Amount { requests, ..Amount::ALWAYS_FREE });
/// assert_eq!(concurrency.glide(&requests(1_000_000)), 100);
/// assert_eq!(concurrency.glide(&requests(20_000)), 40);
/// assert_eq!(concurrency.glide(&requests(499)), 0);
/// let gb_seconds = |left: u64| Balance::from(Amount { mb_ms: left * 1_024_000, ..Amount::ALWAYS_FREE });
/// assert_eq!(concurrency.glide(&gb_seconds(3_000)), 50);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Concurrency {
    /// What the functions are deployed for.
    pub most: u32,
    /// How long an order takes to have its effect, in milliseconds: see [`KILL_TIME_MS`].
    pub kill_time_ms: u64,
    /// The worst case of one invocation: the largest of the functions.
    pub worst: Amount,
}

impl Concurrency {
    /// With so much left: as many as can be refused, until a stop has its effect, for a tenth of what is left, and as
    /// can reserve their worst case for a half of it.
    pub fn glide(&self, avail: &Balance) -> u32 {
        let refused = REQUESTS_PER_SECOND.saturating_mul(self.kill_time_ms).div_ceil(1_000);
        let (left, worst) = (avail.positive(), self.worst);
        let wanted = [
            (left.requests, refused.saturating_mul(10)),
            (left.mb_ms, worst.mb_ms.saturating_mul(2)),
            (left.log_bytes, worst.log_bytes.saturating_mul(2)),
            (left.cw_calls, worst.cw_calls.saturating_mul(2)),
        ]
        .into_iter()
        .filter_map(|(left, each)| left.checked_div(each))
        .fold(u64::from(self.most), u64::min);
        u32::try_from(wanted).unwrap_or(self.most)
    }

    /// The state to order when so much is left, if it is worth an order: on the way down, each halves.
    pub fn descend(&self, avail: &Balance, state: State) -> Option<State> {
        let now = self.in_force(state);
        let wanted = self.glide(avail);
        match wanted {
            0 if now > 0 => Some(State::Stopped),
            _ if wanted <= now / 2 && now > 0 => Some(State::Gliding { concurrency: wanted }),
            _ => None,
        }
    }

    /// When the store throttles: a quarter, at last none. Environments that cannot ask will refuse.
    pub fn brown_out(&self, concurrency: u32) -> u32 {
        concurrency.min(self.most) / 4
    }

    /// An hour later: twice as many, if that much is left.
    pub fn recover(&self, concurrency: u32, avail: &Balance) -> u32 {
        concurrency.saturating_mul(2).max(1).min(self.glide(avail))
    }

    /// Is enough back to start again, with one environment? Less than two thousandths of the budget, of anything, would
    /// be stopped again before it was of use.
    pub fn reopens(&self, avail: &Balance, budget: &Amount) -> bool {
        avail.positive().covers(&budget.per_mille(2)) && self.glide(avail) > 0
    }

    /// What can be refused, and so billed, between the order to stop and its effect, if nothing slowed down before it.
    pub fn refused_while_stopping(&self) -> u64 {
        let rate = REQUESTS_PER_SECOND.saturating_mul(u64::from(self.most));
        rate.saturating_mul(self.kill_time_ms).div_ceil(1_000).saturating_add(u64::from(self.most))
    }

    /// The concurrency that a state orders.
    pub fn in_force(&self, state: State) -> u32 {
        match state {
            State::Open => self.most,
            State::Gliding { concurrency } => concurrency.min(self.most),
            State::Stopped => 0,
        }
    }
}
