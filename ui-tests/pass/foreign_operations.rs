// A list takes an operation of another crate with `use`.
use gateway_runtime::{gateway, gateway_interface, gateway_op};

mod tools {
    use super::{gateway_interface, gateway_op};

    #[gateway_op(interface = "tools")]
    pub fn hammer() -> u8 {
        1
    }

    gateway_interface! { pub tools { hammer, use ui_tests::other::sharpen, use ui_tests::other::sharpen as whet } }
}

gateway! { pub Gateway { tools } }

fn main() {
    use crate::gateway::*;

    assert_eq!(tools_hammer(), 1);
    assert_eq!(tools_sharpen("edge") + whet("edge"), 8);
    assert_eq!(ToolsOperation::ALL.len(), 2);
}
