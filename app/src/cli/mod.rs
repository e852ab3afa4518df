//! The command line, for development: the local runtime, and the operations by hand.

mod call;
mod describe;
mod free_tier;
mod ops;
mod output;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use gateway_lambda::LocalRuntime;
use gateway_runtime::{ErrorKind, GatewayError};

use crate::gateway::Gateway;

const SAMPLES: [&str; 3] =
    ["app/events/http-v2-note-put.json", "app/events/http-v2-note-get.json", "app/events/alexa-turn-on.json"];

/// The reference Lambda, on this machine: Alexa to Home Assistant.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  app                                        serve on http://127.0.0.1:9000
  app ops                                    what can be called
  app describe cache.get                     one operation, with its JSON Schema
  app call notes write name=tea text=Earl    call it
  app free-tier                              what is left of the budget
"
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: Run,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve a local Lambda, until ctrl-C (default)
    #[command(after_help = "\
The port is, in this order: --port, the variable GATEWAY_LOCAL_PORT, 9000.
AWS_LAMBDA_FUNCTION_TIMEOUT (seconds), AWS_LAMBDA_FUNCTION_MEMORY_SIZE (MB) and
AWS_LAMBDA_MAX_CONCURRENCY are as on AWS. Version 1 of the AWS CLI needs no
--cli-binary-format.

Examples:
  app run --port 9001
  aws lambda invoke --function-name app --endpoint-url http://127.0.0.1:9001 \\
    --cli-binary-format raw-in-base64-out --payload file://app/events/http-v2-health.json /dev/stdout
")]
    Run(Run),
    /// List every operation: what it takes, and what calls it from outside
    Ops,
    /// Describe operations as JSON, with the JSON Schema of parameters and results
    #[command(after_help = "\
Examples:
  app describe              everything
  app describe cache        an interface
  app describe cache.get    an operation
")]
    Describe {
        /// What to describe; everything if left out
        #[arg(value_name = "INTERFACE[.OPERATION]")]
        what: Option<String>,
    },
    /// Call an operation and print its result as JSON
    #[command(after_help = "\
A VALUE is read as JSON where the parameter takes what that means, else as text:
  count=3  items='[1, 2]'  ttl=5m  text='no quotes needed'

A note is in this process alone: the next call begins with none.

Exit code: 0 if it was answered, 1 if it failed, 2 if it could not be called so.

Examples:
  app call health check
  app call notes write name=tea text='Earl Grey'
  app call utility format_bytes bytes=1048576
")]
    Call(call::Call),
    /// Show what is used and left of the month's budget
    #[command(after_help = "\
It reads the store that the environment names: without GATEWAY_FREE_TIER_TABLE
that of `app run` on this machine. `#` is used, `+` is leased, `.` is left.

Examples:
  app free-tier
  app free-tier --json
  GATEWAY_FREE_TIER_TABLE=free-tier GATEWAY_FREE_TIER_DEPLOYMENT=app app free-tier
")]
    FreeTier(free_tier::Options),
}

#[derive(Debug, Args)]
struct Run {
    /// The port of 127.0.0.1 to listen on; 0 takes any free one [default: 9000]
    #[arg(long)]
    port: Option<u16>,
}

/// Reads the command line and does what it says.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command.unwrap_or(Command::Run(cli.run)) {
        Command::Run(options) => return serve(&options),
        Command::Ops => output::print(&ops::table(output::columns())),
        Command::Describe { what } => {
            describe::describe(what.as_deref()).map_err(Failure::from).and_then(|text| output::print(&text))
        }
        Command::Call(call) => call.run().and_then(|text| output::print(&text)),
        Command::FreeTier(options) => options.run().and_then(|text| output::print(&text)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(),
    }
}

fn serve(options: &Run) -> ExitCode {
    let runtime = SAMPLES.into_iter().fold(LocalRuntime::new().triggers_of::<Gateway>(), LocalRuntime::sample);
    match options.port {
        Some(port) => runtime.port(port),
        None => runtime,
    }
    .run()
}

/// Why a command did not end well.
#[derive(Debug)]
enum Failure {
    /// It was asked for wrongly.
    Usage(String),
    /// The operation does not take what it was given.
    BadParameters {
        operation: String,
        points: Vec<String>,
    },
    Gateway(GatewayError),
    Io(std::io::Error),
}

impl Failure {
    fn report(&self) -> ExitCode {
        match self {
            Self::Usage(text) => {
                output::error(text, &[]);
                ExitCode::from(2)
            }
            Self::BadParameters { operation, points } => {
                output::error(&format!("bad parameters of `{operation}`"), points);
                ExitCode::from(2)
            }
            Self::Gateway(error) => {
                output::error(&error.to_string(), &[]);
                match error.kind() {
                    ErrorKind::UnknownInterface | ErrorKind::UnknownOperation | ErrorKind::InvalidRequest => {
                        ExitCode::from(2)
                    }
                    _ => ExitCode::FAILURE,
                }
            }
            Self::Io(error) => {
                output::error(&error.to_string(), &[]);
                ExitCode::FAILURE
            }
        }
    }
}

impl From<GatewayError> for Failure {
    fn from(error: GatewayError) -> Self {
        Self::Gateway(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
