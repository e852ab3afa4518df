/// A fresh identifier.
#[gateway_op(interface = "utility", hot, name = "uuid")]
pub fn new_uuid() -> String {
    generate()
}
