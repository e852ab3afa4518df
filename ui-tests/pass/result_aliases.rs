// A result is told by its type, so an alias of it is one: the caller sees its `Ok` side, or the error.
use gateway_runtime::{ErrorKind, Params, gateway_interface, gateway_op};

type Plain<T> = Result<T, std::num::ParseIntError>;
type Boxed<T, E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

#[gateway_op(interface = "numbers")]
pub fn parse(text: &str) -> Plain<u32> {
    text.parse()
}

#[gateway_op(interface = "numbers", hot)]
pub fn double(text: &str) -> Boxed<u32> {
    Ok(text.parse::<u32>()? * 2)
}

#[gateway_op(interface = "numbers")]
pub fn complain(text: &str) -> Result<(), &'static str> {
    if text.is_empty() { Ok(()) } else { Err("not empty") }
}

gateway_interface! { pub numbers { parse, double, complain } }

fn main() {
    assert_eq!(numbers_parse("5"), Ok(5));
    assert_eq!(numbers_double("5").unwrap(), 10);
    let answer = |operation: NumbersOperation, json| operation.execute(Params::json(json)).now().ok().unwrap();
    assert_eq!(answer(NumbersOperation::Parse, r#"{"text":"7"}"#).unwrap().as_str(), "7");
    assert_eq!(answer(NumbersOperation::Double, r#"{"text":"7"}"#).unwrap().as_str(), "14");
    for operation in NumbersOperation::ALL {
        let error = answer(*operation, r#"{"text":"seven"}"#).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OperationFailed, "{operation}");
    }
}
