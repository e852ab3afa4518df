#[gateway_op(interface = "text", hot)]
pub fn join<'a>(r#type: &'a str, parts: Vec<String>) -> String {
    parts.join(r#type)
}
