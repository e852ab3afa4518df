// A parameter may have any name: the operation's, those of generated code.
use gateway_runtime::{gateway_core, gateway_interface, gateway_op};

#[gateway_core]
pub struct Store;

impl Store {
    fn build() -> Self {
        Self
    }
}

#[gateway_op(interface = "names")]
pub fn keys(#[inject] _store: &Store, keys: u32, running: u32, __core: u32, __failure: u32, arguments: u32) -> u32 {
    keys + running + __core + __failure + arguments
}

#[gateway_op(interface = "names")]
pub async fn later(#[inject] _store: &Store, later: &str, argument_0: u32, injected_0: u32) -> String {
    format!("{later}{argument_0}{injected_0}")
}

gateway_interface! {
    pub names {
        keys,
        later,
        #[deprecated]
        keys as old_keys,
    }
}

fn main() {
    assert_eq!(names_keys(1, 2, 3, 4, 5), 15);
    let all = r#"{"keys": 1, "running": 2, "__core": 3, "__failure": 4, "arguments": 5}"#;
    assert_eq!(NamesOperation::Keys.execute(all).now().unwrap().unwrap().as_str(), "15");
    let _future = names_later("a", 1, 2);
}
