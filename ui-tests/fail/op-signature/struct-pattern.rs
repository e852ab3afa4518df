// Every parameter has a name, also one whose fields have names.
use gateway_runtime::gateway_op;

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Size {
    width: u32,
    height: u32,
}

#[gateway_op(interface = "cache")]
pub fn area(Size { width, height }: Size) -> u32 {
    width * height
}

fn main() {}
