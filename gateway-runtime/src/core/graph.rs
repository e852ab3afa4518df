//! Who builds which core, who waits for whom, and what has been built.
//!
//! A `OnceLock` alone would deadlock on a core that needs itself. Here every wait is checked first: following "is built
//! by" and "waits for" from the wanted core must not lead back to this thread, whether through its own stack or through
//! other threads.

use std::fmt;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant, SystemTime};

use super::CoreInfo;
use crate::context::Context;
use crate::error::GatewayError;

static GRAPH: Mutex<Graph> = Mutex::new(Graph { building: Vec::new(), waiting: Vec::new(), built: Vec::new() });
static CHANGED: Condvar = Condvar::new();

#[cfg_attr(test, derive(Clone))]
struct Graph {
    /// In the order in which they began.
    building: Vec<(ThreadId, &'static CoreInfo)>,
    waiting: Vec<(ThreadId, &'static CoreInfo)>,
    built: Vec<BuildRecord>,
}

/// How one core came to be.
#[derive(Clone, Debug)]
pub struct BuildRecord {
    /// The name of its struct.
    pub core: &'static str,
    /// When `build` began, by the wall clock.
    pub at: SystemTime,
    /// How long `build` took, with the cores that it needed first.
    pub duration: Duration,
    /// What asked for it.
    pub trigger: BuildTrigger,
}

/// What asked for a core that was not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildTrigger {
    /// Another core, which is built from it.
    Core(&'static str),
    /// A request, by its id.
    Request(String),
    /// `preload`.
    Preload,
    /// A call outside any request.
    Outside,
}

impl fmt::Display for BuildTrigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Core(name) => write!(f, "core {name}"),
            Self::Request(id) => write!(f, "request {id}"),
            Self::Preload => f.write_str("preload"),
            Self::Outside => f.write_str("a call outside any request"),
        }
    }
}

/// Every core that has been built, in order: which, when, how long it took, and what asked for it.
///
/// A core appears when it is finished, so those that it needed stand before it.
pub fn builds() -> Vec<BuildRecord> {
    lock().built.clone()
}

thread_local! {
    static PRELOADING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Runs `prepare` so that what it builds is recorded as preloaded.
pub(super) fn preloading(prepare: fn() -> Result<(), GatewayError>) -> Result<(), GatewayError> {
    struct Reset(bool);
    impl Drop for Reset {
        fn drop(&mut self) {
            PRELOADING.set(self.0);
        }
    }
    let _reset = Reset(PRELOADING.replace(true));
    prepare()
}

/// The right to build one core; ends, also by a panic, with those who wait being told.
pub(super) struct Turn {
    core: &'static CoreInfo,
    at: SystemTime,
    began: Instant,
    trigger: BuildTrigger,
}

impl Turn {
    /// The core is in its slot: remember how it came there.
    pub(super) fn finished(self) {
        let (core, at, duration) = (self.core.name, self.at, self.began.elapsed());
        lock().built.push(BuildRecord { core, at, duration, trigger: self.trigger.clone() });
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        lock().leave(thread::current().id(), self.core);
        CHANGED.notify_all();
    }
}

/// Nothing panics while it holds the lock, so a poisoned one is intact.
fn lock() -> MutexGuard<'static, Graph> {
    GRAPH.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The turn to build `core`; nothing if another thread did or tried meanwhile; an error if waiting would never end.
pub(super) fn enter(core: &'static CoreInfo) -> Result<Option<Turn>, GatewayError> {
    let me = thread::current().id();
    let mut graph = lock();
    let parent = graph.begun(me).last();
    match graph.ask(me, core) {
        Asked::Turn => {
            let trigger = match parent {
                Some(parent) => BuildTrigger::Core(parent.name),
                None if PRELOADING.get() => BuildTrigger::Preload,
                None => match Context::current().request_id() {
                    Some(id) => BuildTrigger::Request(id.to_owned()),
                    None => BuildTrigger::Outside,
                },
            };
            Ok(Some(Turn { core, at: SystemTime::now(), began: Instant::now(), trigger }))
        }
        Asked::Wait => {
            while graph.builder(core).is_some() {
                graph = CHANGED.wait(graph).unwrap_or_else(PoisonError::into_inner);
            }
            graph.stop_waiting(me);
            Ok(None)
        }
        Asked::Circle(chain) => Err(GatewayError::core_cycle(&chain)),
    }
}

/// What a thread is told that needs a core which is not there.
enum Asked {
    /// Nobody builds it: build it.
    Turn,
    /// Somebody does.
    Wait,
    /// Somebody does, and it would never end: `A -> B -> A`.
    Circle(String),
}

impl Graph {
    fn ask(&mut self, me: ThreadId, core: &'static CoreInfo) -> Asked {
        if self.builder(core).is_none() {
            self.building.push((me, core));
            return Asked::Turn;
        }
        if let Some(chain) = self.circle(me, core) {
            return Asked::Circle(chain);
        }
        self.waiting.push((me, core));
        Asked::Wait
    }

    fn stop_waiting(&mut self, me: ThreadId) {
        self.waiting.retain(|(thread, _)| *thread != me);
    }

    fn leave(&mut self, me: ThreadId, core: &'static CoreInfo) {
        self.building.retain(|(thread, other)| *thread != me || !std::ptr::eq(*other, core));
    }

    fn builder(&self, wanted: &'static CoreInfo) -> Option<ThreadId> {
        self.building.iter().find(|(_, core)| std::ptr::eq(*core, wanted)).map(|(thread, _)| *thread)
    }

    /// What a thread builds, each for the one before.
    fn begun(&self, by: ThreadId) -> impl Iterator<Item = &'static CoreInfo> {
        self.building.iter().filter(move |(thread, _)| *thread == by).map(|(_, core)| *core)
    }

    /// `A -> B -> A`, if `me` can only wait for itself.
    fn circle(&self, me: ThreadId, wanted: &'static CoreInfo) -> Option<String> {
        let mut names = vec![wanted.name];
        let mut last = wanted;
        loop {
            let builder = self.builder(last)?;
            let since = self.begun(builder).skip_while(|core| !std::ptr::eq(*core, last)).skip(1);
            names.extend(since.map(|core| core.name));
            if builder == me {
                break;
            }
            last = self.waiting.iter().find(|(thread, _)| *thread == builder).map(|(_, core)| *core)?;
            names.push(last.name);
        }
        names.push(wanted.name);
        Some(names.join(" -> "))
    }
}

#[cfg(test)]
mod interleavings;
