// A flag is given once.
use gateway_runtime::gateway_core;

#[gateway_core(fallible, fallible)]
pub struct Database;

impl Database {
    pub fn build() -> Result<Self, std::io::Error> {
        Ok(Self)
    }
}

fn main() {}
