//! The console's side within the function's process.

use std::env;
use std::io::{self, Write};
use std::net::TcpStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::time::Duration;

use gateway_runtime::{Execution, Gateway, builds};
use serde_json::{Value, json};

use super::questions::Question;
use super::{KEY, PREFIX, budget};
use crate::Event;
use crate::serving::Serving;
use crate::source::Direct;

/// The key of the local runtime that has started this process, if one has.
fn key() -> Option<&'static str> {
    static KEY_OF_PARENT: OnceLock<Option<String>> = OnceLock::new();
    KEY_OF_PARENT.get_or_init(|| env::var(KEY).ok().filter(|key| !key.is_empty())).as_deref()
}

/// Whether the local runtime has started this process.
pub(crate) fn is_local() -> bool {
    key().is_some()
}

/// The call that an event is, if it comes from the console.
pub(crate) fn called<G: Gateway>(event: &Event) -> Option<Execution> {
    let call = event.as_bytes().strip_prefix(key()?.as_bytes())?;
    note::<G>(call);
    Some(G::execute_json(call))
}

/// So that what becomes of the call is told with its name, as that of any other.
fn note<G: Gateway>(call: &[u8]) -> Option<()> {
    let direct = Direct::decode(call).ok()?;
    let interface = G::catalogue().interface(direct.interface()).ok()?;
    let operation = interface.operations.iter().find(|operation| operation.name == direct.operation())?;
    Serving::note(interface.name, operation.name);
    Some(())
}

/// Answers the questions of the local runtime, and ends this process when the local runtime has gone, however that ended
/// (the pipe closes). Else it would ask a Runtime API that is no more for its next event, forever.
pub(crate) fn follow_parent<G: Gateway>() {
    if !is_local() {
        return;
    }
    std::thread::spawn(|| {
        for line in io::stdin().lines().map_while(Result::ok) {
            // A schema is written by the user's code, and whatever that does, the end must not be missed.
            drop(catch_unwind(AssertUnwindSafe(|| answer::<G>(&line))));
        }
        std::process::exit(0);
    });
}

fn answer<G: Gateway>(line: &str) -> Option<()> {
    let (id, asked) = line.split_once(' ')?;
    let answer = match Question::ALL.into_iter().find(|question| question.as_str() == asked)? {
        Question::Description => serde_json::to_vec(&G::catalogue().describe()).ok()?,
        Question::Statistics => statistics::<G>().to_string().into_bytes(),
        Question::FreeTier => return budget::tell::<G>(id.to_owned()),
    };
    send(id, &answer)
}

/// Brings the answer to a question back.
pub(super) fn send(id: &str, answer: &[u8]) -> Option<()> {
    // Who asked has gone, or will see that there is no answer.
    post(&format!("{PREFIX}/api/answers/{id}"), answer).ok()
}

/// One request on loopback, by hand: whoever answers must not borrow the runtime that is watched.
fn post(path: &str, body: &[u8]) -> io::Result<()> {
    let address = env::var("AWS_LAMBDA_RUNTIME_API").map_err(io::Error::other)?;
    let mut stream = TcpStream::connect(&address)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    io::copy(&mut stream, &mut io::sink()).map(drop)
}

fn statistics<G: Gateway>() -> Value {
    let catalogue = G::catalogue();
    let nanoseconds = |duration: Duration| u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    let mut operations = Vec::new();
    for interface in catalogue.interfaces() {
        for operation in interface.operations {
            let statistics = operation.statistics();
            let calls = statistics.calls().saturating_sub(budget::looks_at(interface.name, operation.name));
            operations.push(json!({
                "interface": interface.name,
                "operation": operation.name,
                "hot": operation.hot,
                "calls": calls,
                "errors": statistics.errors().min(calls),
                "latency": statistics.latency().map(|latency| json!({
                    "mean": nanoseconds(latency.mean),
                    "p50": nanoseconds(latency.p50),
                    "p95": nanoseconds(latency.p95),
                    "p99": nanoseconds(latency.p99),
                })),
            }));
        }
    }
    let built: Vec<_> = builds()
        .iter()
        .map(|build| {
            json!({
                "core": build.core,
                "duration": nanoseconds(build.duration),
                "trigger": build.trigger.to_string(),
            })
        })
        .collect();
    let cores: Vec<_> = catalogue.cores().iter().map(|core| core.name).collect();
    json!({ "process": std::process::id(), "operations": operations, "cores": cores, "builds": built })
}
