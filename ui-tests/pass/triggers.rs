// What may call an operation, on all kinds of functions.
use gateway_runtime::{Gateway as _, Place, Trigger};

mod orders {
    use gateway_runtime::{gateway_interface, gateway_op};

    /// Finds an order.
    #[gateway_op(interface = "orders", hot, http = "GET /orders/{id}", direct)]
    pub fn get(id: u32) -> u32 {
        id
    }

    /// Takes an order.
    #[gateway_op(interface = "orders", http = "POST /orders", event = "sqs")]
    pub async fn take(#[op(header = "x-source")] source: Option<String>, #[op(body)] order: Vec<u32>) -> usize {
        source.map_or(0, |source| source.len()) + order.len()
    }

    /// Serves files.
    #[gateway_op(interface = "orders", http = "GET /files/{path...}", alexa = "skill")]
    pub fn file(path: &str) -> usize {
        path.len()
    }

    gateway_interface! { pub orders { get, take, file } }
}

gateway_runtime::gateway! { pub Gateway { orders } }

fn main() {
    let operation = |name| gateway::Gateway::catalogue().operation("orders", name).unwrap();
    let http = |method, path| Trigger::Http { method, path };
    assert_eq!(operation("get").triggers(), [http("GET", "/orders/{id}"), Trigger::Direct]);
    assert_eq!(operation("take").triggers(), [http("POST", "/orders"), Trigger::Event("sqs")]);
    assert_eq!((operation("take").place(0), operation("take").place(1)), (Place::Header("x-source"), Place::Body));
    assert_eq!(operation("file").triggers()[1], Trigger::Alexa("skill"));
    assert_eq!(operation("file").place(0), Place::Anywhere);
}
