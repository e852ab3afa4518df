// Two interfaces of one name, of two crates, meet under `as`; the interfaces themselves do not change.
use gateway_runtime::{Gateway as _, Params, gateway};

gateway! { pub Gateway { ui_tests::metrics as foreign_metrics, ui_tests::other::metrics } }

fn main() {
    use crate::gateway::*;

    assert_eq!(Gateway::INTERFACES, ["foreign_metrics", "metrics"]);
    assert_eq!(metrics_record("a", 1.0), "a=1");
    assert_eq!(metrics_count(), 1);
    let answer = try_execute_now(GatewayInterface::ForeignMetrics, "record", Params::json(r#"{"name":"a","value":2}"#));
    assert_eq!(answer.unwrap().as_str(), r#""a=2""#);
}
