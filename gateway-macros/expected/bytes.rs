#[allow(clippy::needless_pass_by_value)]
pub fn sha256(data: &[u8], salt: Option<&[u8]>, separator: &[u8]) -> String {
    hex(data, salt, separator)
}
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_sha256;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type sha256__is_not_listed_in_any_gateway_interface = ();
#[cfg_attr(doc, doc(hidden))]
#[inline]
#[allow(
    non_snake_case,
    clippy::all,
    clippy::pedantic,
    deprecated,
    missing_docs,
    private_interfaces,
    unreachable_pub,
    unused_qualifications
)]
pub fn sha256__wrapper(data: &[u8], salt: Option<&[u8]>, separator: &[u8]) -> String {
    sha256(data, salt, separator)
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! sha256__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name (data : & [u8], salt : Option < & [u8] >, separator : & [u8])
        -> String { $wrapper (data, salt, separator) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use sha256__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static sha256__needs_the_gateway_op_attribute: __runtime_of_operation_sha256::OperationInfo = __runtime_of_operation_sha256::operation! {
    "digest", "sha256", "", 14371545691311500029u64, true, false, "String", [String],
    [["data" "&[u8]" ""] ["salt" "Option<&[u8]>" ""] ["separator" "&[u8]" "b\"-\""]], [],
    __runtime_of_operation_sha256::Outside::CLOSED, 'a,
    (__runtime_of_operation_sha256::Base64,
    __runtime_of_operation_sha256::OptionalBase64,
    __runtime_of_operation_sha256::OptionalBase64,), (operation, (argument_0, argument_1,
    argument_2,)) => {
    __runtime_of_operation_sha256::Execution::ready(__runtime_of_operation_sha256::Kind::encode((&
    __runtime_of_operation_sha256::Probe:: < String > ::NEW).kind(), sha256__wrapper(&
    argument_0, argument_1.as_deref(), argument_2.as_deref().unwrap_or_else(|| b"-")),
    operation)) }
};
