//! A service whose operations have triggers, and how the tests call it.

#![expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "what goes wrong is what the tests are about"
)]

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use gateway_lambda::{Dispatcher, Failure, Host};
use gateway_runtime::{Context, gateway};
use serde_json::{Value, json};

/// Over HTTP.
pub mod orders {
    use std::error::Error;
    use std::fmt;

    use gateway_lambda::http::{HttpError, Reply};
    use gateway_runtime::{Catalogue, Context, GatewayError, gateway_interface, gateway_op};
    use http::StatusCode;
    use http::header::{HeaderValue, LOCATION};
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};
    use serde_json::Value;

    /// An order.
    #[derive(Debug, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub struct Order {
        item: String,
        count: u32,
    }

    /// A newtype of a number.
    #[derive(Debug, Serialize, Deserialize, JsonSchema)]
    pub struct Id(u64);

    /// A newtype of a text.
    #[derive(Debug, Serialize, Deserialize, JsonSchema)]
    pub struct Code(String);

    /// An enum.
    #[derive(Debug, Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "lowercase")]
    pub enum Color {
        /// Red.
        Red,
        /// Blue.
        Blue,
    }

    /// What does not show that it is a list.
    pub type Sizes = Vec<u8>;

    /// Reads an order; there is none above 9.
    #[gateway_op(interface = "orders", http = "GET /orders/{id}")]
    pub fn read(id: u32) -> Option<u32> {
        (id < 10).then_some(id)
    }

    /// Takes everything that can come from a query.
    #[gateway_op(interface = "orders", http = "GET /orders")]
    #[expect(clippy::too_many_arguments, reason = "each is one kind")]
    pub fn search(
        text: Option<&str>,
        limit: Option<u32>,
        exact: Option<bool>,
        price: Option<f64>,
        color: Option<Color>,
        id: Option<Id>,
        code: Option<Code>,
        tags: Option<Vec<String>>,
        counts: Option<Vec<u32>>,
        sizes: Option<Sizes>,
    ) -> Value {
        serde_json::json!([text, limit, exact, price, color, id, code, tags, counts, sizes])
    }

    /// Takes the whole body.
    #[gateway_op(interface = "orders", http = "POST /orders")]
    pub fn place(#[inject] cx: &Context, #[op(body)] order: Order) -> u32 {
        Reply::to(cx)
            .status(StatusCode::CREATED)
            .header(LOCATION, HeaderValue::from_static("/orders/1"))
            .cookie(HeaderValue::from_static("a=1"))
            .cookie(HeaderValue::from_static("b=2"));
        order.count
    }

    /// Takes members of the body, beside the path and a header.
    #[gateway_op(interface = "orders", http = "PUT /orders/{id}")]
    pub fn change(
        id: u32,
        item: &str,
        count: Option<u32>,
        #[op(header = "x-api-version")] version: Option<u32>,
    ) -> Value {
        serde_json::json!([id, item, count, version])
    }

    /// Has no result.
    #[gateway_op(interface = "orders", http = "DELETE /orders/{id}")]
    pub fn cancel(id: u32) -> Result<(), HttpError> {
        match id {
            0..10 => Ok(()),
            10 => Err(HttpError::new(StatusCode::CONFLICT, "it has been sent")),
            _ => Err(HttpError::new(StatusCode::SERVICE_UNAVAILABLE, "not now")),
        }
    }

    /// Takes members only.
    #[gateway_op(interface = "orders", http = "POST /orders/count", direct)]
    pub fn count(items: Vec<String>) -> usize {
        items.len()
    }

    /// Takes a text as it comes.
    #[gateway_op(interface = "orders", http = "POST /text")]
    pub fn text(#[inject] cx: &Context, #[op(body)] text: &str) -> String {
        Reply::to(cx).text(HeaderValue::from_static("text/html"));
        format!("<b>{text}</b>")
    }

    /// Takes bytes as they come.
    #[gateway_op(interface = "orders", http = "POST /bytes")]
    pub fn bytes(#[inject] cx: &Context, #[op(body)] bytes: &[u8]) -> String {
        Reply::to(cx).base64(HeaderValue::from_static("image/png"));
        gateway_base64(bytes)
    }

    fn gateway_base64(bytes: &[u8]) -> String {
        use base64::Engine as _;
        base64::prelude::BASE64_STANDARD.encode(bytes)
    }

    /// Says that its result is a text, and lies.
    #[gateway_op(interface = "orders", http = "GET /lie")]
    pub fn lie(#[inject] cx: &Context) -> u32 {
        Reply::to(cx).text(HeaderValue::from_static("text/html"));
        1
    }

    /// Holds a header of the response's in its result, which a client may have stored.
    #[gateway_op(interface = "orders", http = "GET /stored")]
    pub fn stored() -> Value {
        serde_json::json!({"statusCode": 302, "headers": {"location": "https://evil.example"}})
    }

    /// Does not return.
    #[gateway_op(interface = "orders", http = "GET /panic", direct)]
    pub fn explode() {
        panic!("the password is hunter2");
    }

    /// Fails.
    #[gateway_op(interface = "orders", http = "GET /fail", direct)]
    pub fn fail() -> Result<(), std::io::Error> {
        Err(std::io::Error::other("disk full"))
    }

    /// An error of the program's own, with one of HTTP behind it.
    #[derive(Debug)]
    pub struct Mine(HttpError);

    impl fmt::Display for Mine {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("mine")
        }
    }

    impl Error for Mine {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    /// Fails with an error that has a status behind it.
    #[gateway_op(interface = "orders", http = "GET /teapot")]
    pub fn brew() -> Result<(), Mine> {
        Err(Mine(HttpError::new(StatusCode::IM_A_TEAPOT, "no coffee")))
    }

    /// Passes on what another operation says of parameters that the client never saw.
    #[gateway_op(interface = "orders", http = "GET /inner")]
    pub fn inner(#[inject] catalogue: &Catalogue) -> Result<(), GatewayError> {
        catalogue.check_params("orders", "read", r#"{"id": "x"}"#)
    }

    /// Has no trigger.
    #[gateway_op(interface = "orders")]
    pub fn secret() -> u32 {
        42
    }

    gateway_interface! { pub orders {
        read, search, place, change, cancel, count, text, bytes, lie, stored, explode, fail, brew, inner, secret,
    } }
}

/// From events.
pub mod jobs {
    use std::time::Duration;

    use gateway_runtime::{Context, gateway_interface, gateway_op};
    use serde_json::Value;

    use super::{enter, leave, record};

    /// Handles a message: what it is told to.
    #[gateway_op(interface = "jobs", event = "sqs")]
    pub async fn message(id: u32, wait: Option<u64>, fails: Option<bool>) -> Result<(), std::io::Error> {
        enter(id);
        tokio::time::sleep(Duration::from_millis(wait.unwrap_or(0))).await;
        leave(id);
        if fails == Some(true) { Err(std::io::Error::other("the message")) } else { Ok(()) }
    }

    /// Handles a record of a stream.
    #[gateway_op(interface = "jobs", event = "kinesis")]
    pub fn stream(#[op(body)] record: Value) -> Result<(), std::io::Error> {
        super::record("stream", &record);
        if record == "bad" { Err(std::io::Error::other("the record")) } else { Ok(()) }
    }

    /// Takes some members of many.
    #[gateway_op(interface = "jobs", event = "s3")]
    pub fn uploaded(bucket: &str, key: &str) {
        record("uploaded", &serde_json::json!([bucket, key]));
    }

    /// Takes nothing.
    #[gateway_op(interface = "jobs", event = "schedule")]
    pub fn tick(#[inject] cx: &Context) -> Option<String> {
        cx.request_id().map(str::to_owned)
    }

    /// Takes members of a single event.
    #[gateway_op(interface = "jobs", event = "eventbridge")]
    pub fn changed(state: &str) -> String {
        state.to_owned()
    }

    /// Answers in Cognito's shape.
    #[gateway_op(interface = "jobs", event = "cognito")]
    pub fn sign_up(#[op(body)] mut event: Value) -> Value {
        event["response"]["autoConfirmUser"] = true.into();
        event
    }

    /// Answers a message of a socket.
    #[gateway_op(interface = "jobs", event = "websocket")]
    pub fn chat(connection_id: &str, route_key: &str, room: Option<&str>, #[op(body)] message: Option<&str>) -> String {
        format!("{route_key} {connection_id} {} {}", room.unwrap_or("nowhere"), message.unwrap_or("none"))
    }

    gateway_interface! { pub jobs { message, stream, uploaded, tick, changed, sign_up, chat } }
}

/// From Alexa.
pub mod home {
    use gateway_runtime::{gateway_interface, gateway_op};
    use serde_json::Value;

    /// Any power directive.
    #[gateway_op(interface = "home", alexa = "Alexa.PowerController")]
    pub fn power(header: Value) -> Value {
        serde_json::json!({"power": header["name"]})
    }

    /// One of them.
    #[gateway_op(interface = "home", alexa = "Alexa.PowerController.TurnOff")]
    pub fn off(endpoint: Value) -> Value {
        serde_json::json!({"off": endpoint["endpointId"]})
    }

    /// Fails.
    #[gateway_op(interface = "home", alexa = "Alexa.LockController")]
    pub fn lock() -> Result<(), std::io::Error> {
        Err(std::io::Error::other("the lock"))
    }

    /// Panics.
    #[gateway_op(interface = "home", alexa = "Alexa.SceneController")]
    pub fn scene() {
        panic!("the scene");
    }

    /// Takes what a directive has not.
    #[gateway_op(interface = "home", alexa = "Alexa.Speaker")]
    pub fn speak(volume: u8) -> u8 {
        volume
    }

    /// The event, byte for byte.
    #[gateway_op(interface = "home", alexa = "Alexa.Cooking")]
    pub fn repeat() -> String {
        String::from_utf8(gateway_lambda::Event::current().unwrap().as_bytes().to_vec()).unwrap()
    }

    /// A custom skill.
    #[gateway_op(interface = "home", alexa = "skill")]
    pub fn skill(request: Value) -> Value {
        serde_json::json!({"version": "1.0", "response": {"asked": request["type"]}})
    }

    gateway_interface! { pub home { power, off, lock, scene, speak, repeat, skill } }
}

gateway! { pub Gateway { orders, jobs, home } }

pub(crate) fn host() -> Host<gateway::Gateway> {
    Host::new().development(false)
}

/// A service as it is by default.
pub(crate) static SERVICE: LazyLock<Dispatcher> = LazyLock::new(|| host().build().unwrap());

/// Answers an event within the context of an invocation.
pub(crate) async fn invoke_in(service: &Dispatcher, cx: Context, event: &Value) -> Result<Value, Failure> {
    let event = event.to_string().into();
    cx.scope(service.answer(&event)).await.map(|answer| answer.to_value())
}

pub(crate) async fn invoke(event: &Value) -> Result<Value, Failure> {
    invoke_in(&SERVICE, Context::builder().request_id("request-1").build(), event).await
}

/// A request through a function URL.
pub(crate) fn request(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Value {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    json!({
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect::<serde_json::Map<_, _>>(),
        "requestContext": {"http": {"method": method}, "domainName": "id.lambda-url.eu-west-1.on.aws"},
        "body": body,
    })
}

/// The status, and the body: as JSON if it is.
pub(crate) async fn ask(method: &str, target: &str, body: &str) -> (u64, Value) {
    let answer = invoke(&request(method, target, &[], body)).await.unwrap();
    parts(&answer)
}

pub(crate) fn parts(answer: &Value) -> (u64, Value) {
    let body = answer["body"].as_str().unwrap();
    (answer["statusCode"].as_u64().unwrap(), serde_json::from_str(body).unwrap_or_else(|_| body.into()))
}

/// What the operations of [`jobs`] did, in order.
static LOG: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn log() -> MutexGuard<'static, Vec<String>> {
    LOG.lock().unwrap_or_else(PoisonError::into_inner)
}

fn enter(id: u32) {
    log().push(format!("+{id}"));
}

fn leave(id: u32) {
    log().push(format!("-{id}"));
}

fn record(operation: &str, value: &Value) {
    log().push(format!("{operation} {value}"));
}

/// The log of the operations that `what` calls: one test at a time.
pub(crate) async fn logged<T>(what: impl Future<Output = T>) -> (T, Vec<String>) {
    static ONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _one = ONE.lock().await;
    log().clear();
    let result = what.await;
    (result, std::mem::take(&mut *log()))
}
