// An async operation borrows its text and bytes over an await, and its core as well.
use gateway_runtime::{Context, gateway_core, gateway_interface, gateway_op};

#[gateway_core]
pub struct Prefix(String);

impl Prefix {
    fn build() -> Self {
        Self("p".to_owned())
    }
}

#[gateway_op(interface = "text")]
pub async fn join<'a>(
    #[inject] prefix: &Prefix,
    #[inject] cx: &Context,
    text: &'a str,
    data: &[u8],
    more: Option<&'a str>,
    #[op(default = "-")] glue: &str,
) -> Result<String, std::string::FromUtf8Error> {
    std::future::ready(()).await;
    let data = String::from_utf8(data.to_vec())?;
    Ok([&prefix.0, text, &data, more.unwrap_or_default(), cx.tenant_id().unwrap_or_default()].join(glue))
}

gateway_interface! { pub text { join } }

fn send<T: Send>(future: T) -> T {
    future
}

fn main() {
    let text = "t".to_owned();
    drop(send(text_join(&text, b"d", None, "+")));
    drop(send(TextOperation::Join.execute(gateway_runtime::Params::json(r#"{"text":"t","data":""}"#))));
}
