// A list without `pub` is for its own crate, and so are its operations and their types.
#![deny(warnings)]

use gateway_runtime::{Params, gateway, gateway_interface, gateway_op};

mod notes {
    use super::{gateway_interface, gateway_op};

    #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
    pub(crate) struct Note {
        pub(crate) text: String,
    }

    #[gateway_op(interface = "notes")]
    pub(crate) fn echo(note: Note) -> Note {
        note
    }

    gateway_interface! { notes { echo } }
}

gateway! { pub(crate) Gateway { notes } }

fn main() {
    use crate::gateway::*;

    assert_eq!(notes_echo(notes::Note { text: "a".to_owned() }).text, "a");
    let params = Params::json(r#"{"note":{"text":"b"}}"#);
    let answer = try_execute_now(GatewayInterface::Notes, "echo", params).unwrap();
    assert_eq!(answer.as_str(), r#"{"text":"b"}"#);
}
