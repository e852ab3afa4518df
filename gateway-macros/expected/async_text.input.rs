/// Sends a letter.
///
/// It arrives once.
#[gateway_op(interface = "mail")]
pub async fn send(
    #[inject] post: &Post,
    #[inject] cx: &Context,
    to: &str,
    subject: Option<&str>,
) -> Result<Receipt, PostError> {
    post.send(cx, to, subject).await
}
