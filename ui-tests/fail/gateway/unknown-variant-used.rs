// A call through an interface that is not in the list is rustc's error.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::metrics } }

fn main() {
    drop(gateway::execute_operation(gateway::GatewayInterface::Metric, "reset", gateway_runtime::Params::json("{}")));
}
