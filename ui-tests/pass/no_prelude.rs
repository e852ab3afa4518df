// Generated code asks for nothing: neither the prelude nor the names `std`, `core`, `Result` and `drop`.
#![no_implicit_prelude]

mod std {}
mod core {}
mod alloc {}
mod serde {}

#[allow(dead_code)]
mod shadows {
    pub struct Result;
    pub struct Option;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct String;
    pub struct Vec;
    pub struct Box;
    pub trait Into {}
    pub trait Clone {}
    pub trait Copy {}
    pub trait Send {}
    pub trait Sync {}
    pub trait Future {}
    pub trait Iterator {}
    #[allow(non_camel_case_types)]
    pub struct str;
    #[allow(non_camel_case_types)]
    pub struct usize;
    pub fn drop() {}
}

mod cache {
    #[allow(unused_imports)]
    use crate::shadows::*;
    type Bool = ::std::primitive::bool;
    type Text = ::std::string::String;
    type Maybe<T> = ::std::option::Option<T>;

    #[::gateway_runtime::gateway_core]
    pub struct Cache;

    impl Cache {
        fn build() -> Self {
            Self
        }
    }

    #[::gateway_runtime::gateway_core(fallible)]
    pub struct Disk;

    impl Disk {
        fn build(_cache: &Cache) -> ::std::result::Result<Self, ::std::io::Error> {
            ::std::result::Result::Ok(Self)
        }
    }

    #[::gateway_runtime::gateway_op(interface = "cache")]
    pub fn get(
        #[inject] _cache: &Cache,
        #[inject] _cx: &::gateway_runtime::Context,
        key: Text,
        data: &[u8],
        #[op(default = true)] fresh: Bool,
        #[op(rename = "until")] end: Maybe<::std::time::Duration>,
    ) -> Maybe<Text> {
        ::std::option::Option::Some(::std::format!("{key}{data:?}{fresh}{end:?}"))
    }

    #[::gateway_runtime::gateway_op(interface = "cache", hot)]
    pub async fn load(
        #[inject] _disk: &Disk,
        keys: ::std::vec::Vec<Text>,
    ) -> ::std::result::Result<::std::vec::Vec<Text>, ::gateway_runtime::GatewayError> {
        ::std::result::Result::Ok(keys)
    }

    ::gateway_runtime::gateway_interface! {
        pub cache { get, load, #[deprecated] load as cache_load_all }
    }
}

::gateway_runtime::gateway! { pub Gateway { cache } }

fn main() {
    use crate::gateway::*;

    let params = ::gateway_runtime::Params::json(r#"{"key":"k","data":"","until":5}"#);
    let answer = try_execute_now(GatewayInterface::Cache, "get", params);
    ::std::assert_eq!(answer.unwrap().as_str(), r#""k[]trueSome(5s)""#);
    ::std::mem::drop(cache_load(::std::vec![]));
}
