/// Sends a letter.
///
/// It arrives once.
#[allow(clippy::needless_pass_by_value)]
pub async fn send(
    post: &Post,
    cx: &Context,
    to: &str,
    subject: Option<&str>,
) -> Result<Receipt, PostError> {
    post.send(cx, to, subject).await
}
#[allow(unused_imports)]
use ::gateway_runtime::__private as __runtime_of_operation_send;
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub(crate) type send__is_not_listed_in_any_gateway_interface = ();
/// Sends a letter.
///
/// It arrives once.
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
pub fn send__wrapper(
    to: &str,
    subject: Option<&str>,
) -> impl __runtime_of_operation_send::std::future::Future<
    Output = Result<Receipt, PostError>,
> {
    use __runtime_of_operation_send::{FallibleProbe as _, PlainProbe as _};
    __runtime_of_operation_send::Counted::new(
        &send__needs_the_gateway_op_attribute,
        (&__runtime_of_operation_send::Probe::<Result<Receipt, PostError>>::NEW).kind(),
        async move {
            let injected_0 = match <Post as __runtime_of_operation_send::Inject>::inject() {
                __runtime_of_operation_send::std::result::Result::Ok(__core) => __core,
                __runtime_of_operation_send::std::result::Result::Err(__failure) => {
                    return __runtime_of_operation_send::Carries::carry(__failure);
                }
            };
            let injected_1 = match <Context as __runtime_of_operation_send::Inject>::inject() {
                __runtime_of_operation_send::std::result::Result::Ok(__core) => __core,
                __runtime_of_operation_send::std::result::Result::Err(__failure) => {
                    return __runtime_of_operation_send::Carries::carry(__failure);
                }
            };
            send(&*injected_0, &*injected_1, to, subject).await
        },
    )
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! send__stamp {
    ($wrapper:path, $name:ident, $($head:tt)*) => {
        $($head)* fn $name (to : & str, subject : Option < & str >) -> impl
        ::gateway_runtime::__private::std::future::Future < Output = Result < Receipt,
        PostError > > { $wrapper (to, subject) }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use send__stamp;
#[doc(hidden)]
#[allow(
    non_upper_case_globals,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
pub static send__needs_the_gateway_op_attribute: __runtime_of_operation_send::OperationInfo = __runtime_of_operation_send::operation! {
    "mail", "send", __runtime_of_operation_send::std::concat!("Sends a letter.", "\n",
    "", "\n", "It arrives once."), 2258947338516563758u64, false, true,
    "Result<Receipt, PostError>", [Result < Receipt, PostError >], [["to" "&str" ""]
    ["subject" "Option<&str>" ""]], [Post, Context],
    __runtime_of_operation_send::Outside::CLOSED, 'a,
    (__runtime_of_operation_send::std::string::String,
    __runtime_of_operation_send::std::option::Option <
    __runtime_of_operation_send::std::string::String >,), (operation, (argument_0,
    argument_1,)) => { __runtime_of_operation_send::Execution::pending(operation, (&
    __runtime_of_operation_send::Probe:: < Result < Receipt, PostError > > ::NEW).kind(),
    async move { let injected_0 = match < Post as __runtime_of_operation_send::Inject >
    ::inject() { __runtime_of_operation_send::std::result::Result::Ok(__core) => __core,
    __runtime_of_operation_send::std::result::Result::Err(__failure) => return
    __runtime_of_operation_send::Carries::carry(__failure), }; let injected_1 = match <
    Context as __runtime_of_operation_send::Inject > ::inject() {
    __runtime_of_operation_send::std::result::Result::Ok(__core) => __core,
    __runtime_of_operation_send::std::result::Result::Err(__failure) => return
    __runtime_of_operation_send::Carries::carry(__failure), }; send(& * injected_0, & *
    injected_1, & argument_0, argument_1.as_deref()). await }) }
};
