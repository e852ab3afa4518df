// What an asynchronous operation says must be used, must be used of its wrapper.
#![deny(unused_must_use)]

mod mail {
    use gateway_runtime::{gateway_interface, gateway_op};

    #[must_use = "it may have come back"]
    #[gateway_op(interface = "mail")]
    pub async fn send(to: &str) -> usize {
        to.len()
    }

    gateway_interface! { pub mail { send } }
}

pub async fn main_loop() {
    mail::mail_send("ada").await;
}

fn main() {}
