//! The interface `config`.

use gateway_cores::config::Tier;
use proptest::collection::btree_map;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::answer::{done, ended, wait};
use crate::gateway::*;
use crate::values::{json, text};

crate::agreement! { ConfigOperation:
    get(key in setting()) [key;] => ended(config_get(&key));
    set(key in setting(), value in value()) [key, value;] => ended(config_set(&key, value));
    reload() [;] => ended(wait(config_reload()));
    validate() [;] => done(config_validate());
    state() [;] => done(config_state());
    get_interface_configuration(interface in interface(), tier in option::of(tier())) [interface; tier]
        => ended(config_get_interface_configuration(&interface, tier));
    validate_configuration(tier in tier(), overrides in option::of(overrides())) [tier; overrides]
        => done(config_validate_configuration(tier, overrides.unwrap_or_default()));
    optimize_for_memory_constraint(megabytes in prop_oneof![0..40_u32, any::<u32>()]) [megabytes;]
        => done(config_optimize_for_memory_constraint(megabytes));
    get_configuration_health_status() [;] => done(config_get_configuration_health_status());
    presets() [;] => done(config_presets());
    apply_preset(name in preset()) [name;] => ended(config_apply_preset(&name));
}

fn setting() -> impl Strategy<Value = String> {
    let known =
        ["cache.bytes", "logging.level", "logging.service", "logging.sample_rate", "config.preset", "cache.bites"];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => text()]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![json(), (0..9_u64).prop_map(Value::from), Just(Value::from("ERROR"))]
}

fn interface() -> impl Strategy<Value = String> {
    prop_oneof![prop::sample::select(vec!["cache", "config", "logging", "cach"]).prop_map(str::to_owned), text()]
}

fn preset() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec!["minimum", "maximum", "debug", "Debug", "debugg"]).prop_map(str::to_owned),
        text()
    ]
}

fn tier() -> impl Strategy<Value = Tier> {
    prop::sample::select(vec![Tier::Minimum, Tier::Standard, Tier::Maximum])
}

fn overrides() -> impl Strategy<Value = Map<String, Value>> {
    btree_map(setting(), value(), 0..3).prop_map(Map::from_iter)
}
