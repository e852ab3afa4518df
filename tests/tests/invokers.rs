//! The local runtime, invoked by what people invoke functions with: the real AWS CLI and the real `cargo lambda`.
#![cfg(target_os = "linux")]

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use tests::app::{Local, PATIENCE, root, send, tool};

const LOOK: &str = r#"{"interface":"probe","operation":"look"}"#;
const FAIL: &str = r#"{"interface":"probe","operation":"fail"}"#;

fn start() -> Local {
    Local::of(env!("CARGO_BIN_EXE_probe"), &[])
}

/// What it prints, and the answer, which it writes to a file.
fn aws_lambda_invoke(function: &Local, arguments: &[&str]) -> (Output, Option<Value>) {
    let answer = env::temp_dir().join(format!("invokers-{}-{}.json", std::process::id(), function.address().port()));
    drop(fs::remove_file(&answer));
    let output = Command::new(tool("bin/aws"))
        .args(["lambda", "invoke", "--function-name", "probe", "--endpoint-url"])
        .arg(format!("http://{}", function.address()))
        .args(arguments)
        .arg(&answer)
        // Whatever this machine is told of AWS and of proxies is not for here.
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        .env("AWS_ACCESS_KEY_ID", "any")
        .env("AWS_SECRET_ACCESS_KEY", "any")
        .env("AWS_DEFAULT_REGION", "eu-west-1")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .output()
        .expect("it starts");
    let written = fs::read(&answer).ok();
    drop(fs::remove_file(&answer));
    (output, written.and_then(|answer| serde_json::from_slice(&answer).ok()))
}

fn printed(output: &Output) -> Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

#[test]
fn the_aws_cli_is_answered() {
    let function = start();
    let context = BASE64.encode(r#"{"custom": {"home": "mine"}}"#);
    let (output, answer) = aws_lambda_invoke(
        &function,
        &["--payload", LOOK, "--client-context", &context, "--log-type", "Tail", "--tenant-id", "blue"],
    );
    let printed = printed(&output);
    assert_eq!((&printed["StatusCode"], &printed["ExecutedVersion"]), (&json!(200), &json!("$LATEST")));
    let seen = answer.expect("the context");
    assert_eq!((&seen["function_name"], &seen["tenant_id"]), (&json!("probe"), &json!("blue")));
    let log = BASE64.decode(printed["LogResult"].as_str().expect("the log")).expect("base64");
    let first = format!("START RequestId: {} ", seen["request_id"].as_str().expect("an id"));
    assert!(log.starts_with(first.as_bytes()), "{}", String::from_utf8_lossy(&log));
}

#[test]
fn the_aws_cli_is_told_of_an_error_of_the_function() {
    let function = start();
    let (output, answer) = aws_lambda_invoke(&function, &["--payload", FAIL]);
    assert_eq!(printed(&output)["FunctionError"], "Unhandled");
    let error = json!({
        "errorType": "Gateway.OperationFailed", "errorMessage": "operation `probe.fail`: the probe fails"
    });
    assert_eq!(answer, Some(error));
}

#[test]
fn the_aws_cli_is_told_why_it_is_refused() {
    let function = start();
    let (output, answer) = aws_lambda_invoke(&function, &["--payload", "{"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{said}");
    assert!(
        said.contains("(InvalidRequestContentException) when calling the Invoke operation: Could not parse"),
        "{said}"
    );
    assert_eq!(answer, None);
}

#[test]
fn the_aws_cli_need_not_wait() {
    let function = start();
    let log = json!({ "interface": "probe", "operation": "log", "params": { "text": "nobody waits" } }).to_string();
    for (kind, status) in [("DryRun", 204), ("Event", 202)] {
        let (output, answer) = aws_lambda_invoke(&function, &["--payload", &log, "--invocation-type", kind]);
        assert_eq!((&printed(&output)["StatusCode"], answer), (&json!(status), None), "{kind}");
    }
    function.stdout.find(|line| line == "nobody waits to one");
    let again = function.invoke(LOOK.as_bytes()).json();
    assert_eq!(again["cold_start"], false, "the first one was done, and the other is none");
}

fn cargo_lambda_invoke(address: SocketAddr, arguments: &[&str]) -> Output {
    let port = address.port().to_string();
    Command::new(tool("cargo-lambda"))
        .args(["lambda", "invoke", "--invoke-address", "127.0.0.1", "--invoke-port", &port])
        .args(arguments)
        .env("NO_PROXY", "127.0.0.1")
        .current_dir(env::temp_dir())
        .output()
        .expect("it starts")
}

#[test]
fn cargo_lambda_is_answered() {
    let function = start();
    let context = r#"{"custom": {"home": "mine"}}"#;
    // With and without a name: it then invokes `_`.
    for arguments in [&["--data-ascii", LOOK][..], &["--client-context-ascii", context, "--data-ascii", LOOK, "probe"]]
    {
        let seen = printed(&cargo_lambda_invoke(function.address(), arguments));
        assert_eq!(seen["function_name"], "probe", "{seen}");
    }
    let error = printed(&cargo_lambda_invoke(function.address(), &["--data-ascii", FAIL, "--output-format", "json"]));
    assert_eq!(error["errorType"], "Gateway.OperationFailed");
}

/// Ends with this value.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Its Runtime API, at a path of its own, instead of the local runtime's.
#[test]
fn a_function_works_under_cargo_lambda_watch() {
    let address = TcpListener::bind("127.0.0.1:0").and_then(|any| any.local_addr()).expect("loopback has a free port");
    let watch = Command::new(tool("cargo-lambda"))
        .args(["lambda", "watch", "--only-lambda-apis", "--invoke-address", "127.0.0.1", "--invoke-port"])
        .args([&address.port().to_string(), "--manifest-path", "tests/Cargo.toml"])
        .current_dir(root())
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    let _watch = Ended(watch);
    let start = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(start.elapsed() < PATIENCE, "it does not listen");
        thread::sleep(Duration::from_millis(5));
    }
    let function = Command::new(env!("CARGO_BIN_EXE_probe"))
        .env("AWS_LAMBDA_RUNTIME_API", format!("http://{address}/.rt/probe"))
        .env("AWS_LAMBDA_FUNCTION_NAME", "probe")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .spawn()
        .expect("it starts");
    let _function = Ended(function);

    let seen = printed(&cargo_lambda_invoke(address, &["--data-ascii", LOOK, "probe"]));
    // It tells a deadline that passed long ago.
    assert_eq!((&seen["function_name"], &seen["remaining"]), (&json!("probe"), &Value::Null));
    let failed = cargo_lambda_invoke(address, &["--data-ascii", FAIL, "probe"]);
    let said = String::from_utf8_lossy(&failed.stderr);
    assert!(said.contains("Gateway.OperationFailed"), "{said}");
    // A limit of its front: it reads no answer without cookies. When this fails, docs/host.md has a limit less.
    let reply = send(address, "GET", "/lambda-url/probe/large/3", &[], b"").expect("a reply");
    assert_eq!(reply.status, 500);
}
