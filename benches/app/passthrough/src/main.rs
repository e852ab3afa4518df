//! A bridge by hand: each event is posted to `HOME_ASSISTANT_URL` as it came, with the token of the environment, over a
//! connection that is kept, and the answer goes back as it came. It logs nothing, has no deadline and reads nothing.
//!
//! One thread, as the app has.

use std::env;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Request, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde_json::value::RawValue;

type Body = Full<Bytes>;

struct Bridge {
    client: Client<HttpConnector, Body>,
    uri: Uri,
    authorization: HeaderValue,
}

impl Bridge {
    fn from_env() -> Result<Self, Error> {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            uri: format!("{}/api/alexa/smart_home", env::var("HOME_ASSISTANT_URL")?).parse()?,
            authorization: format!("Bearer {}", env::var("HOME_ASSISTANT_TOKEN")?).parse()?,
        })
    }

    async fn pass(&self, event: Box<RawValue>) -> Result<Box<RawValue>, Error> {
        let body = Box::<str>::from(event).into_boxed_bytes();
        let request = Request::post(self.uri.clone())
            .header(AUTHORIZATION, self.authorization.clone())
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(Full::new(body.into()))?;
        let response = self.client.request(request).await?;
        let answer = response.into_body().collect().await?.to_bytes();
        Ok(RawValue::from_string(String::from_utf8(answer.into())?)?)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let bridge = Arc::new(Bridge::from_env()?);
    run(service_fn(move |event: LambdaEvent<Box<RawValue>>| {
        let bridge = Arc::clone(&bridge);
        async move { bridge.pass(event.payload).await }
    }))
    .await
}
