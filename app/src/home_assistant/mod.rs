//! The interface `home_assistant`: states, services and conversation of the house, asked with the bridge's own token.

mod answers;
mod operations;
mod self_test;

pub use answers::{Conversation, EntityId, Found, HomeAssistantError, Text};
pub(crate) use operations::say;
pub use operations::{call_service, converse, find, notify, run_script, states, trigger_automation};
pub use self_test::{SelfTest, Verdict, self_test};

gateway_runtime::gateway_interface! { pub home_assistant {
    operations::states, operations::find, operations::call_service, operations::trigger_automation,
    operations::run_script, operations::notify, operations::converse, self_test::self_test,
} }
