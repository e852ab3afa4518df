//! The loopback server: which interface a request is for.

use std::convert::Infallible;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::{Method, Request, StatusCode};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::body::Body;
use super::desk::Desk;
use super::origin::{self, Origin};
use super::reply::{self, Reply};
use super::{console, extensions, front, invoke_api, runtime_api};

/// Serves every interface until the program ends.
pub(super) async fn serve(listener: TcpListener, desk: Arc<Desk>, arn: Arc<str>) -> Infallible {
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            // The peer has gone already, or descriptors have run out: then the others must first end.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (desk, arn) = (Arc::clone(&desk), Arc::clone(&arn));
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let (desk, arn) = (Arc::clone(&desk), Arc::clone(&arn));
                async move { Ok::<_, Infallible>(answer(&desk, &arn, peer, request).await) }
            });
            // A connection that breaks is the peer's affair: its requests were answered or are lost with it.
            drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
        });
    }
}

/// Answers one request.
pub(super) async fn answer<B>(desk: &Arc<Desk>, arn: &str, peer: SocketAddr, request: Request<B>) -> Reply
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let (head, body) = request.into_parts();
    let origin = origin::of(&head.method, &head.headers);
    let path = head.uri.path();
    let call = path.strip_prefix(runtime_api::PREFIX);
    let extension = path.strip_prefix(extensions::PREFIX);
    let is_invoke = invoke_api::is_invoke(path);
    // To follow a link is to open a page, never to invoke, nor to take an event from the function.
    if origin == Origin::Foreign || origin == Origin::Link && (call.is_some() || extension.is_some() || is_invoke) {
        return reply::service_error(
            StatusCode::FORBIDDEN,
            "AccessDeniedException",
            "the local runtime answers programs and pages of this machine, not foreign pages in a browser",
        );
    }
    if let Some(call) = call {
        runtime_api::serve(desk, &head.method, call, arn, &head.headers, body).await
    } else if let Some(call) = extension {
        extensions::serve(desk, &head.method, call, arn, &head.headers, body).await
    } else if is_invoke && head.method == Method::POST {
        invoke_api::serve(desk, &head.headers, body).await
    } else if is_invoke {
        reply::service_error(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowedException", "POST the event")
    } else if let Some(path) = console::path(path) {
        console::serve(desk, arn, &head, path, body).await
    } else {
        front::serve(desk, peer, &head, body).await
    }
}
