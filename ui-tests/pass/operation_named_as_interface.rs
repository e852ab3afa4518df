// An operation may be called as its interface, as the gateway, and as what the macros use inside.
mod health {
    use gateway_runtime::{gateway_interface, gateway_op};

    #[gateway_op(interface = "health")]
    pub fn health() -> u8 {
        1
    }

    #[gateway_op(interface = "health")]
    pub async fn enter(text: &str, #[op(default = start())] from: usize) -> usize {
        text.len() + from
    }

    fn start() -> usize {
        2
    }

    gateway_interface! { pub health { health, enter } }
}

mod parts {
    use gateway_runtime::{gateway_interface, gateway_op};

    pub struct Private;

    #[gateway_op(interface = "parts")]
    pub fn gateway(#[op(default = enter())] n: u8) -> u8 {
        n
    }

    fn enter() -> u8 {
        3
    }

    gateway_interface! { pub parts { gateway } }
}

gateway_runtime::gateway! { pub Gateway { health, parts } }

fn main() {
    let _ = parts::Private;
    assert_eq!(gateway::try_execute_now(gateway::GatewayInterface::Health, "health", ()).unwrap().as_str(), "1");
    assert_eq!(gateway::try_execute_now(gateway::GatewayInterface::Parts, "gateway", ()).unwrap().as_str(), "3");
}
