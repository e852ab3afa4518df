//! The store does what a record does, on a second engine: [dynalite](https://github.com/architect/dynalite), in JavaScript.
//!
//! `cargo xtask nightly dynalite` fetches and runs it.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use dynamo_db_tests::{create_table, store};
use gateway_free_tier::protocol::Denied;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use store_model::model::{Answer, check_as, step};

struct Dynalite {
    process: Child,
    url: String,
}

impl Drop for Dynalite {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn start() -> Dynalite {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.tools/dynalite-4.0.0/node_modules/dynalite/cli.js");
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut server = Command::new("node");
    server.args([program, "--host", "127.0.0.1", "--port", &port.to_string(), "--createTableMs", "0"]);
    let process = server.stdout(Stdio::null()).spawn().unwrap();
    let dynalite = Dynalite { process, url: format!("http://127.0.0.1:{port}") };
    let begin = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begin.elapsed() < Duration::from_mins(1), "dynalite does not listen: is it in `.tools`?");
        std::thread::sleep(Duration::from_millis(50));
    }
    dynalite
}

/// It does not tell the item whose condition failed (`ALL_OLD`), and so not why.
fn without_reasons(answer: Answer) -> Answer {
    match answer {
        Answer::Granted(Err(_)) => Answer::Granted(Err(Denied::NotOpen)),
        other => other,
    }
}

#[test]
#[ignore = "nightly: `cargo xtask nightly dynalite` puts the server into `.tools`"]
fn an_item_is_a_record() {
    let dynalite = start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(create_table(&dynalite.url));
    let number = AtomicU32::new(0);
    let mut runner = TestRunner::new(ProptestConfig::with_cases(64));
    let result = runner.run(&prop::collection::vec(step(), 1..80), |steps| {
        let deployment = format!("d{}", number.fetch_add(1, Ordering::Relaxed));
        check_as(&store(&dynalite.url, &deployment), &steps, without_reasons)
    });
    result.unwrap();
}
