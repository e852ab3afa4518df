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
#[doc(hidden)]
#[inline]
#[allow(
    non_snake_case,
    clippy::all,
    clippy::pedantic,
    deprecated,
    private_interfaces,
    unreachable_pub
)]
pub async fn send__wrapper(
    to: &str,
    subject: Option<&str>,
) -> Result<Receipt, PostError> {
    let injected_0 = match <Post as ::gateway_runtime::__private::Inject>::inject() {
        ::gateway_runtime::__private::std::result::Result::Ok(inner) => inner,
        ::gateway_runtime::__private::std::result::Result::Err(failure) => {
            return ::gateway_runtime::__private::Carries::carry(failure);
        }
    };
    let injected_1 = match <Context as ::gateway_runtime::__private::Inject>::inject() {
        ::gateway_runtime::__private::std::result::Result::Ok(inner) => inner,
        ::gateway_runtime::__private::std::result::Result::Err(failure) => {
            return ::gateway_runtime::__private::Carries::carry(failure);
        }
    };
    use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
    ::gateway_runtime::__private::run_async(
            <send__needs_the_gateway_op_attribute as ::gateway_runtime::__private::Operation>::info(),
            (&::gateway_runtime::__private::Probe::<Result<Receipt, PostError>>::NEW)
                .kind(),
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
    #[automatically_derived]
    impl ::gateway_runtime::__private::Operation
    for send__needs_the_gateway_op_attribute {
        const NAME: &'static ::gateway_runtime::__private::std::primitive::str = "send";
        const INTERFACE: &'static ::gateway_runtime::__private::std::primitive::str = "mail";
        type Arguments<'a> = (
            ::gateway_runtime::__private::std::string::String,
            ::gateway_runtime::__private::std::option::Option<
                ::gateway_runtime::__private::std::string::String,
            >,
        );
        fn info() -> &'static ::gateway_runtime::__private::OperationInfo {
            static INFO: ::gateway_runtime::__private::OperationInfo = ::gateway_runtime::__private::OperationInfo::new::<
                send__needs_the_gateway_op_attribute,
            >(
                ::core::concat!("Sends a letter.", "\n", "", "\n", "It arrives once."),
                false,
                true,
                &[
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "to",
                        kind: "&str",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                    ::gateway_runtime::__private::ParameterInfo {
                        name: "subject",
                        kind: "Option<&str>",
                        default: ::gateway_runtime::__private::std::option::Option::None,
                    },
                ],
                "Result<Receipt, PostError>",
                &[
                    <Post as ::gateway_runtime::__private::Inject>::core,
                    <Context as ::gateway_runtime::__private::Inject>::core,
                ],
                ::gateway_runtime::__private::location!(),
                ::gateway_runtime::__private::schema_of!(Result < Receipt, PostError >),
            );
            &INFO
        }
        #[inline]
        #[allow(clippy::all, clippy::pedantic, deprecated)]
        fn call(
            arguments: Self::Arguments<'_>,
        ) -> ::gateway_runtime::__private::Execution {
            use ::gateway_runtime::__private::{FallibleProbe as _, PlainProbe as _};
            let (argument_0, argument_1) = arguments;
            ::gateway_runtime::__private::Execution::pending(
                Self::info(),
                async move {
                    ::gateway_runtime::__private::Kind::encode(
                        (&::gateway_runtime::__private::Probe::<
                            Result<Receipt, PostError>,
                        >::NEW)
                            .kind(),
                        send__wrapper(&argument_0, argument_1.as_deref()).await,
                        Self::info(),
                    )
                },
            )
        }
    }
    ::gateway_runtime::__private::register!(send__needs_the_gateway_op_attribute);
};
