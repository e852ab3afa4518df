//! Invocations that are answered at the same time do not see one another.

use std::sync::Arc;

use gateway_lambda::{Dispatcher, Host};
use gateway_runtime::{Context, gateway};
use serde_json::{Value, json};

use crate::service::request;

/// Where they meet.
pub mod meeting {
    use std::sync::LazyLock;

    use gateway_lambda::http::Reply;
    use gateway_runtime::{Context, gateway_interface, gateway_op};
    use http::{HeaderName, HeaderValue};
    use serde_json::Value;
    use tokio::sync::Barrier;

    pub(crate) const COUNT: usize = 64;

    /// Says something of the response, waits until all are here, and tells whose this is.
    #[gateway_op(interface = "meeting", http = "GET /meet/{id}", direct, event = "eventbridge")]
    pub async fn meet(#[inject] cx: &Context, id: u32) -> Value {
        static ALL: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(COUNT));
        Reply::to(cx).header(HeaderName::from_static("x-id"), HeaderValue::from(id));
        let before = Context::current().request_id().map(str::to_owned);
        ALL.wait().await;
        let after = Context::current();
        serde_json::json!([id, before, after.request_id(), after.tenant_id()])
    }

    gateway_interface! { pub meeting { meet } }
}

gateway! { pub Gateway { meeting } }

/// An event of one of the sources, and where the result is in its answer.
fn event(id: usize) -> Value {
    match id % 3 {
        0 => request("GET", &format!("/meet/{id}"), &[], ""),
        1 => json!({"interface": "meeting", "operation": "meet", "params": {"id": id}}),
        _ => json!({"detail-type": "Meet", "source": "test", "detail": {"id": id}}),
    }
}

async fn meet(service: Arc<Dispatcher>, id: usize) {
    let cx = Context::builder().request_id(format!("r{id}")).tenant_id(format!("t{id}")).build();
    let answer = cx.scope(service.answer(&event(id).to_string().into())).await.unwrap().to_value();
    let result = if id.is_multiple_of(3) {
        assert_eq!(answer["headers"]["x-id"], id.to_string());
        serde_json::from_str(answer["body"].as_str().unwrap()).unwrap()
    } else {
        answer
    };
    assert_eq!(result, json!([id, format!("r{id}"), format!("r{id}"), format!("t{id}")]));
}

#[tokio::test]
async fn invocations_at_the_same_time_keep_their_contexts() {
    let service = Arc::new(Host::<gateway::Gateway>::new().build().unwrap());
    let all: Vec<_> = (0..meeting::COUNT).map(|id| tokio::spawn(meet(Arc::clone(&service), id))).collect();
    for one in all {
        one.await.unwrap();
    }
}
