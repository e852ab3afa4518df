// The operation's error takes the start-up error of its core.
use gateway_runtime::{gateway_core, gateway_interface, gateway_op};

#[gateway_core(fallible)]
pub struct Database;

impl Database {
    fn build() -> Result<Self, std::io::Error> {
        Ok(Self)
    }
}

#[gateway_op(interface = "data")]
pub async fn rows(#[inject] _database: &Database) -> Result<usize, std::io::Error> {
    Ok(0)
}

gateway_interface! { pub data { rows } }

fn main() {}
