// An operation without a result cannot say that its core failed.
use gateway_runtime::{gateway_core, gateway_interface, gateway_op};

#[gateway_core(fallible)]
pub struct Database;

impl Database {
    fn build() -> Result<Self, std::io::Error> {
        Ok(Self)
    }
}

#[gateway_op(interface = "data", hot)]
pub fn compact(#[inject] _database: &Database) {}

gateway_interface! { pub data { compact } }

fn main() {}
