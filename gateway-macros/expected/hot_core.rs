/// Looks a value up.
#[allow(clippy::needless_pass_by_value)]
pub fn get(cache: &Cache, key: &str) -> Option<Value> {
    cache.lookup(key)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct get__needs_the_gateway_op_attribute;
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
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    let injected_0 = match <Cache as __runtime::InjectHot>::inject_hot() {
        __runtime::std::result::Result::Ok(__core) => __core,
        __runtime::std::result::Result::Err(__failure) => {
            return __runtime::Carries::carry(__failure);
        }
    };
    get(&*injected_0, key)
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! get__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = "The operation `get`, under a former name."] $(#[$attribute])* #[inline]
        #[allow(clippy::all, clippy::pedantic, unreachable_pub, unused_qualifications)]
        $visibility fn $name (key : & str) -> Option < Value > { $wrapper (key) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use get__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    __runtime::operation! {
        get__needs_the_gateway_op_attribute, "cache", "get", "Looks a value up.", hot,
        false, "Option<Value>", [Option < Value >], [("key" "&str")], [Cache], 'a,
        (__runtime::Text < 'a >,), (argument_0,) => {
        __runtime::Execution::ready(__runtime::Kind::encode((& __runtime::Probe:: <
        Option < Value > > ::NEW).kind(), get__wrapper(& argument_0), Self::info())) }
    }
};
