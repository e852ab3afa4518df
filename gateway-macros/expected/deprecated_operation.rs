/// Looks a value up, slowly.
#[deprecated(since = "0.2.0", note = "use `get`")]
#[must_use]
#[track_caller]
#[allow(clippy::needless_pass_by_value)]
pub fn find(key: String) -> Option<String> {
    None
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct find__needs_the_gateway_op_attribute;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type find__is_not_listed_in_any_gateway_interface = ();
/// Looks a value up, slowly.
#[deprecated(since = "0.2.0", note = "use `get`")]
#[must_use]
#[track_caller]
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
pub fn find__wrapper(key: String) -> Option<String> {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    use __runtime::{FallibleProbe as _, PlainProbe as _};
    let running = __runtime::Call::begin(
        <find__needs_the_gateway_op_attribute as __runtime::Operation>::info(),
    );
    running.end((&__runtime::Probe::<Option<String>>::NEW).kind(), find(key))
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! find__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = "The operation `find`, under a former name."] #[must_use] #[track_caller]
        $(#[$attribute])* #[inline] #[allow(clippy::all, clippy::pedantic,
        unreachable_pub, unused_qualifications)] $visibility fn $name (key : String) ->
        Option < String > { $wrapper (key) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use find__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    __runtime::operation! {
        find__needs_the_gateway_op_attribute, "cache", "find",
        "Looks a value up, slowly.", counted, false, "Option<String>", [Option < String
        >], [("key" "String")], [], 'a, (String,), (argument_0,) => {
        __runtime::Execution::ready(__runtime::Kind::encode((& __runtime::Probe:: <
        Option < String > > ::NEW).kind(), find__wrapper(argument_0), Self::info())) }
    }
};
