// A macro makes operations: types, names and whole signatures come from its caller.
use gateway_runtime::{Params, gateway_core, gateway_interface, gateway_op};

#[gateway_core]
pub struct Limits {
    most: u64,
}

impl Limits {
    fn build() -> Self {
        Self { most: 100 }
    }
}

macro_rules! operation {
    ($name:ident, $output:ty, ($($parameter:ident: $ty:ty),*), $body:expr) => {
        /// Made by a macro.
        #[gateway_op(interface = "made")]
        pub fn $name($($parameter: $ty),*) -> $output {
            $body
        }
    };
}

macro_rules! limited {
    ($name:ident, $core:ty, $text:ty, $bytes:ty) => {
        #[gateway_op(interface = "made", hot)]
        pub fn $name(#[inject] limits: &$core, text: $text, data: $bytes, more: Option<$text>) -> u64 {
            ((text.len() + data.len() + more.map_or(0, |more| more.len())) as u64).min(limits.most)
        }
    };
}

macro_rules! listed {
    ($interface:ident: $($name:ident),*) => {
        gateway_interface! { pub $interface { $($name),* } }
    };
}

operation!(add, u64, (a: u32, b: Option<u32>), u64::from(a) + u64::from(b.unwrap_or(1)));
operation!(join, Result<String, std::fmt::Error>, (parts: Vec<String>), Ok(parts.join("-")));
limited!(size, Limits, &str, &[u8]);
listed!(made: add, join, size);

fn main() {
    assert_eq!(made_add(1, None), 2);
    assert_eq!(made_join(vec!["a".to_owned(), "b".to_owned()]).unwrap(), "a-b");
    assert_eq!(made_size("abc", b"de", Some("f")), 6);
    let answer = MadeOperation::Size.execute(Params::json(r#"{"text":"abc","data":"ZGU="}"#)).now().ok().unwrap();
    assert_eq!(answer.unwrap().as_str(), "5");
}
