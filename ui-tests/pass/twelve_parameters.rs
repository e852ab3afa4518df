// Twelve parameters come from JSON; what is injected does not count.
use gateway_runtime::{Context, Params, gateway_interface, gateway_op};

#[gateway_op(interface = "math")]
pub fn sum(
    #[inject] _cx: &Context,
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
    g: u8,
    h: u8,
    i: u8,
    j: u8,
    #[op(default = 1)] k: u8,
    l: Option<u8>,
) -> u8 {
    a + b + c + d + e + f + g + h + i + j + k + l.unwrap_or(1)
}

gateway_interface! { pub math { sum } }

fn main() {
    let json = r#"{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1}"#;
    let answer = MathOperation::Sum.execute(Params::json(json)).now().ok().unwrap();
    assert_eq!(answer.unwrap().as_str(), "12");
}
