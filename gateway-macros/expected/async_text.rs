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
#[allow(non_upper_case_globals)]
pub(crate) const send__is_not_listed_in_any_gateway_interface: () = ();
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
    use __runtime::{FallibleProbe as _, PlainProbe as _};
    __runtime::run_async(
            <send__needs_the_gateway_op_attribute as __runtime::Operation>::info(),
            (&__runtime::Probe::<Result<Receipt, PostError>>::NEW).kind(),
            send(&*injected_0, &*injected_1, to, subject),
        )
        .await
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! send__stamp {
    ($wrapper:path, $(#[$attribute:meta])* $visibility:vis $name:ident) => {
        #[doc = " Sends a letter."] #[doc = ""] #[doc = " It arrives once."]
        $(#[$attribute])* #[inline] #[allow(clippy::all, clippy::pedantic,
        unreachable_pub, unused_qualifications)] $visibility async fn $name (to : & str,
        subject : Option < & str >) -> Result < Receipt, PostError > { $wrapper (to,
        subject). await }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use send__stamp;
const _: () = {
    #[allow(unused_imports)]
    use ::gateway_runtime::__private as __runtime;
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic)]
    impl __runtime::Operation for send__needs_the_gateway_op_attribute {
        const NAME: &'static __runtime::std::primitive::str = "send";
        const INTERFACE: &'static __runtime::std::primitive::str = "mail";
        type Arguments<'a> = (
            __runtime::std::string::String,
            __runtime::std::option::Option<__runtime::std::string::String>,
        );
        fn info() -> &'static __runtime::OperationInfo {
            static INFO: __runtime::OperationInfo = __runtime::OperationInfo::new::<
                send__needs_the_gateway_op_attribute,
            >(
                ::core::concat!("Sends a letter.", "\n", "", "\n", "It arrives once."),
                false,
                true,
                &[
                    __runtime::ParameterInfo {
                        name: "to",
                        kind: "&str",
                        default: __runtime::std::option::Option::None,
                    },
                    __runtime::ParameterInfo {
                        name: "subject",
                        kind: "Option<&str>",
                        default: __runtime::std::option::Option::None,
                    },
                ],
                "Result<Receipt, PostError>",
                &[
                    <Post as __runtime::Inject>::core,
                    <Context as __runtime::Inject>::core,
                ],
                __runtime::location!(),
                __runtime::schema_of!(Result < Receipt, PostError >),
            );
            &INFO
        }
        #[inline]
        fn call(arguments: Self::Arguments<'_>) -> __runtime::Execution {
            use __runtime::{FallibleProbe as _, PlainProbe as _};
            let (argument_0, argument_1) = arguments;
            __runtime::Execution::pending(
                Self::info(),
                async move {
                    __runtime::Kind::encode(
                        (&__runtime::Probe::<Result<Receipt, PostError>>::NEW).kind(),
                        send__wrapper(&argument_0, argument_1.as_deref()).await,
                        Self::info(),
                    )
                },
            )
        }
    }
    __runtime::register!(send__needs_the_gateway_op_attribute);
};
