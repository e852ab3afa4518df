// Raw identifiers lose their `r#` in JSON and in wrappers.
use gateway_runtime::{Params, gateway, gateway_interface, gateway_op};

mod words {
    use super::{gateway_interface, gateway_op};

    /// Both its name and its parameters are keywords.
    #[gateway_op(interface = "words")]
    pub fn r#match(r#type: &str, r#fn: u8) -> String {
        format!("{type}{fn}", r#type = r#type, r#fn = r#fn)
    }

    #[gateway_op(interface = "words", hot)]
    pub async fn r#async(r#async: Option<&str>) -> usize {
        r#async.map_or(0, str::len)
    }

    gateway_interface! { pub words { r#match, r#async } }
}

gateway! { pub Gateway { words } }

fn main() {
    use crate::gateway::*;

    assert_eq!(words_match("a", 1), "a1");
    let params = Params::json(r#"{"type":"b","fn":2}"#);
    assert_eq!(try_execute_now(GatewayInterface::Words, "match", params).unwrap().as_str(), r#""b2""#);
    assert_eq!(WordsOperation::Async.as_str(), "async");
    drop(words_async(None));
}
