// Where a core can fail to start, the operation can say so.
use gateway_runtime::{gateway_core, gateway_interface, gateway_op};

#[gateway_core(fallible)]
pub struct Database;

impl Database {
    fn build() -> Result<Self, std::io::Error> {
        Ok(Self)
    }
}

#[gateway_op(interface = "data")]
pub fn rows(#[inject] _database: &Database) -> usize {
    0
}

gateway_interface! { pub data { rows } }

fn main() {}
