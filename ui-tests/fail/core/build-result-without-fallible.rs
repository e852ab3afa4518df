// A core whose start-up can fail says so.
use gateway_runtime::gateway_core;

#[gateway_core]
pub struct Database;

impl Database {
    pub fn build() -> Result<Self, std::io::Error> {
        Ok(Self)
    }
}

fn main() {}
