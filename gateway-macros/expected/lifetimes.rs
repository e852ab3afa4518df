#[allow(clippy::needless_pass_by_value)]
pub fn join<'a>(r#type: &'a str, parts: Vec<String>) -> String {
    parts.join(r#type)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct join__needs_the_gateway_op_attribute;
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
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = "The operation `join`, under a former name."] $(#[$attribute])* #[inline]
        #[allow(clippy::all, clippy::pedantic, unreachable_pub, unused_qualifications)]
        $visibility fn $name < 'a > (r#type : & 'a str, parts : Vec < String >) -> String
        { $wrapper (r#type, parts) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use join__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    __runtime::operation! {
        join__needs_the_gateway_op_attribute, "text", "join", "", hot, false, "String",
        [String], [("type" "&'a str") ("parts" "Vec<String>")], [], 'a, (__runtime::Text
        < 'a >, Vec < String >,), (argument_0, argument_1,) => {
        __runtime::Execution::ready(__runtime::Kind::encode((& __runtime::Probe:: <
        String > ::NEW).kind(), join__wrapper(& argument_0, argument_1), Self::info())) }
    }
};
