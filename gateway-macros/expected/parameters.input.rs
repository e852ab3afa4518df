/// Lists what is there.
#[gateway_op(interface = "shelf")]
fn list(
    #[op(rename = "maxItems", default = 10)] max_items: u32,
    #[op(default = "name")] order: &str,
    prefix: Option<&str>,
    tags: Option<Vec<String>>,
    within: Duration,
) -> Vec<Item> {
    search(max_items, order, prefix, tags, within)
}
