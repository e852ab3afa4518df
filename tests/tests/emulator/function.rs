//! A function under the emulator.

use std::process::Command;
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};
use tests::app::{Emulator, PATIENCE, Reply};

/// How the emulator runs it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mode {
    /// One invocation after the other. The emulator outlives the function, and starts it anew.
    Classic,
    /// Several invocations at once. This emulator tells no tenants, takes the time-out for a million times as much where
    /// it tells the deadline, and ends with the function.
    Concurrent,
}

/// The probe, or another program, as the emulator's function.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) emulator: Emulator,
}

impl Function {
    /// The probe, for two invocations at once if there can be several.
    pub(crate) fn start(mode: Mode, environment: &[(&str, &str)]) -> Self {
        Self::of(env!("CARGO_BIN_EXE_probe"), mode, environment)
    }

    /// The same of another program.
    pub(crate) fn of(program: &str, mode: Mode, environment: &[(&str, &str)]) -> Self {
        let always = [("RUST_BACKTRACE", "0"), ("AWS_LAMBDA_MAX_CONCURRENCY", "2")];
        let environment = [&always, environment].concat();
        let emulator = match mode {
            Mode::Classic => {
                let of_both = environment.into_iter().filter(|(name, _)| *name != "AWS_LAMBDA_MAX_CONCURRENCY");
                Emulator::classic(program, &of_both.collect::<Vec<_>>())
            }
            Mode::Concurrent => Emulator::concurrent(program, &environment),
        };
        Self { emulator }
    }

    /// The probe in the way of several at once, where the emulator starts it at once and ends with it.
    pub(crate) fn start_to_fail(environment: &[(&str, &str)]) -> Said {
        let always = [("AWS_LAMBDA_MAX_CONCURRENCY", "2")];
        Said(Emulator::concurrent_that_fails(env!("CARGO_BIN_EXE_probe"), &[&always, environment].concat()))
    }

    /// Calls an operation of the probe.
    pub(crate) fn call(&self, operation: &str, params: &Value) -> Reply {
        self.call_with(&[], operation, params)
    }

    pub(crate) fn call_with(&self, headers: &[(&str, &str)], operation: &str, params: &Value) -> Reply {
        let event = json!({ "interface": "probe", "operation": operation, "params": params });
        self.send(headers, event.to_string().as_bytes())
    }

    /// Sends an event. A worker may still be on its way to ask for the next one, and the emulator of several at once does
    /// not wait for it: then nothing has happened, and the event is sent again.
    pub(crate) fn send(&self, headers: &[(&str, &str)], event: &[u8]) -> Reply {
        let start = Instant::now();
        loop {
            let reply = self.emulator.invoke(event, headers);
            if reply.header("error-type") != Some("Runtime.Unavailable") {
                return reply;
            }
            assert!(start.elapsed() < PATIENCE, "no worker asks for an event");
            thread::yield_now();
        }
    }

    /// A request through a function URL.
    pub(crate) fn get(&self, path: &str) -> Reply {
        let event = json!({
            "version": "2.0", "rawPath": path, "headers": {},
            "requestContext": { "http": { "method": "GET" }, "domainName": "id.lambda-url.eu-west-1.on.aws" }
        });
        self.send(&[], event.to_string().as_bytes())
    }

    /// A directive to a thing that the probe sets no temperature of.
    pub(crate) fn direct_the_stove(&self) -> Reply {
        let directive = json!({ "directive": {
            "header": { "namespace": "Alexa.ThermostatController", "name": "SetTargetTemperature", "messageId": "m" },
            "endpoint": { "endpointId": "stove" }, "payload": {}
        } });
        self.send(&[], directive.to_string().as_bytes())
    }

    /// The context that the operation sees.
    pub(crate) fn look(&self) -> Value {
        let reply = self.call("look", &json!({}));
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json()
    }

    /// The id of its process.
    pub(crate) fn process(&self) -> Process {
        Process::of(&self.look())
    }

    /// Ends it.
    pub(crate) fn end(self) -> Said {
        Said(self.emulator.end())
    }
}

/// The function's process, as its operations see it.
#[derive(Debug, PartialEq)]
pub(crate) struct Process(u64);

impl Process {
    /// That of a context.
    pub(crate) fn of(seen: &Value) -> Self {
        Self(seen["process"].as_u64().expect("a number"))
    }

    pub(crate) fn signal(&self, name: &str) {
        let told = Command::new("kill").args(["-s", name, &self.0.to_string()]).status().expect("it runs");
        assert!(told.success(), "{name}: {told}");
    }
}

/// All lines that the emulator and the function have written.
#[derive(Debug)]
pub(crate) struct Said(pub(crate) Vec<String>);

impl Said {
    /// The ids of the invocations, in their order.
    pub(crate) fn invocations(&self) -> Vec<&str> {
        let starts = self.0.iter().filter_map(|line| line.strip_prefix("START RequestId: "));
        starts.filter_map(|rest| rest.split_ascii_whitespace().next()).collect()
    }

    /// The lines that are the function's own.
    pub(crate) fn of_the_function(&self) -> Vec<&str> {
        let of_the_emulator = |line: &str| {
            ["START RequestId: ", "END RequestId: ", "REPORT RequestId: ", "time="]
                .iter()
                .any(|it| line.starts_with(it))
                || line.contains(" (rapid) ")
                || line.is_empty()
        };
        self.0.iter().map(String::as_str).filter(|line| !of_the_emulator(line)).collect()
    }

    /// The same, where all of it is records of the log.
    pub(crate) fn records(&self) -> Vec<Value> {
        let parsed = |line: &&str| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line:?} is no record"));
        self.of_the_function().iter().map(parsed).collect()
    }
}
