//! Every operation of every interface: a call by name gives and does what the typed call gives and does.
//!
//! What is compared is the answer, to the letter, or the error's code and text; and what the call left behind in the
//! cache, in the configuration, in the metrics, in the rates and in the log. Every call starts from a state of its own, all
//! of them equal.

#![cfg(all(
    feature = "cache",
    feature = "config",
    feature = "logging",
    feature = "metrics",
    feature = "security",
    feature = "utility"
))]

gateway_runtime::gateway! { pub Gateway { gateway_cores::{cache, config, logging, metrics, security, utility} } }

mod answer;
mod before;
mod cache;
mod config;
mod logging;
mod metrics;
mod security;
mod utility;
mod values;

use gateway_runtime::{Gateway as _, OperationInfo, Params};
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

use crate::answer::{Answer, by_name, wait};
use crate::before::Before;
use crate::gateway::{Gateway, execute_json, execute_operation, try_execute_now};

/// `operation(parameter in strategy, ..) [required, ..; optional, ..] => answer of the typed call;`, where an optional
/// parameter is an `Option`. `, as shape` at its end says what is compared of answers that cannot be the same.
macro_rules! agreement {
    ($operations:ident: $(
        $operation:ident($($value:ident in $strategy:expr),*) [$($required:ident),*; $($optional:ident),*]
            => $typed:expr $(, as $shape:ident)?;
    )*) => {
        pub(crate) const TRIED: &[&str] = &[$(stringify!($operation)),*];

        proptest::proptest! {
            #![proptest_config(crate::values::config())]
            $(
                #[test]
                fn $operation(before in crate::before::before(), $($value in $strategy),*) {
                    let params = [
                        $((stringify!($required), Some(serde_json::json!($required))),)*
                        $((stringify!($optional), $optional.as_ref().map(|value| serde_json::json!(value))),)*
                    ];
                    let operation: $operations = stringify!($operation).parse().unwrap();
                    let by_enum = |params: &str| crate::answer::by_name(crate::answer::wait(operation.execute(params)));
                    let shape: &[fn(&str) -> String] = &[$($shape,)? str::to_owned];
                    crate::agree(operation.info(), &before, &params, shape[0], by_enum, || $typed)?;
                }
            )*
        }
    };
}
use agreement;

fn agree(
    operation: &OperationInfo,
    before: &Before,
    params: &[(&str, Option<Value>)],
    shape: fn(&str) -> String,
    by_enum: impl Fn(&str) -> Answer,
    typed: impl FnOnce() -> Answer,
) -> Result<(), TestCaseError> {
    let interface = operation.interface.parse().unwrap();
    let params = Value::Object(before.params(params));
    let wanted = before.then(typed);
    let agrees = |path: &str, call: &dyn Fn() -> Answer| {
        let found = before.then(call);
        let alike = found.0.as_deref().map(shape) == wanted.0.as_deref().map(shape) && found.1 == wanted.1;
        if alike {
            Ok(())
        } else {
            Err(TestCaseError::fail(format!("{path}: {found:#?}\ntyped: {wanted:#?}\nfor {params}")))
        }
    };
    let mut request = json!({ "interface": operation.interface, "operation": operation.name });
    if params != json!({}) {
        request["params"] = params.clone();
    }
    let [params_text, request] = [&params, &request].map(|value| before.written(value));
    agrees("by enum", &|| by_enum(&params_text))?;
    if !operation.asynchronous {
        agrees("now", &|| by_name(try_execute_now(interface, operation.name, params_text.as_str())))?;
    }
    agrees("by name", &|| by_name(wait(execute_operation(interface, operation.name, Params::of(&params)))))?;
    agrees("as JSON", &|| by_name(wait(execute_json(&request))))
}

#[test]
fn no_operation_is_left_out() {
    let tried = [
        ("cache", cache::TRIED),
        ("config", config::TRIED),
        ("logging", logging::TRIED),
        ("metrics", metrics::TRIED),
        ("security", security::TRIED),
        ("utility", utility::TRIED),
    ];
    let all = Gateway::catalogue().interfaces().iter().map(|interface| {
        let names: Vec<_> = interface.operations.iter().map(|operation| operation.name).collect();
        (interface.name, names)
    });
    assert_eq!(tried.map(|(interface, operations)| (interface, operations.to_vec())).to_vec(), all.collect::<Vec<_>>());
}
