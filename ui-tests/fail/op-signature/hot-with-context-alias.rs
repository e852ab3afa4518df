// A context is found under an alias, too.
use gateway_runtime::{Context, gateway_interface, gateway_op};

type Request = Context;

#[gateway_op(interface = "cache", hot)]
pub async fn owner(#[inject] request: &Request) -> Option<String> {
    request.tenant_id().map(str::to_owned)
}

gateway_interface! { pub cache { owner } }

fn main() {}
