// An operation of a fallible core has an error that takes the core's.
use gateway_runtime::{ErrorKind, GatewayError, Params, gateway_core, gateway_interface, gateway_op};

#[gateway_core(fallible)]
pub struct Database;

impl Database {
    fn build() -> Result<Self, &'static str> {
        Err("no disk")
    }
}

#[gateway_core(fallible)]
pub struct Index;

impl Index {
    fn build(_database: &Database) -> Result<Self, std::io::Error> {
        Ok(Self)
    }
}

#[derive(Debug)]
pub enum DataError {
    Gateway(GatewayError),
    Empty,
}

impl From<GatewayError> for DataError {
    fn from(error: GatewayError) -> Self {
        Self::Gateway(error)
    }
}

impl std::fmt::Display for DataError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Gateway(error) => error.fmt(f),
            Self::Empty => f.write_str("empty"),
        }
    }
}

impl std::error::Error for DataError {}

#[gateway_op(interface = "data")]
pub fn rows(#[inject] _database: &Database) -> Result<usize, DataError> {
    Err(DataError::Empty)
}

#[gateway_op(interface = "data", hot)]
pub fn hits(#[inject] _index: &Index) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    Ok(1)
}

#[gateway_op(interface = "data")]
pub async fn scan(#[inject] _index: &Index, #[inject] _database: &Database) -> Result<(), GatewayError> {
    Ok(())
}

gateway_interface! { pub data { rows, hits, scan } }

fn main() {
    assert!(matches!(data_rows(), Err(DataError::Gateway(_))));
    assert!(data_hits().is_err());
    drop(data_scan());
    let error = DataOperation::Hits.execute(Params::json("{}")).now().ok().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CoreFailed);
}
