//! Questions to the function's process: a line on its standard input, and a request that brings the answer back.
//!
//! Standard output is the function's own. The id of a question is random, so that only who was asked can answer.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWriteExt;
use tokio::process::ChildStdin;
use tokio::sync::oneshot;
use uuid::Uuid;

/// How long an answer may take: the process answers from a thread of its own, so only one that is stopped takes long.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// What can be called.
    Description,
    /// What was called, and what was built for it.
    Statistics,
    /// What is left of the month's budget.
    FreeTier,
}

impl Question {
    pub(super) const ALL: [Self; 3] = [Self::Description, Self::Statistics, Self::FreeTier];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::Statistics => "statistics",
            Self::FreeTier => "free_tier",
        }
    }
}

/// The questions that are not answered yet, and where they are put.
#[derive(Debug, Default)]
pub(in crate::local) struct Questions {
    stdin: tokio::sync::Mutex<Option<ChildStdin>>,
    open: Mutex<HashMap<String, oneshot::Sender<Bytes>>>,
}

impl Questions {
    /// From now on this process is asked; `None` if there is none to ask.
    pub(in crate::local) async fn ask_at(&self, stdin: Option<ChildStdin>) {
        *self.stdin.lock().await = stdin;
        // Nobody answers what another process was asked.
        self.open().clear();
    }

    fn open(&self) -> MutexGuard<'_, HashMap<String, oneshot::Sender<Bytes>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks; `None` if the process does not answer.
    pub(super) async fn ask(&self, question: Question) -> Option<Bytes> {
        let id = Uuid::new_v4().to_string();
        let line = format!("{id} {}\n", question.as_str());
        let (sender, answer) = oneshot::channel();
        self.open().insert(id.clone(), sender);
        let answered = async {
            // Released before the wait, for others to ask meanwhile.
            self.stdin.lock().await.as_mut()?.write_all(line.as_bytes()).await.ok()?;
            answer.await.ok()
        };
        let answered = tokio::time::timeout(PATIENCE, answered).await.ok().flatten();
        self.open().remove(&id);
        answered
    }

    /// Takes the answer to a question; `false` if nobody asked it.
    pub(super) fn answer(&self, id: &str, answer: Bytes) -> bool {
        self.open().remove(id).is_some_and(|asker| asker.send(answer).is_ok())
    }
}
