// What a start-up fails with is an error, or text.
use gateway_runtime::gateway_core;

pub struct Failure;

#[gateway_core(fallible)]
pub struct Database;

impl Database {
    pub fn build() -> Result<Self, Failure> {
        Ok(Self)
    }
}

fn main() {}
