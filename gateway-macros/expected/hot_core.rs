/// Looks a value up.
#[allow(clippy::needless_pass_by_value)]
pub fn get(cache: &Cache, key: &str) -> Option<Value> {
    cache.lookup(key)
}
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_get;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type get__is_not_listed_in_any_gateway_interface = ();
/// Looks a value up.
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
pub fn get__wrapper(key: &str) -> Option<Value> {
    let injected_0 = match <Cache as __runtime_of_operation_get::InjectHot>::inject_hot() {
        __runtime_of_operation_get::std::result::Result::Ok(__core) => __core,
        __runtime_of_operation_get::std::result::Result::Err(__failure) => {
            return __runtime_of_operation_get::Carries::carry(__failure);
        }
    };
    get(&*injected_0, key)
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! get__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name (key : & str) -> Option < Value > { $wrapper (key) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use get__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static get__needs_the_gateway_op_attribute: __runtime_of_operation_get::OperationInfo = __runtime_of_operation_get::operation! {
    "cache", "get", "Looks a value up.", 2032197906964685637u64, true, false,
    "Option<Value>", [Option < Value >], [["key" "&str" ""]], [Cache],
    __runtime_of_operation_get::Outside::CLOSED, 'a, (__runtime_of_operation_get::Text <
    'a >,), (operation, (argument_0,)) => {
    __runtime_of_operation_get::Execution::ready(__runtime_of_operation_get::Kind::encode((&
    __runtime_of_operation_get::Probe:: < Option < Value > > ::NEW).kind(),
    get__wrapper(& argument_0), operation)) }
};
