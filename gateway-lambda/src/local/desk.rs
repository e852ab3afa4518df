//! The desk between those who invoke and the one process that answers.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use super::complaint::complaint;
use super::console::Console;
use super::invocation::{Answer, Invocation, Outcome};
use super::log::Log;
use super::memory;
use super::output::Output;
use super::process::Ended;
use super::record::{Record, Status};
use super::state::{State, Waiting, Working};
use super::terminal::{Stream, Terminal};

/// How many invocations an account may have at once, unless it asks for more. Here they wait for the one process,
/// where AWS would start others.
pub(super) const ACCOUNT_CONCURRENCY: usize = 1000;

/// How many invocations are remembered.
const REMEMBERED: usize = 100;

/// An invocation that the function has taken, with the moment at which it must be answered.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) invocation: Invocation,
    pub(super) deadline_ms: u128,
}

/// Why the Runtime API does not take an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// Nobody works on such an invocation.
    Unknown,
    /// It was answered in the function's place, or the answer is to an earlier attempt.
    TooLate,
}

#[derive(Debug)]
pub(super) struct Desk {
    timeout: Duration,
    pub(super) memory_mb: u32,
    /// How many invocations the process works on at once.
    pub(super) concurrency: usize,
    terminal: Terminal,
    console: Console,
    /// What the process writes to.
    outputs: Mutex<Vec<Output>>,
    state: Mutex<State>,
    /// Wakes everybody who waits for something in `state`.
    changed: Notify,
}

impl Desk {
    pub(super) fn new(timeout: Duration, memory_mb: u32, concurrency: u16, terminal: Terminal) -> Arc<Self> {
        let concurrency = concurrency.into();
        let (outputs, state) = (Mutex::default(), Mutex::new(State::new()));
        let (console, changed) = (Console::new(), Notify::new());
        Arc::new(Self { timeout, memory_mb, concurrency, terminal, console, outputs, state, changed })
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    pub(super) fn console(&self) -> &Console {
        &self.console
    }

    pub(super) fn terminal(&self) -> &Terminal {
        &self.terminal
    }

    /// Hands an invocation in; the receiver gets its outcome. `None` if there are too many.
    pub(super) fn submit(&self, invocation: Invocation) -> Option<oneshot::Receiver<Answer>> {
        let (caller, answer) = oneshot::channel();
        let mut state = self.state();
        if state.waiting.len() + state.working.len() >= ACCOUNT_CONCURRENCY {
            return None;
        }
        state.waiting.push_back(Waiting { invocation, since: (Instant::now(), SystemTime::now()), caller });
        drop(state);
        self.changed.notify_waiters();
        Some(answer)
    }

    /// Waits for an invocation and takes it: from now on its time runs. `None` if the process that asks has ended.
    pub(super) async fn next(self: &Arc<Self>) -> Option<Taken> {
        let generation = {
            let mut state = self.state();
            state.finishing.pop_front();
            let process = &mut state.process;
            if !process.asked {
                process.asked = true;
                process.init = Some(process.started.elapsed());
            }
            process.ended
        };
        self.changed.notify_waiters();
        let ready = |state: &State| {
            let free = state.working.len() + state.late.len() < self.concurrency;
            state.process.ended != generation || free && !state.waiting.is_empty()
        };
        let invocation = loop {
            self.until(ready).await;
            let mut state = self.state();
            if state.process.ended != generation {
                return None;
            }
            // Another worker may have been faster.
            if ready(&state)
                && let Some(waiting) = state.waiting.pop_front()
            {
                let init = state.process.init.take();
                let working = Working {
                    what: waiting.invocation.what.clone(),
                    attempt_id: waiting.invocation.attempt_id.clone(),
                    since: (Instant::now(), SystemTime::now()),
                    init,
                    log: Log::default(),
                    caller: waiting.caller,
                };
                state.working.insert(waiting.invocation.request_id.clone(), working);
                break waiting.invocation;
            }
        };
        let request_id = invocation.request_id.clone();
        self.tell(&request_id, &format!("START RequestId: {request_id} Version: $LATEST"));
        let deadline = SystemTime::now() + self.timeout;
        self.after_timeout(move |desk| desk.time_out(&request_id));
        Some(Taken {
            invocation,
            deadline_ms: deadline.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis()),
        })
    }

    /// Gives the caller its outcome. `attempt_id` is what the answer names, if it names one.
    pub(super) fn settle(
        self: &Arc<Self>,
        request_id: &str,
        attempt_id: Option<&[u8]>,
        outcome: Outcome,
        status: Status,
    ) -> Result<(), Refused> {
        let mut state = self.state();
        let Some(working) = state.working.get(request_id) else {
            let late = state.late.iter().position(|late| late == request_id);
            return match late.map(|index| state.late.swap_remove(index)) {
                Some(_) => {
                    drop(state);
                    self.changed.notify_waiters();
                    Err(Refused::TooLate)
                }
                None => Err(Refused::Unknown),
            };
        };
        if attempt_id.is_some_and(|id| id != working.attempt_id.as_bytes()) {
            return Err(Refused::TooLate);
        }
        let working = state.working.remove(request_id).expect("it was found above, under the same lock");
        state.finishing.push_back(request_id.to_owned());
        let process = state.process.id;
        drop(state);
        self.finish(request_id, working, outcome, status, process);
        self.changed.notify_waiters();
        let request_id = request_id.to_owned();
        self.after_timeout(move |desk| desk.give_up(&request_id));
        Ok(())
    }

    fn after_timeout(self: &Arc<Self>, then: impl FnOnce(&Self) + Send + 'static) {
        let desk = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(desk.timeout).await;
            then(&desk);
        });
    }

    /// A worker that has answered, but does not ask for another event, hangs as much as one that does not answer.
    fn give_up(&self, request_id: &str) {
        let mut state = self.state();
        if let Some(index) = state.finishing.iter().position(|finishing| finishing == request_id) {
            state.finishing.remove(index);
            state.late.push(request_id.to_owned());
            drop(state);
            self.changed.notify_waiters();
        }
    }

    fn time_out(&self, request_id: &str) {
        let mut state = self.state();
        let Some(working) = state.working.remove(request_id) else {
            return;
        };
        state.late.push(request_id.to_owned());
        let process = state.process.id;
        drop(state);
        let outcome = self.timed_out(request_id);
        self.finish(request_id, working, outcome, Status::Timeout, process);
        self.changed.notify_waiters();
    }

    fn timed_out(&self, request_id: &str) -> Outcome {
        let what = format!("Task timed out after {:.2} seconds", self.timeout.as_secs_f64());
        Outcome::error_about(request_id, "Sandbox.Timedout", &what)
    }

    /// The function said that it cannot start: all who wait are told. `false` if it had started already.
    pub(super) fn fail_start(&self, outcome: &Outcome) -> bool {
        let mut state = self.state();
        if state.process.asked {
            return false;
        }
        let waiting = std::mem::take(&mut state.waiting);
        let log = state.process.log.clone();
        // For those who come before it has ended.
        state.process.failed = Some(outcome.clone());
        drop(state);
        for waiting in waiting {
            self.fail_waiting(waiting, &log, |_| outcome.clone(), Status::Failed);
        }
        true
    }

    /// A process was started.
    pub(super) fn process_started(&self, id: Option<u32>) {
        let process = &mut self.state().process;
        (process.id, process.started, process.has_extension) = (id, Instant::now(), false);
    }

    /// The process has ended: nobody will answer what it worked on. If it ended before it asked for an event, those who
    /// wait are told too, since the next process would end as this one did.
    pub(super) fn process_ended(&self, ended: &Ended) {
        let mut state = self.state();
        let working: Vec<_> = state.working.drain().collect();
        let (log, failed) = (std::mem::take(&mut state.process.log), state.process.failed.take());
        let gives_up = !state.process.asked && !matches!(ended, Ended::Starting { again: true });
        let waiting = if gives_up { std::mem::take(&mut state.waiting) } else { VecDeque::new() };
        state.finishing.clear();
        state.late.clear();
        let process = &mut state.process;
        (process.ended, process.id, process.asked, process.init) = (process.ended + 1, None, false, None);
        drop(state);
        for (request_id, working) in working {
            let outcome = exit_error(&request_id, &ended.to_string());
            self.finish(&request_id, working, outcome, Status::Error(EXIT_ERROR), None);
        }
        for waiting in waiting {
            if let Some(outcome) = &failed {
                self.fail_waiting(waiting, &log, |_| outcome.clone(), Status::Failed);
            } else if let Ended::Starting { .. } = ended {
                self.fail_waiting(waiting, &log, |id| self.timed_out(id), Status::Timeout);
            } else {
                let outcome = |id: &str| exit_error(id, &ended.to_string());
                self.fail_waiting(waiting, &log, outcome, Status::Error(EXIT_ERROR));
            }
        }
        self.changed.notify_waiters();
    }

    /// A line that the function's process wrote: it is shown, and kept with the invocation that it is about.
    pub(super) fn line(&self, stream: Stream, line: &[u8]) {
        self.terminal.line(stream, line);
        let mut state = self.state();
        let State { working, process, .. } = &mut *state;
        if !process.asked {
            process.log.push(line);
        } else if let Some(working) = only(working.values_mut()) {
            working.log.push(line);
        } else if let Some((_, working)) = working.iter_mut().find(|(id, _)| mentions(line, id)) {
            working.log.push(line);
        }
    }

    /// From now on the process writes to these.
    pub(super) fn listen_to(&self, outputs: Vec<Output>) {
        *self.outputs.lock().unwrap_or_else(PoisonError::into_inner) = outputs;
    }

    /// Waits until every line that the process has written is here: an answer must not overtake what was logged
    /// before it.
    pub(super) async fn caught_up(&self) {
        let outputs = self.outputs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for output in outputs {
            output.caught_up().await;
        }
    }

    /// Waits until an invocation waits for a worker.
    pub(super) async fn wanted(&self) {
        self.until(|state| !state.waiting.is_empty() && !state.ending).await;
    }

    /// Waits until the process has asked for an event.
    pub(super) async fn started(&self) {
        self.until(|state| state.process.asked).await;
    }

    /// Waits until every worker of the process has overrun a deadline: it must end. With one worker, that is as on AWS;
    /// with several, AWS lets the others work on.
    pub(super) async fn overrun(&self) {
        self.until(|state| state.late.len() >= self.concurrency).await;
    }

    /// The last invocations, the latest first.
    pub(super) fn recent(&self) -> Vec<Arc<Record>> {
        self.state().remembered.iter().rev().cloned().collect()
    }

    pub(super) async fn until(&self, holds: impl Fn(&State) -> bool) {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            // Before the look, so that a change between the two is not missed.
            changed.as_mut().enable();
            if holds(&self.state()) {
                return;
            }
            changed.await;
        }
    }

    /// Shows a line about an invocation, and keeps it.
    fn tell(&self, request_id: &str, line: &str) {
        self.terminal.platform(line);
        if let Some(working) = self.state().working.get_mut(request_id) {
            working.log.push(line.as_bytes());
        }
    }

    fn fail_waiting(&self, waiting: Waiting, log: &Log, outcome: impl FnOnce(&str) -> Outcome, status: Status) {
        let Waiting { invocation, since, caller } = waiting;
        let start = format!("START RequestId: {} Version: $LATEST", invocation.request_id);
        self.terminal.platform(&start);
        let mut log = log.clone();
        log.push(start.as_bytes());
        let Invocation { what, request_id, attempt_id, .. } = invocation;
        let working = Working { what, attempt_id, since, init: None, log, caller };
        let outcome = outcome(&request_id);
        self.finish(&request_id, working, outcome, status, None);
    }

    /// Ends the log of an invocation as Lambda does, remembers it, and tells the caller.
    fn finish(&self, request_id: &str, working: Working, outcome: Outcome, status: Status, process: Option<u32>) {
        let Working { what, since: (since, started), init, mut log, caller, .. } = working;
        let mut record = Record {
            what,
            request_id: request_id.to_owned(),
            started,
            duration: if status == Status::Timeout { self.timeout } else { since.elapsed() },
            init,
            memory_mb: self.memory_mb,
            max_memory_used_mb: process.and_then(memory::peak_mb),
            status,
            complaint: match &outcome {
                Outcome::Response(answer) => complaint(answer),
                Outcome::Error(_) => None,
            },
            answer_bytes: outcome.bytes().len(),
            log: Log::default(),
        };
        let lines = record.last_lines(&outcome);
        for line in &lines {
            self.terminal.ending(line, status);
            log.push(line.as_bytes());
        }
        record.log = log;
        let record = Arc::new(record);
        {
            let remembered = &mut self.state().remembered;
            if remembered.len() >= REMEMBERED {
                remembered.pop_front();
            }
            remembered.push_back(Arc::clone(&record));
        }
        // A caller that went away is not an error of the function.
        drop(caller.send(Answer { outcome, record }));
    }
}

const EXIT_ERROR: &str = "Runtime.ExitError";

fn exit_error(request_id: &str, how: &str) -> Outcome {
    Outcome::error_about(request_id, EXIT_ERROR, &format!("Runtime exited with error: {how}"))
}

fn only<T>(mut some: impl Iterator<Item = T>) -> Option<T> {
    some.next().filter(|_| some.next().is_none())
}

/// Log lines of concurrent invocations name theirs: ids are unique, so no format need be known.
fn mentions(line: &[u8], request_id: &str) -> bool {
    line.windows(request_id.len()).any(|window| window == request_id.as_bytes())
}
