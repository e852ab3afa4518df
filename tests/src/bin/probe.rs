//! A function that misbehaves on demand: what the host and the local runtime are tried with.
//!
//! An event is `{"interface": "probe", "operation": "..", "params": {..}}`; some operations have other triggers as well.

use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use gateway_lambda::{Failure, Host, on_drain, start_failed};
use gateway_runtime::{Context, Guard, Priority, Refused, gateway};

/// The operations that misbehave.
pub mod probe {
    use std::error::Error;
    use std::fmt;
    use std::io;
    use std::num::ParseIntError;
    use std::sync::OnceLock;
    use std::time::Duration;

    use gateway_cores::fields;
    use gateway_lambda::Failure;
    use gateway_runtime::{Context, Gateway as _, GatewayError, Params, gateway_interface, gateway_op};
    use schemars::JsonSchema;
    use serde::Serialize;
    use serde_json::Value;
    use tokio::sync::Barrier;

    use crate::gateway::Gateway;

    /// The context of the invocation.
    #[derive(Debug, Serialize, JsonSchema)]
    pub struct Seen {
        process: u32,
        request_id: Option<String>,
        function_name: Option<String>,
        function_version: Option<String>,
        function_arn: Option<String>,
        memory_limit_mb: Option<u32>,
        trace_id: Option<String>,
        tenant_id: Option<String>,
        remaining: Option<Duration>,
        cold_start: bool,
    }

    /// Tells the context.
    #[gateway_op(interface = "probe", direct)]
    pub fn look(#[inject] cx: &Context) -> Seen {
        Seen {
            process: std::process::id(),
            request_id: cx.request_id().map(str::to_owned),
            function_name: cx.function_name().map(str::to_owned),
            function_version: cx.function_version().map(str::to_owned),
            function_arn: cx.function_arn().map(str::to_owned),
            memory_limit_mb: cx.memory_limit_mb(),
            trace_id: cx.trace_id().map(str::to_owned),
            tenant_id: cx.tenant_id().map(str::to_owned),
            remaining: cx.remaining_time(),
            cold_start: cx.cold_start(),
        }
    }

    /// What tells one invocation from another.
    #[derive(Debug, PartialEq, Serialize, JsonSchema)]
    pub struct Mine {
        request: Option<String>,
        trace: Option<String>,
        tenant: Option<String>,
    }

    impl Mine {
        fn now() -> Self {
            let cx = Context::current();
            Self {
                request: cx.request_id().map(str::to_owned),
                trace: cx.trace_id().map(str::to_owned),
                tenant: cx.tenant_id().map(str::to_owned),
            }
        }
    }

    /// Waits until so many invocations are here, the first one's count; tells and logs whose this is, before and after.
    #[gateway_op(interface = "probe", direct)]
    pub async fn meet(count: usize) -> [Mine; 2] {
        static ALL: OnceLock<Barrier> = OnceLock::new();
        let before = Mine::now();
        ALL.get_or_init(|| Barrier::new(count)).wait().await;
        crate::gateway::log_info("the probe has met", fields! { mine = &before });
        [before, Mine::now()]
    }

    /// Answers with so many characters.
    #[gateway_op(interface = "probe", direct, http = "GET /large/{size}")]
    pub fn large(size: usize) -> String {
        "x".repeat(size)
    }

    /// Logs a line on standard output and one on standard error.
    #[gateway_op(interface = "probe", direct)]
    pub fn log(text: &str) {
        println!("{text} to one");
        eprintln!("{text} to the other");
    }

    /// Keeps the only thread busy, for good.
    #[gateway_op(interface = "probe", direct)]
    pub fn block() {
        loop {
            std::thread::park();
        }
    }

    /// Ends the process as a panic does where panics abort.
    #[gateway_op(interface = "probe", direct)]
    pub fn abort() {
        std::process::abort();
    }

    /// Panics as in a program whose panics abort: the hook is called, then the process ends.
    ///
    /// # Panics
    /// Always.
    #[gateway_op(interface = "probe", direct)]
    pub fn explode_for_good() {
        struct NeverUnwinds;

        impl Drop for NeverUnwinds {
            fn drop(&mut self) {
                std::process::abort();
            }
        }

        let _never = NeverUnwinds;
        panic!("the probe explodes for good");
    }

    /// Does not return.
    ///
    /// # Panics
    /// Always.
    #[gateway_op(interface = "probe", direct, http = "GET /explode", event = "sqs", alexa = "Alexa.SceneController")]
    pub fn explode() {
        panic!("the probe explodes");
    }

    /// Why the probe fails.
    #[derive(Debug)]
    struct Broken(ParseIntError);

    impl fmt::Display for Broken {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the probe fails")
        }
    }

    impl Error for Broken {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    /// Does not succeed where it is told so.
    ///
    /// # Errors
    /// If it is.
    #[gateway_op(interface = "probe", event = "kinesis")]
    pub fn obey(succeed: bool) -> Result<(), Failure> {
        if succeed { Ok(()) } else { Err(Failure::new("Probe.Obeys", "the probe was told to fail")) }
    }

    /// Does not succeed.
    ///
    /// # Errors
    /// Always.
    #[gateway_op(interface = "probe", direct, http = "GET /fail", alexa = "Alexa.LockController")]
    pub fn fail() -> Result<(), io::Error> {
        "".parse::<u8>().map(drop).map_err(|error| io::Error::other(Broken(error)))
    }

    /// Does not succeed, for a reason of its own type.
    ///
    /// # Errors
    /// Always.
    #[gateway_op(interface = "probe", direct)]
    pub fn refuse() -> Result<(), Failure> {
        Err(Failure::new("Probe.Refused", "the probe refuses"))
    }

    /// Ends the process.
    #[gateway_op(interface = "probe", direct)]
    pub fn exit(code: i32) {
        std::process::exit(code);
    }

    /// Calls what has no trigger: the interfaces of the host.
    ///
    /// # Errors
    /// What that operation gives.
    #[gateway_op(interface = "probe", direct)]
    pub async fn through(interface: &str, operation: &str, params: Value) -> Result<Value, GatewayError> {
        Gateway::execute(interface, operation, &Params::of(&params)).await.map(|answer| answer.to_value())
    }

    /// Never answers.
    #[gateway_op(interface = "probe", direct, http = "GET /hang", alexa = "Alexa.ThermostatController")]
    pub async fn hang() {
        crate::gateway::log_debug("the probe hangs", fields! {});
        std::future::pending::<()>().await;
    }

    gateway_interface! { pub probe { look, meet, large, log, block, abort, explode, explode_for_good, obey, fail, refuse, exit, through, hang } }
}

gateway! { pub Gateway { probe, gateway_cores::logging, gateway_lambda::{initialization, lambda} } }

/// A gateway that no host can serve.
pub mod overlapping {
    use gateway_runtime::gateway;

    /// Two paths that the compiler takes for different ones.
    pub mod files {
        use gateway_runtime::{gateway_interface, gateway_op};

        /// Takes one segment.
        #[gateway_op(interface = "files", http = "GET /files/{name}")]
        pub fn one(name: &str) -> usize {
            name.len()
        }

        /// Takes all that follows.
        #[gateway_op(interface = "files", http = "GET /files/{path...}")]
        pub fn any(path: &str) -> usize {
            path.len()
        }

        gateway_interface! { pub files { one, any } }
    }

    gateway! { pub Gateway { files } }
}

/// Lets nothing begin.
#[derive(Clone)]
struct Closed;

impl Guard for Closed {
    async fn guard<F: Future<Output: Send> + Send>(&self, _: F) -> Result<F::Output, Refused> {
        Err(Refused { why: "the probe is closed", until: Some(SystemTime::now() + Duration::from_mins(10)) })
    }

    fn sheds(&self, _: Priority) -> Option<Refused> {
        None
    }
}

fn main() -> ExitCode {
    let wants = |name| gateway_lambda::on_lambda() && std::env::var_os(name).is_some();
    if wants("PROBE_LOGS") {
        gateway::logging_install().expect("nothing has installed a subscriber before");
    }
    if wants("PROBE_FAILS_TO_START") {
        if std::env::var("PROBE_FAILS_TO_START").is_ok_and(|way| way == "silently") {
            return ExitCode::from(7);
        }
        return start_failed(&Failure::new("Probe.FailsToStart", "the probe does not start"));
    }
    if wants("PROBE_OVERLAPS") || std::env::var("PROBE_OVERLAPS").is_ok_and(|where_| where_ == "everywhere") {
        return gateway_lambda::run::<overlapping::gateway::Gateway>();
    }
    if wants("PROBE_DRAINS") {
        on_drain(|| async { panic!("the first hook panics") });
        on_drain(|| async { eprintln!("the probe is drained") });
        if std::env::var("PROBE_DRAINS").is_ok_and(|how| how == "without end") {
            on_drain(|| async {
                eprintln!("the probe drains without end");
                std::future::pending::<()>().await;
            });
        }
    }
    if wants("PROBE_REFUSES") {
        return Host::<gateway::Gateway>::new().guard(Closed).run();
    }
    let mut host = Host::<gateway::Gateway>::new();
    if wants("PROBE_FOLLOWS") {
        host = host.after_invocation(follow);
    }
    host.run()
}

/// Waits for somebody to say that they have the answer: a file that the variable names. Then it panics.
async fn follow() {
    let name = std::env::var_os("PROBE_FOLLOWS").expect("it is set");
    while !std::fs::exists(&name).expect("it can be looked for") {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    println!("the probe follows {}", Context::current().request_id().expect("it is within the invocation"));
    panic!("the probe stumbles");
}
