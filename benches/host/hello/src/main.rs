//! "Hello world" of `lambda_runtime`. One thread, as the framework has: more would cost this one more.

use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Request {
    params: Params,
}

#[derive(Deserialize)]
struct Params {
    name: String,
}

#[derive(Serialize)]
struct Greeting {
    message: String,
}

async fn hello(event: LambdaEvent<Request>) -> Result<Greeting, Error> {
    let Params { name } = event.payload.params;
    Ok(Greeting { message: format!("Hello, {name}!") })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(hello)).await
}
