//! What a gateway says of itself.

use std::fs;
use std::path::Path;

use framework_tests::endings::EndingsOperation;
use framework_tests::gateway::*;
use gateway_runtime::{Gateway as _, linked_operations};
use serde_json::json;

mod stray {
    //! An interface that somebody forgot to list.

    use gateway_runtime::{gateway_interface, gateway_op};

    pub(crate) const LINE: u32 = line!() + 3;

    /// Callable by nobody.
    #[gateway_op(interface = "stray")]
    pub(crate) fn wander() {}

    gateway_interface! { pub(crate) stray { wander } }
}

/// `UPDATE_GOLDEN=1 cargo test -p framework-tests` writes the file anew.
#[test]
fn the_description_is_as_expected() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue/describe.json");
    let described = serde_json::to_string_pretty(&describe()).unwrap() + "\n";
    assert_eq!(described, serde_json::to_string_pretty(&describe()).unwrap() + "\n", "the order is stable");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &described).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(described == expected, "review the change of {}: UPDATE_GOLDEN=1", path.display());
}

/// Every schema of the description accepts what the operation accepts, in small.
#[test]
fn every_reference_of_a_schema_leads_somewhere() {
    let described = serde_json::to_value(describe()).unwrap();
    let text = described.to_string();
    let references: Vec<_> = text.split("\"$ref\":\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(references.len() > 3, "{references:?}");
    for reference in references {
        assert!(described.pointer(reference).is_some(), "#{reference} leads nowhere");
    }
}

#[test]
fn an_interface_that_no_gateway_lists_is_named_with_its_place() {
    let unlisted = verify_registry().unwrap_err();
    let [stray] = unlisted.operations() else { panic!("{unlisted}") };
    assert_eq!((stray.interface, stray.name, stray.location.line), ("stray", "wander", stray::LINE));
    assert!(stray.location.file.ends_with("tests/framework/tests/catalogue/main.rs"), "{}", stray.location);
    assert_eq!(
        unlisted.to_string(),
        format!("linked, but in no interface of the gateway:\n  stray.wander at {}", stray.location)
    );
    let error = Gateway::execute_json(br#"{"interface": "stray", "operation": "wander"}"#).now().unwrap().unwrap_err();
    assert_eq!(error.code(), "unknown_interface", "what is linked is not callable for that");
    assert!(linked_operations().iter().any(|operation| operation.name == "wander"));
}

#[test]
fn the_names_of_interfaces_go_both_ways() {
    assert_eq!(GatewayInterface::ALL, [GatewayInterface::Kinds, GatewayInterface::Endings]);
    assert_eq!(Gateway::INTERFACES, ["kinds", "endings"]);
    for interface in GatewayInterface::ALL.iter().copied() {
        let name = interface.as_str();
        assert_eq!((interface.to_string(), name.parse()), (name.to_owned(), Ok(interface)));
        assert_eq!(format!("{interface:>9}").trim_start(), name);
        let json = serde_json::to_string(&interface).unwrap();
        assert_eq!(json, format!("\"{name}\""));
        assert_eq!(serde_json::from_str::<GatewayInterface>(&json).unwrap(), interface);
        assert_eq!(serde_json::from_value::<GatewayInterface>(json!(name)).unwrap(), interface);
        assert_eq!(serde_json::from_reader::<_, GatewayInterface>(json.as_bytes()).unwrap(), interface);
    }
    let escaped = "\"k\\u0069nds\"";
    assert_eq!(serde_json::from_str::<GatewayInterface>(escaped).unwrap(), GatewayInterface::Kinds);
    let error = "kimds".parse::<GatewayInterface>().unwrap_err();
    assert_eq!(error.to_string(), "no interface `kimds`, did you mean `kinds`?");
    assert_eq!(error.known(), ["kinds", "endings"]);
    let error = serde_json::from_str::<GatewayInterface>("\"Kinds\"").unwrap_err();
    assert!(error.to_string().starts_with("no interface `Kinds`, did you mean `kinds`?"), "{error}");
    serde_json::from_str::<GatewayInterface>("1").unwrap_err();
}

#[test]
fn the_names_of_operations_go_both_ways() {
    for operation in EndingsOperation::ALL.iter().copied() {
        assert_eq!(operation.as_str().parse(), Ok(operation));
        assert_eq!(operation.to_string(), operation.as_str());
        assert_eq!(operation.info().name, operation.as_str());
    }
    let error = "fial".parse::<EndingsOperation>().unwrap_err();
    assert_eq!(error.to_string(), "no operation of `endings` `fial`, did you mean `fail`?");
}

#[test]
fn the_catalogue_finds_what_is_listed() {
    let catalogue = Gateway::catalogue();
    assert!(catalogue.operation("kinds", "texts").unwrap().hot);
    let error = catalogue.operation("kinds", "text").unwrap_err();
    assert_eq!((error.code(), error.did_you_mean()), ("unknown_operation", Some("texts")));
    let defaults = catalogue.operation("kinds", "defaults").unwrap();
    let required: Vec<_> = (0..defaults.parameters().len()).map(|index| defaults.is_required(index)).collect();
    assert_eq!(required, [false, false, false, false, true]);
    let texts = catalogue.operation("kinds", "texts").unwrap();
    let required: Vec<_> = (0..4).map(|index| texts.is_required(index)).collect();
    assert_eq!(required, [true, true, false, false], "an alias of `Option` is one too");
}
