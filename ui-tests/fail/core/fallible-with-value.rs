// `fallible` is a flag.
use gateway_runtime::gateway_core;

#[gateway_core(fallible = "yes")]
pub struct Database;

impl Database {
    pub fn build() -> Result<Self, std::io::Error> {
        Ok(Self)
    }
}

fn main() {}
