//! What the guarantee rests on, each with its number.

use super::FreeTier;
use super::settings::{BEFORE_START_MS, LOG_BYTES};
use super::status::{Condition, GB_SECOND};
use crate::protocol::{Concurrency, KILL_TIME_MS};

pub(super) fn conditions(free_tier: &FreeTier) -> Vec<Condition> {
    let settings = &free_tier.settings;
    let (budget, concurrency) = (settings.budget(), settings.concurrency);
    let worst = settings.billed(settings.timeout_ms());
    let stop = Concurrency { most: concurrency, kill_time_ms: KILL_TIME_MS, worst }.refused_while_stopping();
    let (margin, theirs) = (settings.margin(), settings.others());
    let row = |condition, number: String| Condition { condition, number };
    #[cfg_attr(not(feature = "aws"), expect(unused_mut, reason = "nobody asks AWS"))]
    let mut conditions = vec![
        row(
            "the account has the always-free allowance, and this share of it is for this deployment",
            format!("{} %", settings.share_percent),
        ),
        row(
            "others use no more of the account than this; what AWS counts beyond it, here and in the regions that are named, is taken off this budget",
            format!("{} requests, {} GB-s", theirs.requests, theirs.mb_ms / GB_SECOND),
        ),
        row(
            "starts that serve nothing, and what is refused until a stop has its effect, cost no more than the margin",
            format!("{} requests, {} GB-s", margin.requests, margin.mb_ms / GB_SECOND),
        ),
        row(
            "so many requests may be refused until a stop of all environments has its effect",
            format!("{stop} requests in {} s", KILL_TIME_MS / 1_000),
        ),
        row("no more environments than the reserved concurrency run at a time", format!("{concurrency}")),
        row(
            "no invocation is billed for longer than the timeout",
            format!("{} ms at {} MB", settings.timeout_ms(), settings.memory_mb),
        ),
        row("before a start runs any code of ours it is billed no longer than this", format!("{BEFORE_START_MS} ms")),
        row(
            "an invocation logs no more than this on average, Lambda's own lines included",
            format!("{LOG_BYTES} bytes"),
        ),
        row("the deadline that Lambda tells is so near to the clock that it bills by", "1 s".to_owned()),
        row("AWS's count of an epoch is complete so long after its end", "1 hour".to_owned()),
        row(
            "writes to one item of the store happen one after the other",
            format!("{} requests a month", budget.requests),
        ),
    ];
    #[cfg(feature = "aws")]
    conditions.extend(others(settings));
    conditions
}

/// What AWS is asked of others, and does not tell.
#[cfg(feature = "aws")]
fn others(settings: &super::settings::GuardSettings) -> [Condition; 2] {
    let named: Vec<_> = settings.spenders().iter().map(|it| format!("{} at {} MB", it.name, it.memory_mb)).collect();
    let these = if named.is_empty() { format!("1 function at {} MB", settings.memory_mb) } else { named.join(", ") };
    [
        Condition {
            condition: "these alone are of this deployment, and another stack is one of the others",
            number: these,
        },
        Condition {
            condition: "functions of others, whose memory AWS does not tell, have no more than this",
            number: format!("{} MB", super::steering::FOREIGN_MEMORY_MB),
        },
    ]
}
