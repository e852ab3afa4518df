// A core that needs a fallible core is fallible itself.
use gateway_runtime::gateway_core;

#[gateway_core(fallible)]
pub struct Database;

impl Database {
    pub fn build() -> Result<Self, std::io::Error> {
        Ok(Self)
    }
}

#[gateway_core]
pub struct Cache;

impl Cache {
    pub fn build(_database: &Database) -> Self {
        Self
    }
}

fn main() {}
