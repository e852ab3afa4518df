//! The request that is being served, as the operations of many requests at once see it.

use framework_tests::endings::EndingsOperation;
use framework_tests::gateway::*;
use gateway_runtime::Context;

fn request(id: &str) -> Context {
    Context::builder().request_id(id).build()
}

fn id() -> Option<String> {
    Context::current().request_id().map(str::to_owned)
}

#[test]
fn outside_a_request_there_is_the_empty_context() {
    assert_eq!(endings_request(), None);
    assert!(Context::current().is_empty());
    let answer = try_execute_now(GatewayInterface::Endings, "request", ()).unwrap();
    assert_eq!(answer.as_str(), "null");
}

#[test]
fn a_scope_is_seen_on_every_path_and_scopes_nest() {
    request("outer").enter(|| {
        assert_eq!(endings_request().as_deref(), Some("outer"));
        request("inner").enter(|| {
            assert_eq!(endings_request().as_deref(), Some("inner"));
            let answer = try_execute_now(GatewayInterface::Endings, "request", ()).unwrap();
            assert_eq!(answer.as_str(), "\"inner\"");
        });
        assert_eq!(endings_request().as_deref(), Some("outer"));
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parallel_requests_never_see_one_another() {
    let mut tasks = Vec::new();
    for number in 0..16 {
        let name = format!("r-{number}");
        let scoped = request(&name).scope(async move {
            for _ in 0..50 {
                let both = Some(name.clone());
                assert_eq!(endings_request_later().await, (both.clone(), both.clone()));
                tokio::task::yield_now().await;
                assert_eq!(id(), both);
                let answer = EndingsOperation::RequestLater.execute(()).await.unwrap();
                assert_eq!(answer.decode::<(Option<String>, Option<String>)>().unwrap(), (both.clone(), both));
                tokio::task::yield_now().await;
            }
        });
        tasks.push(tokio::spawn(scoped));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(id(), None);
}

#[tokio::test]
async fn a_spawned_task_inherits_only_through_a_scope() {
    request("parent")
        .scope(async {
            assert_eq!(tokio::spawn(async { id() }).await.unwrap(), None);
            let inherited = Context::current().scope(async { id() });
            assert_eq!(tokio::spawn(inherited).await.unwrap().as_deref(), Some("parent"));
            assert_eq!(id().as_deref(), Some("parent"));
        })
        .await;
}

/// A future that is made in one request and awaited in another belongs to where it is awaited.
#[tokio::test]
async fn what_counts_is_where_a_future_is_polled() {
    let future = request("maker").enter(endings_request_later);
    let (injected, current) = request("poller").scope(future).await;
    assert_eq!((injected.as_deref(), current.as_deref()), (Some("poller"), Some("poller")));

    let execution = request("maker").enter(|| EndingsOperation::RequestLater.execute(()));
    let answer = request("poller").scope(execution).await.unwrap();
    assert_eq!(answer.as_str(), r#"["poller","poller"]"#);
}

#[test]
fn an_operation_is_tested_with_a_context_of_the_tests_own() {
    assert_eq!(framework_tests::endings::request(&request("mine")).as_deref(), Some("mine"));
}

#[test]
fn the_catalogue_is_injected_where_a_gateway_was_called() {
    let listed: usize = describe().interfaces.iter().map(|interface| interface.operations.len()).sum();
    assert_eq!(endings_operations(), listed);
}
