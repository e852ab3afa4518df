//! The loopback server: which interface a request is for.

use std::convert::Infallible;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use http::uri::Authority;
use http::{HeaderMap, Method, Request, StatusCode, Uri, header};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::body::Body;
use super::desk::Desk;
use super::reply::{self, Reply};
use super::{invoke_api, runtime_api};

/// Serves both interfaces until the program ends.
pub(super) async fn serve(listener: TcpListener, desk: Arc<Desk>, arn: Arc<str>) -> Infallible {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // The peer has gone already, or descriptors have run out: then the others must first end.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (desk, arn) = (Arc::clone(&desk), Arc::clone(&arn));
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let (desk, arn) = (Arc::clone(&desk), Arc::clone(&arn));
                async move { Ok::<_, Infallible>(answer(&desk, &arn, request).await) }
            });
            // A connection that breaks is the peer's affair: its requests were answered or are lost with it.
            drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
        });
    }
}

/// Answers one request.
pub(super) async fn answer<B>(desk: &Arc<Desk>, arn: &str, request: Request<B>) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let (head, body) = request.into_parts();
    if !is_from_this_machine(&head.headers) {
        return reply::service_error(
            StatusCode::FORBIDDEN,
            "AccessDeniedException",
            "the local runtime answers this machine's own programs, not the pages of a browser",
        );
    }
    let path = head.uri.path();
    if let Some(call) = path.strip_prefix(runtime_api::PREFIX) {
        runtime_api::serve(desk, &head.method, call, arn, body).await
    } else if !invoke_api::is_invoke(path) {
        reply::service_error(
            StatusCode::NOT_FOUND,
            "ResourceNotFoundException",
            "nothing is served here; POST an event to /2015-03-31/functions/function/invocations",
        )
    } else if head.method != Method::POST {
        reply::service_error(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowedException", "POST the event")
    } else {
        invoke_api::serve(desk, &head.headers, body).await
    }
}

/// Any page that a browser shows can send a plain POST to loopback, and one whose name is made to resolve to loopback
/// can read the answer. The first carries a foreign `Origin`, the second a foreign `Host`.
fn is_from_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).map(|host| host.to_str().ok()?.parse::<Authority>().ok());
    let origin =
        headers.get(header::ORIGIN).map(|origin| origin.to_str().ok()?.parse::<Uri>().ok()?.into_parts().authority);
    [host, origin].into_iter().flatten().all(|authority| {
        authority.is_some_and(|authority| matches!(authority.host(), "127.0.0.1" | "localhost" | "[::1]"))
    })
}
