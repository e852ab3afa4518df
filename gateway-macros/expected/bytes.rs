#[allow(clippy::needless_pass_by_value)]
pub fn sha256(data: &[u8], salt: Option<&[u8]>, separator: &[u8]) -> String {
    hex(data, salt, separator)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct sha256__needs_the_gateway_op_attribute;
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
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = "The operation `sha256`, under a former name."] $(#[$attribute])*
        #[inline] #[allow(clippy::all, clippy::pedantic, unreachable_pub,
        unused_qualifications)] $visibility fn $name (data : & [u8], salt : Option < &
        [u8] >, separator : & [u8]) -> String { $wrapper (data, salt, separator) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use sha256__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    __runtime::operation! {
        sha256__needs_the_gateway_op_attribute, "digest", "sha256", "", hot, false,
        "String", [String], [("data" "&[u8]") ("salt" "Option<&[u8]>") ("separator"
        "&[u8]" "b\"-\"")], [], 'a, (__runtime::Base64, __runtime::OptionalBase64,
        __runtime::OptionalBase64,), (argument_0, argument_1, argument_2,) => {
        __runtime::Execution::ready(__runtime::Kind::encode((& __runtime::Probe:: <
        String > ::NEW).kind(), sha256__wrapper(& argument_0, argument_1.as_deref(),
        argument_2.as_deref().unwrap_or_else(|| b"-")), Self::info())) }
    }
};
