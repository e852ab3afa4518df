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
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub struct send__needs_the_gateway_op_attribute;
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
pub async fn send__wrapper(
    to: &str,
    subject: Option<&str>,
) -> Result<Receipt, PostError> {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    use __runtime::{FallibleProbe as _, PlainProbe as _};
    __runtime::Counted::new(
            <send__needs_the_gateway_op_attribute as __runtime::Operation>::info(),
            (&__runtime::Probe::<Result<Receipt, PostError>>::NEW).kind(),
            async move {
                let injected_0 = match <Post as __runtime::Inject>::inject() {
                    __runtime::std::result::Result::Ok(__core) => __core,
                    __runtime::std::result::Result::Err(__failure) => {
                        return __runtime::Carries::carry(__failure);
                    }
                };
                let injected_1 = match <Context as __runtime::Inject>::inject() {
                    __runtime::std::result::Result::Ok(__core) => __core,
                    __runtime::std::result::Result::Err(__failure) => {
                        return __runtime::Carries::carry(__failure);
                    }
                };
                send(&*injected_0, &*injected_1, to, subject).await
            },
        )
        .await
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! send__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = "The operation `send`, under a former name."] $(#[$attribute])* #[inline]
        #[allow(clippy::all, clippy::pedantic, unreachable_pub, unused_qualifications)]
        $visibility async fn $name (to : & str, subject : Option < & str >) -> Result <
        Receipt, PostError > { $wrapper (to, subject). await }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use send__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    __runtime::operation! {
        send__needs_the_gateway_op_attribute, "mail", "send",
        ::core::concat!("Sends a letter.", "\n", "", "\n", "It arrives once."), counted,
        true, "Result<Receipt, PostError>", [Result < Receipt, PostError >], [("to"
        "&str") ("subject" "Option<&str>")], [Post, Context], 'a,
        (__runtime::std::string::String, __runtime::std::option::Option <
        __runtime::std::string::String >,), (argument_0, argument_1,) => {
        __runtime::Execution::counted(Self::info(), (& __runtime::Probe:: < Result <
        Receipt, PostError > > ::NEW).kind(), async move { let injected_0 = match < Post
        as __runtime::Inject > ::inject() { __runtime::std::result::Result::Ok(__core) =>
        __core, __runtime::std::result::Result::Err(__failure) => return
        __runtime::Carries::carry(__failure), }; let injected_1 = match < Context as
        __runtime::Inject > ::inject() { __runtime::std::result::Result::Ok(__core) =>
        __core, __runtime::std::result::Result::Err(__failure) => return
        __runtime::Carries::carry(__failure), }; send(& * injected_0, & * injected_1, &
        argument_0, argument_1.as_deref()). await }) }
    }
};
