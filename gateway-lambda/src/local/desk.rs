//! What waits for the function, and what the function is working on.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::json;
use tokio::sync::{Notify, oneshot};

/// One event on its way to the function.
#[derive(Clone, Debug)]
pub(super) struct Invocation {
    pub(super) request_id: String,
    pub(super) trace_id: String,
    pub(super) payload: Bytes,
}

/// An invocation that the function has taken, with the moment at which it must be answered.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) invocation: Invocation,
    pub(super) deadline_ms: u128,
}

/// What the caller of an invocation gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The function's answer, byte for byte.
    Response(Bytes),
    /// An error object, from the function or about it.
    Error(Bytes),
}

impl Outcome {
    /// An error object in the shape of the Runtime API.
    pub(super) fn error(error_type: &str, message: &str) -> Self {
        let body = json!({ "errorType": error_type, "errorMessage": message });
        Self::Error(Bytes::from(body.to_string()))
    }

    fn error_about(request_id: &str, error_type: &str, what: &str) -> Self {
        Self::error(error_type, &format!("RequestId: {request_id} Error: {what}"))
    }
}

/// The desk between those who invoke and the one process that answers.
#[derive(Debug)]
pub(super) struct Desk {
    timeout: Duration,
    state: Mutex<State>,
    /// One permit per invocation handed in: wakes a worker that waits in `next`.
    arrived: Notify,
    /// Wakes the keeper of the process; the truth is in `state`, so a stale permit does no harm.
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<(Invocation, oneshot::Sender<Outcome>)>,
    working: HashMap<String, oneshot::Sender<Outcome>>,
    overrun: bool,
    /// Whether the process has started well enough to ask for an event.
    asked: bool,
    /// How many processes have ended: a `next` of an earlier one must not take what nobody would then read.
    ended: u64,
}

/// What a worker finds when it looks for an invocation.
enum Look {
    Taken(Invocation),
    Empty,
    /// The process that the worker belongs to has ended.
    Ended,
}

impl Desk {
    pub(super) fn new(timeout: Duration) -> Arc<Self> {
        Arc::new(Self { timeout, state: Mutex::default(), arrived: Notify::new(), changed: Notify::new() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands an invocation in; the receiver gets its outcome.
    pub(super) fn submit(&self, invocation: Invocation) -> oneshot::Receiver<Outcome> {
        let (caller, outcome) = oneshot::channel();
        self.state().waiting.push_back((invocation, caller));
        self.arrived.notify_one();
        self.changed.notify_one();
        outcome
    }

    /// Waits for an invocation and takes it: from now on its time runs. `None` if the process that asks has ended.
    pub(super) async fn next(self: &Arc<Self>) -> Option<Taken> {
        let generation = {
            let mut state = self.state();
            state.asked = true;
            state.ended
        };
        let invocation = loop {
            // Before the look at the queue, so that a wake-up between the two is not missed.
            let arrived = self.arrived.notified();
            match self.take(generation) {
                Look::Taken(invocation) => break invocation,
                Look::Empty => arrived.await,
                Look::Ended => return None,
            }
        };
        let deadline = SystemTime::now() + self.timeout;
        let desk = Arc::clone(self);
        let request_id = invocation.request_id.clone();
        tokio::spawn(async move {
            tokio::time::sleep(desk.timeout).await;
            desk.time_out(&request_id);
        });
        Some(Taken {
            invocation,
            deadline_ms: deadline.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis()),
        })
    }

    fn take(&self, generation: u64) -> Look {
        let mut state = self.state();
        if state.ended != generation {
            // The wake-up was meant for a living one.
            self.arrived.notify_one();
            return Look::Ended;
        }
        if state.overrun {
            // This process is about to be ended.
            return Look::Empty;
        }
        let Some((invocation, caller)) = state.waiting.pop_front() else {
            return Look::Empty;
        };
        state.working.insert(invocation.request_id.clone(), caller);
        Look::Taken(invocation)
    }

    /// Gives the caller its outcome; `false` if nobody works on such an invocation.
    pub(super) fn settle(&self, request_id: &str, outcome: Outcome) -> bool {
        let Some(caller) = self.state().working.remove(request_id) else {
            return false;
        };
        // A caller that went away is not an error of the function.
        drop(caller.send(outcome));
        true
    }

    fn time_out(&self, request_id: &str) {
        let mut state = self.state();
        let Some(caller) = state.working.remove(request_id) else {
            return;
        };
        state.overrun = true;
        drop(state);
        let what = format!("Task timed out after {:.2} seconds", self.timeout.as_secs_f64());
        drop(caller.send(Outcome::error_about(request_id, "Sandbox.Timedout", &what)));
        self.changed.notify_one();
    }

    /// The function said that it cannot start: all who wait are told.
    pub(super) fn refuse_waiting(&self, outcome: &Outcome) {
        let waiting = std::mem::take(&mut self.state().waiting);
        for (_, caller) in waiting {
            drop(caller.send(outcome.clone()));
        }
    }

    /// The process has ended: nobody will answer what it worked on. If it ended before it asked for an event, those who
    /// wait are told too, since the next process would end as this one did.
    pub(super) fn process_ended(&self, how: &str) {
        let what = format!("Runtime exited with error: {how}");
        let mut state = self.state();
        state.overrun = false;
        state.ended += 1;
        let mut lost: Vec<_> = state.working.drain().collect();
        if !std::mem::take(&mut state.asked) {
            let waiting = state.waiting.drain(..);
            lost.extend(waiting.map(|(invocation, caller)| (invocation.request_id, caller)));
        }
        drop(state);
        self.arrived.notify_waiters();
        for (request_id, caller) in lost {
            drop(caller.send(Outcome::error_about(&request_id, "Runtime.ExitError", &what)));
        }
    }

    /// Waits until an invocation waits for a worker.
    pub(super) async fn wanted(&self) {
        self.until(|state| !state.waiting.is_empty()).await;
    }

    /// Waits until an invocation has overrun its deadline: its process must end.
    pub(super) async fn overrun(&self) {
        self.until(|state| state.overrun).await;
    }

    async fn until(&self, holds: impl Fn(&State) -> bool) {
        while !holds(&self.state()) {
            self.changed.notified().await;
        }
    }
}
