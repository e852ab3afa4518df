//! AWS's runtime interface emulator, with a program of ours as its function.
//!
//! `cargo xtask test` puts it into `.tools`.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::{Lines, PATIENCE, Reply, send, tool};

/// What an ordinary user types to be allowed what [`Emulator::concurrent`] needs.
const HELP: &str = "to see a folder of the test's as /var takes a user namespace with a range of user ids\n  \
                    help: sudo apt-get install uidmap\n  \
                    help: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0    # where AppArmor forbids it";

/// The running emulator. It ends with this value, and the function with it.
#[derive(Debug)]
pub struct Emulator {
    child: Child,
    address: SocketAddr,
    /// A folder that only this emulator needs.
    var: Option<PathBuf>,
    /// What it logs, with what the function writes to standard output.
    pub log: Lines,
    /// What the function writes to standard error.
    pub errors: Lines,
}

impl Emulator {
    /// As for a function that has an environment for each invocation.
    ///
    /// # Panics
    /// If the emulator is not in `.tools`, or does not listen.
    pub fn classic(program: &str, environment: &[(&str, &str)]) -> Self {
        let addresses = free_addresses();
        let mut command = Command::new(tool("aws-lambda-rie"));
        command.args(arguments(addresses)).arg(program);
        let this = Self::spawn(command, addresses[0], None, environment);
        this.and_then(Self::listening).unwrap_or_else(|log| panic!("{log}"))
    }

    /// As for a function on managed instances: one environment, and as many invocations at once as the variable
    /// `AWS_LAMBDA_MAX_CONCURRENCY` says.
    ///
    /// The emulator then starts nothing but `/var/task/bootstrap`, as user 993. So it gets a `/var` of its own, which
    /// nobody else sees, and if this user is not root, user ids of its own too.
    ///
    /// # Panics
    /// If the emulator is not in `.tools`, or if this user may not do that, or if it does not listen.
    pub fn concurrent(program: &str, environment: &[(&str, &str)]) -> Self {
        let this = Self::spawn_concurrent(program, environment);
        this.and_then(Self::listening).unwrap_or_else(|log| panic!("{HELP}\n{log}"))
    }

    /// The same of a function that fails to start: the emulator ends with it, and all lines that both have written are
    /// handed out.
    ///
    /// # Panics
    /// Like [`concurrent`](Self::concurrent), or if the emulator does not end.
    pub fn concurrent_that_fails(program: &str, environment: &[(&str, &str)]) -> Vec<String> {
        let this = Self::spawn_concurrent(program, environment);
        let mut this = this.unwrap_or_else(|log| panic!("{HELP}\n{log}"));
        this.log.by_ref().chain(this.errors.by_ref()).collect()
    }

    fn spawn_concurrent(program: &str, environment: &[(&str, &str)]) -> Result<Self, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let program = Path::new(program);
        let name = format!("var-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let var = program.with_file_name(name);
        fs::create_dir_all(var.join("task")).expect("cargo's folder can be written to");
        fs::copy(program, var.join("task/bootstrap")).expect("the program can be read");
        fs::copy(tool("aws-lambda-rie"), var.join("emulator")).expect("the emulator can be read");

        let addresses = free_addresses();
        let mut command = Command::new("unshare");
        if fs::metadata("/proc/self").expect("Linux has it").uid() != 0 {
            command.args(["--user", "--map-root-user", "--map-auto"]);
        }
        command.args(["--mount", "sh", "-c", r#"mount --bind "$0" /var && cd / && exec /var/emulator "$@""#]);
        command.arg(&var).args(arguments(addresses));
        Self::spawn(command, addresses[0], Some(var), environment)
    }

    fn spawn(
        mut command: Command,
        address: SocketAddr,
        var: Option<PathBuf>,
        environment: &[(&str, &str)],
    ) -> Result<Self, String> {
        let mut child = command
            .env("AWS_LAMBDA_FUNCTION_NAME", "probe")
            .envs(environment.iter().copied())
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let log = Lines::of(child.stdout.take().expect("it is piped"));
        let errors = Lines::of(child.stderr.take().expect("it is piped"));
        Ok(Self { child, address, var, log, errors })
    }

    fn listening(mut self) -> Result<Self, String> {
        let start = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            if let Some(status) = self.child.try_wait().expect("it is a child") {
                let said: Vec<_> = self.errors.by_ref().chain(self.log.by_ref()).collect();
                return Err(format!("the emulator ended: {status}\n{}", said.join("\n")));
            }
            assert!(start.elapsed() < PATIENCE, "the emulator does not listen");
            thread::sleep(Duration::from_millis(5));
        }
        Ok(self)
    }

    /// Invokes the function.
    ///
    /// # Panics
    /// If there is no reply.
    pub fn invoke(&self, event: &[u8], headers: &[(&str, &str)]) -> Reply {
        let path = "/2015-03-31/functions/function/invocations";
        send(self.address, "POST", path, headers, event).expect("the emulator replies")
    }

    /// Ends it, and hands out all lines of [`log`](Self::log) and of [`errors`](Self::errors) that nobody has taken yet.
    pub fn end(mut self) -> Vec<String> {
        self.stop();
        self.log.by_ref().chain(self.errors.by_ref()).collect()
    }

    fn stop(&mut self) {
        // Who has been waited for has no id any more.
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        // Asked to end, it ends the function as well, which else nobody would.
        drop(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status());
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(5));
        }
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.stop();
        if let Some(var) = self.var.take() {
            drop(fs::remove_dir_all(var));
        }
    }
}

/// One to invoke the function at, and one for the Runtime API.
///
/// They are below the ports that Linux gives to who asks for any: one of those can have another socket of this process
/// before the emulator has it, and a connection to one that nobody listens at can be given the same one at its own end.
fn free_addresses() -> [SocketAddr; 2] {
    static TRIED: AtomicU16 = AtomicU16::new(0);
    let of_this_process = u16::try_from(std::process::id() % 1_000).expect("it is less") * 16;
    [(); 2].map(|()| {
        loop {
            let port = 15_000 + (of_this_process + TRIED.fetch_add(1, Ordering::Relaxed)) % 16_000;
            let address = SocketAddr::from(([127, 0, 0, 1], port));
            if TcpListener::bind(address).is_ok() {
                break address;
            }
        }
    })
}

fn arguments([invoke, runtime]: [SocketAddr; 2]) -> [String; 4] {
    [
        "--runtime-interface-emulator-address".to_owned(),
        invoke.to_string(),
        "--runtime-api-address".to_owned(),
        runtime.to_string(),
    ]
}
