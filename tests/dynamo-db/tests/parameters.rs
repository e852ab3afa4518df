//! The parameter store, as it goes over the wire.

use dynamo_db_tests::client_of;
use gateway_cores::config::{Config, ParameterSource, ParameterStore};
use gateway_http::aws::AwsService;
use peer::{Peer, answer, ok};
use serde_json::{Value, json};

fn store(peer: &Peer) -> ParameterStore {
    ParameterStore::new(client_of(&peer.url(""), AwsService::Ssm))
}

fn page(number: usize, is_last: bool) -> peer::Step {
    let parameter = json!({"Name": format!("/shop/cache/a{number}"), "Value": number.to_string(), "Type": "String"});
    let mut page = json!({"Parameters": [parameter]});
    if !is_last {
        page["NextToken"] = json!(format!("token{number}"));
    }
    ok(page.to_string())
}

#[tokio::test]
async fn every_page_is_fetched_and_decrypted() {
    let peer = Peer::new(|number, _| vec![page(number, number == 2)]);
    let found = store(&peer).below("/shop").await.unwrap();
    let found: Vec<_> = found.iter().map(|(name, value)| (name.as_str(), value.expose().as_str())).collect();
    assert_eq!(found, [("/shop/cache/a0", "0"), ("/shop/cache/a1", "1"), ("/shop/cache/a2", "2")]);
    let bodies: Vec<Value> = peer.requests().iter().map(|it| serde_json::from_slice(&it.body).unwrap()).collect();
    assert_eq!(bodies[0], json!({"Path": "/shop", "Recursive": true, "WithDecryption": true}));
    assert_eq!((&bodies[1]["NextToken"], &bodies[2]["NextToken"]), (&json!("token0"), &json!("token1")));
    let first = &peer.requests()[0];
    assert_eq!(first.header("x-amz-target"), Some("AmazonSSM.GetParametersByPath"));
    assert_eq!(first.header("content-type"), Some("application/x-amz-json-1.1"));
}

#[tokio::test]
async fn pages_without_end_are_an_error() {
    let peer = Peer::new(|number, _| vec![page(number, false)]);
    let error = store(&peer).below("/shop").await.unwrap_err();
    assert_eq!((error.to_string().as_str(), peer.requests().len()), ("there are more than 320 parameters", 32));
}

/// The text is told by the state of the configuration.
#[tokio::test]
async fn a_failure_tells_no_value() {
    let odd = r#"{"Parameters": [{"Name": "/shop/a", "Value": ["canary"]}]}"#;
    let peer = Peer::new(move |number, _| match number {
        0 => vec![ok(odd)],
        _ => vec![answer("400 Bad Request", &[], r#"{"__type": "AccessDeniedException", "message": "canary"}"#)],
    });
    let config = Config::from_variables([("GATEWAY_PARAMETER_PATH", "/shop")]);
    config.use_parameters(store(&peer));
    for expected in ["not the JSON", "GetParametersByPath is refused: AccessDeniedException (400)"] {
        let error = gateway_cores::config::reload(&config).await.unwrap_err();
        let told = format!("{error} {error:?}");
        assert!(told.contains(expected) && !told.contains("canary"), "{told}");
    }
}
