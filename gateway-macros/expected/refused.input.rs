/// Its second parameter has no name.
#[gateway_op(interface = "math", name = "sum")]
pub fn add(a: u8, (b, c): (u8, u8)) -> u8 {
    a + b + c
}
