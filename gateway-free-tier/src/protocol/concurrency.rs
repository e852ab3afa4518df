//! How many environments to let run: refusing inside of a function is billed, so what protects a budget is that
//! invocations do not start.

use super::environment::{UNTOLD_PARTS, UNTOLD_REQUESTS};
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

    /// What may have been refused without the pool's knowledge, where the state orders more than `ordered`: then
    /// environments that could not tell the pool have stopped all of them
    /// ([`Environment::is_cut_off`](super::Environment::is_cut_off)).
    ///
    /// Charge it, as a debt, before anybody is let in again. Nobody knows what it was; this is the most that it may be, and
    /// what it was not comes back when the epoch is reconciled.
    pub fn untold(&self, state: State, ordered: u32, avail: &Balance, refusal: &Amount) -> Amount {
        let in_force = self.in_force(state);
        if ordered >= in_force {
            return Amount::ZERO;
        }
        let unnoticed = u64::from(in_force) * UNTOLD_REQUESTS + avail.positive().requests / UNTOLD_PARTS;
        refusal.times(unnoticed.saturating_add(self.refused_until_stopped(in_force)))
    }

    /// What to do once an hour: the state to write, if it is another one, and then to order. It lets in twice as many, if
    /// that much is left, and after a stop if it [is worth it](Self::reopens).
    pub fn ascend(&self, state: State, ordered: u32, avail: &Balance, budget: &Amount) -> Option<State> {
        if state == State::Stopped && !self.reopens(avail, budget) {
            // The stop may have been written, and its order lost or undone.
            return (ordered > 0).then_some(State::Stopped);
        }
        let to = self.state_of(self.recover(ordered, avail).max(ordered));
        // The state may have been written, and the order lost.
        (to != state || self.in_force(to) != ordered).then_some(to)
    }

    /// An hour later: twice as many, if that much is left.
    fn recover(&self, concurrency: u32, avail: &Balance) -> u32 {
        concurrency.saturating_mul(2).max(1).min(self.glide(avail))
    }

    /// Is enough back to start again, with one environment? Less than two thousandths of the budget, of anything, would
    /// be stopped again before it was of use.
    pub fn reopens(&self, avail: &Balance, budget: &Amount) -> bool {
        avail.positive().covers(&budget.per_mille(2)) && self.glide(avail) > 0
    }

    /// What can be refused, and so billed, between the order to stop and its effect, if nothing slowed down before it.
    pub fn refused_while_stopping(&self) -> u64 {
        self.refused_until_stopped(self.most)
    }

    /// The concurrency that a state orders.
    pub fn in_force(&self, state: State) -> u32 {
        match state {
            State::Open => self.most,
            State::Gliding { concurrency } => concurrency.min(self.most),
            State::Stopped => 0,
        }
    }

    /// The state of which a concurrency is the order.
    pub fn state_of(&self, concurrency: u32) -> State {
        match concurrency {
            0 => State::Stopped,
            all if all >= self.most => State::Open,
            concurrency => State::Gliding { concurrency },
        }
    }

    fn refused_until_stopped(&self, concurrency: u32) -> u64 {
        let rate = REQUESTS_PER_SECOND.saturating_mul(u64::from(concurrency));
        rate.saturating_mul(self.kill_time_ms).div_ceil(1_000).saturating_add(u64::from(concurrency))
    }
}
