//! Cores that are built before they are needed.
#![expect(clippy::unnecessary_wraps, reason = "what needs a fallible core returns a `Result`")]
#![expect(unreachable_pub, reason = "an interface that a gateway lists is `pub`")]

use gateway_runtime::{
    BuildTrigger, ErrorKind, Gateway as _, builds, gateway, gateway_core, gateway_interface, gateway_op,
};

use crate::builds::record;

gateway! { pub(crate) Preloading { crate::preload::warm } }

pub mod warm {
    //! The interface of this module's gateway.

    use super::*;

    gateway_interface! { pub warm { use_all } }

    #[gateway_op(interface = "warm")]
    pub fn use_all(
        #[inject] _a: &Config,
        #[inject] _b: &Database,
        #[inject] _c: &Unreachable,
    ) -> Result<(), gateway_runtime::GatewayError> {
        Ok(())
    }
}

#[gateway_core]
pub struct Settings;

impl Settings {
    fn build() -> Self {
        Self
    }
}

#[gateway_core]
pub struct Config;

impl Config {
    fn build(_: &Settings) -> Self {
        Self
    }
}

#[gateway_core]
pub struct Database;

impl Database {
    fn build() -> Self {
        Self
    }
}

#[gateway_core(fallible)]
pub struct Unreachable;

impl Unreachable {
    fn build() -> Result<Self, &'static str> {
        Err("no route")
    }
}

#[test]
fn the_named_cores_are_built_in_the_order_of_their_names() {
    let catalogue = preloading::Preloading::catalogue();
    let names: Vec<_> = catalogue.cores().iter().map(|core| core.name).collect();
    assert_eq!(names, ["Config", "Database", "Unreachable"]);

    let error = catalogue.preload(&["Databse"]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("no core `Databse`, did you mean `Database`?"), "{error}");
    let error = catalogue.preload(&["Something"]).unwrap_err();
    assert!(error.to_string().contains("known are: Config, Database, Unreachable"), "{error}");

    let error = catalogue.preload(&["Database", "Unreachable", "Config"]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CoreFailed);
    assert_eq!(record("Database").unwrap().trigger, BuildTrigger::Preload);
    assert!(record("Config").is_none(), "what stands after a failure is not tried");

    catalogue.preload(&["Config", "Database"]).unwrap();
    assert_eq!(record("Config").unwrap().trigger, BuildTrigger::Preload);
    assert_eq!(record("Settings").unwrap().trigger, BuildTrigger::Core("Config"));
    let ours = ["Database", "Settings", "Config"];
    let order: Vec<_> = builds().iter().map(|record| record.core).filter(|core| ours.contains(core)).collect();
    assert_eq!(order, ours);
}
