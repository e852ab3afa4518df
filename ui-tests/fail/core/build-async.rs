// Cores are built synchronously: a connection is warmed elsewhere.
use gateway_runtime::gateway_core;

#[gateway_core]
pub struct Database;

impl Database {
    pub async fn build() -> Self {
        Self
    }
}

fn main() {}
