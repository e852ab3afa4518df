#[gateway_op(interface = "digest", hot)]
pub fn sha256(data: &[u8], salt: Option<&[u8]>, #[op(default = b"-")] separator: &[u8]) -> String {
    hex(data, salt, separator)
}
