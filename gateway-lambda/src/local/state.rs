//! What waits for the function, and what the function is working on.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::invocation::{Answer, Invocation, Outcome};
use super::log::Log;
use super::record::Record;

#[derive(Debug)]
pub(super) struct State {
    pub(super) waiting: VecDeque<Waiting>,
    pub(super) working: HashMap<String, Working>,
    /// The answered invocations whose workers have not asked for another event yet, the first answered first.
    pub(super) finishing: VecDeque<String>,
    /// The invocations that ran out of time, on which the process may well work still.
    pub(super) late: Vec<String>,
    pub(super) process: Process,
    pub(super) remembered: VecDeque<Arc<Record>>,
    /// Whether the local runtime ends, and no process is to be started any more.
    pub(super) ending: bool,
}

#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) invocation: Invocation,
    pub(super) since: (Instant, SystemTime),
    pub(super) caller: oneshot::Sender<Answer>,
}

#[derive(Debug)]
pub(super) struct Working {
    pub(super) what: String,
    pub(super) attempt_id: String,
    pub(super) since: (Instant, SystemTime),
    pub(super) init: Option<Duration>,
    pub(super) log: Log,
    pub(super) caller: oneshot::Sender<Answer>,
}

/// The process of the function, as far as the desk cares.
#[derive(Debug)]
pub(super) struct Process {
    /// How many have ended: a `next` of an earlier one must not take what nobody would then read.
    pub(super) ended: u64,
    pub(super) id: Option<u32>,
    pub(super) started: Instant,
    /// Whether it wants to hear of its end.
    pub(super) has_extension: bool,
    /// Whether it has started well enough to ask for an event.
    pub(super) asked: bool,
    /// What that took, until an invocation reports it.
    pub(super) init: Option<Duration>,
    /// What it logged before.
    pub(super) log: Log,
    /// Why it cannot start, if it has said so.
    pub(super) failed: Option<Outcome>,
}

impl State {
    pub(super) fn new() -> Self {
        let process = Process {
            ended: 0,
            id: None,
            started: Instant::now(),
            has_extension: false,
            asked: false,
            init: None,
            log: Log::default(),
            failed: None,
        };
        Self {
            waiting: VecDeque::new(),
            working: HashMap::new(),
            finishing: VecDeque::new(),
            late: Vec::new(),
            process,
            remembered: VecDeque::new(),
            ending: false,
        }
    }
}
