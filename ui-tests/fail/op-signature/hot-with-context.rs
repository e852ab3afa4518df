// A hot operation is the bare call: nobody looks up a context for it.
use gateway_runtime::{Context, gateway_interface, gateway_op};

#[gateway_op(interface = "cache", hot)]
pub fn owner(#[inject] cx: &Context) -> Option<String> {
    cx.tenant_id().map(str::to_owned)
}

gateway_interface! { pub cache { owner } }

fn main() {}
