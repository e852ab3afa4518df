//! One case for each way of making a call.

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Instant;

use benches::baseline::boxed_registry::Registry;
use benches::baseline::by_enum::{self, Initialization};
use benches::baseline::{direct, one_operation, one_pass};
use benches::gateway::{Gateway, cache_get, cache_lookup, debug_version};
use benches::harness::{self, Case, repeat};
use benches::operations::cache::CacheOperation;
use benches::operations::debug;
use benches::operations::initialization::InitializationOperation;
use gateway_runtime::{Execution, Gateway as _, GatewayError, Json, Params};

const KEY: &str = "weather:berlin";
const PARAMS: &[u8] = br#"{"key":"weather:berlin"}"#;

/// The first operation of the first interface, with one text.
const GET: &[u8] = br#"{"interface":"cache","operation":"get","params":{"key":"weather:berlin"}}"#;
/// An operation in the middle, with five parameters of mixed types.
const POST: &[u8] = br#"{"interface":"http_client","operation":"post","params":{"url":"https://example.com/items","body":"a small body","headers":["accept: text/plain","x-trace: 1"],"timeout":30,"retry":true}}"#;
/// An operation without parameters, near the end of both lists.
const UPTIME: &[u8] = br#"{"interface":"initialization","operation":"uptime","params":{}}"#;
/// The parameters before the names.
const PARAMS_FIRST: &[u8] = br#"{"params":{"key":"weather:berlin"},"operation":"get","interface":"cache"}"#;

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::build);

// The bodies that the codegen check compares; a name is looked up in the assembly.

#[inline(never)]
fn shim_get_by_hand(key: &str) -> Option<u32> {
    direct::get(key)
}

#[inline(never)]
fn shim_lookup_by_hand(key: &str) -> Option<u32> {
    direct::lookup(key)
}

#[inline(never)]
fn shim_get_gateway(key: &str) -> Option<u32> {
    cache_get(key)
}

#[inline(never)]
fn shim_lookup_gateway(key: &str) -> Option<u32> {
    cache_lookup(key)
}

/// The answer of a synchronous operation, which has run when its call is made.
fn answer(call: Execution) -> Result<Json, GatewayError> {
    call.now().unwrap_or_else(|pending| panic!("{pending:?} has to be awaited"))
}

const CASES: &[Case] = &[
    Case { name: "get/by hand", run: |n| repeat(n, || shim_get_by_hand(black_box(KEY))) },
    Case { name: "get/gateway", run: |n| repeat(n, || shim_get_gateway(black_box(KEY))) },
    Case { name: "lookup/by hand", run: |n| repeat(n, || shim_lookup_by_hand(black_box(KEY))) },
    Case { name: "lookup/gateway", run: |n| repeat(n, || shim_lookup_gateway(black_box(KEY))) },
    Case { name: "one operation/by hand", run: |n| repeat(n, || one_operation::get(black_box(PARAMS))) },
    Case {
        name: "one operation/gateway",
        run: |n| repeat(n, || answer(CacheOperation::Get.execute(Params::json(black_box(PARAMS))))),
    },
    Case { name: "by enum/by hand", run: |n| repeat(n, || by_enum::call(black_box(Initialization::Version))) },
    Case {
        name: "by enum/gateway",
        run: |n| repeat(n, || answer(black_box(InitializationOperation::Version).execute(Params::none()))),
    },
    Case { name: "envelope get/one pass", run: |n| repeat(n, || one_pass::execute(black_box(GET))) },
    Case { name: "envelope get/gateway", run: |n| repeat(n, || answer(Gateway::execute_json(black_box(GET)))) },
    Case { name: "envelope post/one pass", run: |n| repeat(n, || one_pass::execute(black_box(POST))) },
    Case { name: "envelope post/gateway", run: |n| repeat(n, || answer(Gateway::execute_json(black_box(POST)))) },
    Case { name: "envelope uptime/one pass", run: |n| repeat(n, || one_pass::execute(black_box(UPTIME))) },
    Case { name: "envelope uptime/gateway", run: |n| repeat(n, || answer(Gateway::execute_json(black_box(UPTIME)))) },
    Case { name: "envelope params first/one pass", run: |n| repeat(n, || one_pass::execute(black_box(PARAMS_FIRST))) },
    Case {
        name: "envelope params first/gateway",
        run: |n| repeat(n, || answer(Gateway::execute_json(black_box(PARAMS_FIRST)))),
    },
    Case { name: "envelope get/boxed registry", run: |n| repeat(n, || REGISTRY.execute(black_box(GET))) },
    Case { name: "envelope post/boxed registry", run: |n| repeat(n, || REGISTRY.execute(black_box(POST))) },
    Case { name: "envelope uptime/boxed registry", run: |n| repeat(n, || REGISTRY.execute(black_box(UPTIME))) },
    Case {
        name: "envelope get/boxed registry, typed envelope",
        run: |n| repeat(n, || REGISTRY.execute_typed_envelope(black_box(GET))),
    },
    Case { name: "engine/bare", run: |n| repeat(n, debug::version) },
    Case { name: "engine/two clock reads", run: |n| repeat(n, || (Instant::now(), debug::version(), Instant::now())) },
    Case { name: "engine/gateway", run: |n| repeat(n, debug_version) },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match harness::main(CASES, &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
