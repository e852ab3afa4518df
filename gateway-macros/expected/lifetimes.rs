#[allow(clippy::needless_pass_by_value)]
pub fn join<'a>(r#type: &'a str, parts: Vec<String>) -> String {
    parts.join(r#type)
}
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_join;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type join__is_not_listed_in_any_gateway_interface = ();
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
pub fn join__wrapper<'a>(r#type: &'a str, parts: Vec<String>) -> String {
    join(r#type, parts)
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! join__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name < 'a > (r#type : & 'a str, parts : Vec < String >) -> String {
        $wrapper (r#type, parts) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use join__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static join__needs_the_gateway_op_attribute: __runtime_of_operation_join::OperationInfo = __runtime_of_operation_join::operation! {
    "text", "join", "", 18015793717152399486u64, true, false, "String", [String],
    [["type" "&'a str" ""] ["parts" "Vec<String>" ""]], [],
    __runtime_of_operation_join::Outside::CLOSED, 'a, (__runtime_of_operation_join::Text
    < 'a >, Vec < String >,), (operation, (argument_0, argument_1,)) => {
    __runtime_of_operation_join::Execution::ready(__runtime_of_operation_join::Kind::encode((&
    __runtime_of_operation_join::Probe:: < String > ::NEW).kind(), join__wrapper(&
    argument_0, argument_1), operation)) }
};
